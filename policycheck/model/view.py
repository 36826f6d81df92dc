"""The records of a check as a person looks at them: what they say, whose they are, how they stand.

Made where a report format asks for it, and only there: most formats need nothing but findings.
Private data is already masked.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from policycheck.model.finding import RecordName

if TYPE_CHECKING:
    from policycheck.model.waiver import RegisterEntry

__all__ = ["LimitUse", "MediumView", "Passage", "PostView", "Readiness", "RecordView", "View"]


class Readiness(StrEnum):
    """Whether a record can go ahead. The first that is true of it counts.

    *To fix*: it breaks a rule that is an error or a warning. *To review*: a rule asks a person to
    decide. *Undecided*: some rule could not be decided. *Ready*: none of these; advice (info), what
    is waived and what is only observed hold nothing back.
    """

    TO_FIX = "to fix"
    TO_REVIEW = "to review"
    UNDECIDED = "undecided"
    READY = "ready"


class LimitUse(NamedTuple):
    """How much a record uses of what its platform takes, by the platform's own count.

    `low` and `high` differ where the platform leaves its count open. A limit that is not `certain`
    is one that only secondary sources name.
    """

    subject: str
    platform: str
    low: int
    high: int
    limit: int
    unit: str
    certain: bool = True


class Passage(NamedTuple):
    """A text of a record, as posted, and the JSON pointer of its place.

    `tokens` are its links, hashtags and mentions: start and end from 0, and which of these.
    """

    text: str
    pointer: str
    lang: str = ""
    tokens: tuple[tuple[int, int, str], ...] = ()


class MediumView(NamedTuple):
    """A picture, video, recording or document, and the JSON pointer of its place.

    `alt` is None where none is given.
    """

    type: str
    name: str
    alt: Passage | None
    decorative: bool = False
    pointer: str = ""


class PostView(NamedTuple):
    """What a post will look like; '' and empty where the record says nothing.

    `name` and `handle` are those of its account; `others` are links, hashtags and mentions that it
    carries besides its text.
    """

    platform: str = ""
    name: str = ""
    handle: str = ""
    text: Passage | None = None
    title: str = ""
    warning: Passage | None = None
    media: tuple[MediumView, ...] = ()
    question: str = ""
    answers: tuple[Passage, ...] = ()
    others: tuple[str, ...] = ()
    uses: tuple[LimitUse, ...] = ()


class RecordView(NamedTuple):
    """A record: where it stands, whose it is, what is to be known of it, and a post as it looks.

    `owners` are the organisations that run its accounts, `facts` pairs of a name and what it is.
    """

    record: RecordName
    path: str
    line: int
    readiness: Readiness
    accounts: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    post: PostView | None = None


class View(NamedTuple):
    """All of it. `readiness` counts every record by kind, also those that are not among `records`.

    `cut_records` says how many records with findings are not, `cut_others` how many without.
    """

    readiness: Mapping[str, Mapping[Readiness, int]]
    records: tuple[RecordView, ...]
    waivers: tuple[RegisterEntry, ...] = ()
    cut_records: int = 0
    cut_others: int = 0
