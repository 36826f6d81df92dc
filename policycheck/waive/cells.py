"""Cells of an audit that are waived: every failure of the rule on the record is."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from policycheck.engine.evaluation import Verdict
from policycheck.engine.findings import name_of
from policycheck.model.finding import Finding, Outcome, RecordName

__all__ = ["with_waived"]


def with_waived(verdicts: Iterable[Verdict], findings: Iterable[Finding]) -> list[Verdict]:
    """The verdicts, a failed one waived where no finding of that rule and record still fails."""
    waived: set[tuple[str, RecordName]] = set()
    failed: set[tuple[str, RecordName]] = set()
    for one in findings:
        (failed if one.outcome is Outcome.FAIL else waived).add((one.rule, one.record))
    waived -= failed
    return [
        replace(one, outcome=Outcome.WAIVED)
        if one.outcome is Outcome.FAIL and (one.rule, name_of(one.record)) in waived
        else one
        for one in verdicts
    ]
