"""What a new project is made of: the answers of whoever begins it, and where it is to stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from policycheck.errors import UsageError
from policycheck.policy.load import pack_names
from policycheck.policy.problems import nearest

__all__ = [
    "FAIL_ON",
    "Answers",
    "id_of",
    "refuse_no_id",
    "refuse_no_name",
    "refuse_unknown_pack",
    "refuse_unknown_zone",
    "refuse_wrong",
]

#: A project cannot promise that all is decided before its lists are filled.
FAIL_ON = ("error", "warning", "review", "info")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_NO_ID = "agency"


@dataclass(frozen=True, slots=True)
class Answers:
    """Who begins the project and how; `today` is the day of the facts in its example records.

    `folder` is that of the project below the root of its repository, `''` where it is the root or
    there is no repository. `lists` are the parameters that the packs leave to the agency, each with
    what it is for. `install` is what pip is told to install where there is no policycheck yet.
    """

    name: str
    id: str
    packs: tuple[str, ...]
    timezone: str
    fail_on: str
    install: str
    today: date
    folder: str = ""
    lists: Mapping[str, str] = field(default_factory=dict)

    @property
    def federal(self) -> bool:
        """Whether a pack asks for goals, courses, agreements and risk assessments."""
        return not {"us-federal", "us-dod"}.isdisjoint(self.packs)

    @property
    def bilingual(self) -> bool:
        """Whether a pack asks for each post in English and in French."""
        return "canada" in self.packs


def id_of(name: str) -> str:
    """A short name for files and references, made of the letters and digits of a longer one."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", ""))) or _NO_ID


def refuse_no_id(id_: str) -> None:
    """Raise UsageError for what cannot be the id of a policy or a rule."""
    if not _ID.fullmatch(id_):
        wanted = "letters, digits, '.', '_' and '-', one of the first at the beginning"
        raise UsageError(f"{id_!r} is no id: use {wanted}")


def refuse_no_name(name: str) -> None:
    """Raise UsageError for what cannot be the name of an agency."""
    if not name.strip() or not name.isprintable():
        raise UsageError("the name of the agency is a line of text, such as: Example Water Agency")


def refuse_unknown_pack(pack: str) -> None:
    """Raise UsageError for what is no built-in pack."""
    if pack not in pack_names():
        raise UsageError(f"there is no built-in pack {pack}; {nearest(pack, pack_names())}")


def refuse_unknown_zone(name: str) -> None:
    """Raise UsageError for what is no time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        example = "write one such as America/New_York"
        raise UsageError(f"there is no time zone {name}; {example}") from None


def refuse_wrong(answers: Answers) -> None:
    """Raise UsageError for an answer that no project could be made of."""
    refuse_no_name(answers.name)
    refuse_no_id(answers.id)
    for pack in answers.packs:
        refuse_unknown_pack(pack)
    refuse_unknown_zone(answers.timezone)
