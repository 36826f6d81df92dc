"""The audit: what every rule came to on every record, added up by account and organisation.

A *cell* is one rule on one record. It counts as decided where the rule passed, failed or was
waived. The *score* is the share of the decided cells that passed; *coverage* is the share of the
cells that a rule applied to which were decided. Both are None, never 1, where there is nothing to
take a share of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from policycheck.model.finding import Outcome, RecordName

__all__ = ["Audit", "Cells", "MissingField", "RecordOutcomes", "Standing"]


class Cells(NamedTuple):
    """How many cells came to what."""

    passed: int = 0
    failed: int = 0
    waived: int = 0
    unknown: int = 0
    not_applicable: int = 0

    @classmethod
    def of(cls, counts: Counter[Outcome]) -> Cells:
        return cls(
            counts[Outcome.PASS],
            counts[Outcome.FAIL],
            counts[Outcome.WAIVED],
            counts[Outcome.UNKNOWN],
            counts[Outcome.NOT_APPLICABLE],
        )

    @classmethod
    def total(cls, parts: Iterable[Cells]) -> Cells:
        return cls(*map(sum, zip(cls(), *parts, strict=True)))

    @property
    def decided(self) -> int:
        return self.passed + self.failed + self.waived

    @property
    def applicable(self) -> int:
        return self.decided + self.unknown

    @property
    def score(self) -> float | None:
        """The share of decided cells that passed, from 0 to 1; None where none was decided."""
        return self.passed / self.decided if self.decided else None

    @property
    def coverage(self) -> float | None:
        """The share of applicable cells that were decided; None where no rule applied."""
        return self.decided / self.applicable if self.applicable else None


class Standing(NamedTuple):
    """One row: an account with all records that are of it, an organisation, or a kind of record.

    `groups` has the cells of each group of rules that has any here; `organization` is that of an
    account, `accounts` the number of those of an organisation.
    """

    name: str
    cells: Cells
    groups: Mapping[str, Cells]
    organization: str = ""
    accounts: int = 0


class MissingField(NamedTuple):
    """A field whose absence left rules undecided: in how many cells, by which rules."""

    kind: str
    path: str
    cells: int
    rules: tuple[str, ...]


class RecordOutcomes(NamedTuple):
    """What each rule that is for records of its kind came to on one record."""

    record: RecordName
    outcomes: Mapping[str, Outcome]


class Audit(NamedTuple):
    """The whole. `groups` are in the order of the rules, with the rules that each holds.

    `accounts` and `organizations` are by name, an account without organisation under the name "".
    `others` are records that are of no account, by kind. `missing` begins with the field whose
    absence left most cells undecided.
    """

    groups: Mapping[str, tuple[str, ...]]
    total: Cells
    accounts: tuple[Standing, ...]
    organizations: tuple[Standing, ...]
    others: tuple[Standing, ...]
    missing: tuple[MissingField, ...]
    records: tuple[RecordOutcomes, ...]
