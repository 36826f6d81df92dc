"""Cells of an audit that are waived: every failure of the rule on the record is."""

from __future__ import annotations

from collections.abc import Iterable

from policycheck.engine.findings import name_of
from policycheck.engine.verdicts import Row, Verdicts
from policycheck.model.finding import Finding, Outcome, RecordName

__all__ = ["mark_waived"]


def mark_waived(verdicts: Verdicts, findings: Iterable[Finding]) -> None:
    """Mark a failed cell as waived where no finding of that rule and record still fails."""
    waived: set[tuple[str, RecordName]] = set()
    failed: set[tuple[str, RecordName]] = set()
    for one in findings:
        (failed if one.outcome is Outcome.FAIL else waived).add((one.rule, one.record))
    waived -= failed
    rules: dict[RecordName, set[str]] = {}
    for rule, name in waived:
        rules.setdefault(name, set()).add(rule)
    for row in verdicts.rows if rules else ():
        found = rules.get(name_of(row.record))
        if found:
            _mark(row, found)


def _mark(row: Row, rules: set[str]) -> None:
    row.own = [
        (rule, Outcome.WAIVED if came is Outcome.FAIL and rule in rules else came)
        for rule, came in row
    ]
    row.common = ()
