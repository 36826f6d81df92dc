"""What a check says: findings, what could not be decided, and where it all stands."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

__all__ = [
    "SEVERITIES",
    "Accepted",
    "Authority",
    "Clause",
    "Excerpt",
    "Finding",
    "Fix",
    "Location",
    "Origin",
    "Outcome",
    "RecordName",
    "Related",
    "Severity",
    "Unknown",
    "order",
]


class Outcome(StrEnum):
    """What became of one rule on one record."""

    PASS = "pass"  # noqa: S105 - an outcome, not a password
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"

    __hash__ = str.__hash__  # counted once for every rule and record: that of enums is slow


class Accepted(StrEnum):
    """By what a finding is waived."""

    WAIVER = "waiver"
    COMMENT = "comment"
    BASELINE = "baseline"


class Severity(StrEnum):
    """How much a finding weighs; `review` asks a person to decide."""

    ERROR = "error"
    WARNING = "warning"
    REVIEW = "review"
    INFO = "info"


SEVERITIES: tuple[Severity, ...] = tuple(Severity)


class Excerpt(Struct, frozen=True, order=True, array_like=True):
    """The lines of a source that a location spans, by number. Private data is already masked."""

    lines: tuple[tuple[int, str], ...]


class Location(Struct, frozen=True, order=True, array_like=True):
    """A place in a file: lines and columns from 1, in code points; `end_column` is past the last.

    `pointer` is the place in the record, a JSON pointer. In CSV and JSONL a person finds a place by
    `field` and `character` (from 1, in the field's text); elsewhere both are empty. `reach` says
    where the characters begin and end (from 0, in the text at `pointer`), where it is only these.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    pointer: str = ""
    field: str = ""
    character: int = 0
    excerpt: Excerpt = Excerpt(())
    reach: tuple[int, int] | None = None

    @property
    def begin(self) -> tuple[str, int, int]:
        return self.path, self.line, self.column

    def __str__(self) -> str:
        """The place as people and editors write it: `path:line:column` or `path:line:field:n`."""
        if self.field:
            return f"{self.path}:{self.line}:{self.field}:{self.character}"
        return f"{self.path}:{self.line}:{self.column}"


class Related(Struct, frozen=True, order=True, array_like=True):
    """A second place that explains the first, and what it has to do with it."""

    location: Location
    message: str


class Authority(Struct, frozen=True, order=True, array_like=True):
    """A law, a memorandum, a guide: why a rule exists. Dates are ISO 8601."""

    cite: str
    section: str = ""
    url: str = ""
    checked_on: str = ""
    recheck_by: str = ""


class Clause(Struct, frozen=True, order=True, array_like=True):
    """The rule in the policy file: where it stands and what it is called there."""

    path: str
    line: int
    title: str


class Fix(Struct, frozen=True, order=True, array_like=True):
    """What to write instead. `safe` where there is exactly one sensible replacement.

    `match` is what is replaced: the characters `start` up to `end`, from 0, of the value at the
    location's pointer. `verbatim` says that the file has the very characters of `match` there, and
    takes those of the replacement as they are; elsewhere quotes and escapes come in between.
    """

    location: Location
    replacement: str
    safe: bool
    start: int = 0
    end: int = 0
    match: str = ""
    verbatim: bool = False


class RecordName(Struct, frozen=True, order=True, array_like=True):
    """Which record: its kind, its id, and the account it belongs to."""

    kind: str
    id: str
    account: str = ""


class Origin(Struct, frozen=True, order=True, array_like=True):
    """Where the record of a finding comes from: its file, and its name without a row's number."""

    path: str = ""
    name: str = ""


class Finding(Struct, frozen=True, order=True, array_like=True):
    """One place that breaks one rule, or one rule broken by a record as a whole.

    One of a rule that is only `observed` is listed, and counts nowhere. What is waived says by
    what, and `waiver` says the rest in words.
    """

    rule: str
    title: str
    severity: Severity
    outcome: Outcome
    message: str
    record: RecordName
    location: Location
    label: str
    clause: Clause
    fingerprint: str
    related: tuple[Related, ...] = ()
    authority: tuple[Authority, ...] = ()
    remedy: str = ""
    fix: Fix | None = None
    waiver: str = ""
    observed: bool = False
    accepted: Accepted | None = None
    origin: Origin = Origin()


class Unknown(Struct, frozen=True, order=True, array_like=True):
    """A rule that could not be decided for a record: the paths that are missing, and why."""

    rule: str
    record: RecordName
    missing: tuple[str, ...] = ()
    why: str = ""


def order(finding: Finding) -> tuple[str, int, int, str, str, str, str]:
    """The order in which findings are reported: by place, then by rule."""
    at = finding.location
    return (*at.begin, finding.rule, finding.record.id, at.pointer, finding.message)
