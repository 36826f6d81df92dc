"""What could not be decided, gathered by rule: one sentence, not one for each record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policycheck.model.finding import Unknown
from policycheck.reports.summary import counted

__all__ = ["Undecided", "by_rule", "reason"]

#: So many records are named; the others are counted.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Undecided:
    """The records for which one rule could not be decided."""

    rule: str
    unknowns: tuple[Unknown, ...]

    @property
    def message(self) -> str:
        kinds = {unknown.record.kind for unknown in self.unknowns}
        noun = kinds.pop() if len(kinds) == 1 else "record"
        missing = _distinct(path for unknown in self.unknowns for path in unknown.missing)
        what = f": missing {', '.join(missing)}" if missing else ""
        return f"{counted(len(self.unknowns), noun)} could not be decided{what}"

    @property
    def reasons(self) -> list[str]:
        return _distinct(unknown.why for unknown in self.unknowns if unknown.why)

    @property
    def records(self) -> str:
        """The first few records by id, and how many more there are."""
        ids = [unknown.record.id for unknown in self.unknowns]
        rest = f" and {len(ids) - NAMED:,} more" if len(ids) > NAMED else ""
        return ", ".join(ids[:NAMED]) + rest


def reason(unknown: Unknown) -> str:
    """Say in a few words why one record could not be decided."""
    missing = f"missing {', '.join(unknown.missing)}" if unknown.missing else "not decided"
    return f"{missing} ({unknown.why})" if unknown.why else missing


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def by_rule(unknowns: Iterable[Unknown]) -> list[Undecided]:
    """One entry a rule, in the order in which the rules first appear."""
    groups: dict[str, list[Unknown]] = {}
    for unknown in unknowns:
        groups.setdefault(unknown.rule, []).append(unknown)
    return [Undecided(rule, tuple(group)) for rule, group in groups.items()]
