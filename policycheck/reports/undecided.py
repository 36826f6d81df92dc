"""What could not be decided, gathered by its cause: one sentence for many rules and records."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from policycheck.model.finding import Unknown
from policycheck.reports.summary import counted

__all__ = ["Undecided", "by_cause", "reason"]

#: So many records are named; the others are counted.
NAMED = 5


class Undecided(Struct, frozen=True):
    """The rules and records that lack the same thing for the same reason."""

    unknowns: tuple[Unknown, ...]

    @property
    def rules(self) -> list[str]:
        return list(dict.fromkeys(unknown.rule for unknown in self.unknowns))

    @property
    def message(self) -> str:
        """`22 rules could not be decided for 2 posts: missing media`; one rule is not counted."""
        records = {(unknown.record.kind, unknown.record.id) for unknown in self.unknowns}
        kinds = {kind for kind, _ in records}
        who = counted(len(records), kinds.pop() if len(kinds) == 1 else "record")
        missing = self.unknowns[0].missing
        what = f": missing {', '.join(missing)}" if missing else ""
        if len(self.rules) == 1:
            return f"{who} could not be decided{what}"
        return f"{counted(len(self.rules), 'rule')} could not be decided for {who}{what}"

    @property
    def why(self) -> str:
        return self.unknowns[0].why

    @property
    def records(self) -> str:
        """The first few records by id, and how many more there are."""
        ids = list(dict.fromkeys(unknown.record.id for unknown in self.unknowns))
        rest = f" and {len(ids) - NAMED:,} more" if len(ids) > NAMED else ""
        return ", ".join(ids[:NAMED]) + rest


def reason(unknown: Unknown) -> str:
    """Say in a few words why one record could not be decided."""
    missing = f"missing {', '.join(unknown.missing)}" if unknown.missing else "not decided"
    return f"{missing} ({unknown.why})" if unknown.why else missing


def by_cause(unknowns: Iterable[Unknown]) -> list[Undecided]:
    """One entry for each cause, in the order in which they first appear."""
    groups: dict[tuple[tuple[str, ...], str], list[Unknown]] = {}
    for unknown in unknowns:
        groups.setdefault((unknown.missing, unknown.why), []).append(unknown)
    return [Undecided(tuple(group)) for group in groups.values()]
