"""Comments that suppress findings: applied, and reported where they are wrong or do nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import chain

from policycheck.engine.evaluation import Evaluation
from policycheck.engine.spool import Spool
from policycheck.model.finding import Finding, RecordName, order
from policycheck.tasks.built_in import MALFORMED_SUPPRESSION, UNUSED_SUPPRESSION, said_of
from policycheck.tasks.ready import ReadyPolicy
from policycheck.waive.inline import Allowed, Suppression, suppressed

__all__ = ["apply_suppressions", "what_is_allowed"]


def what_is_allowed(ready: ReadyPolicy) -> Allowed:
    """What the policy says of comments; nothing is allowed that it does not say."""
    known = None if ready.problems else ready.rule_ids
    return Allowed(bool(ready.waiver_rules.allow_inline), known, ready.locked)


def apply_suppressions(
    found: Iterable[Suppression],
    result: Evaluation,
    ready: ReadyPolicy,
    beside: AbstractSet[tuple[str, str]] = frozenset(),
) -> None:
    """Waive what comments cover, and add findings about the comments themselves.

    The records `beside`, by kind and id, were not judged: of those nobody knows what fails.
    """
    found = [*found]
    more: list[Finding] = []
    if MALFORMED_SUPPRESSION in ready.built_in:
        more += _malformed(found)
    if UNUSED_SUPPRESSION in ready.built_in:
        judged = (
            one for one in found if beside.isdisjoint((each.kind, each.id) for each in one.records)
        )
        more += _unused(judged, result, {rule.id for rule in ready.program.rules})
    result.findings = Spool.of(chain(suppressed(result.findings, found), more), order)


def _malformed(found: Iterable[Suppression]) -> Iterator[Finding]:
    for one in found:
        for fault in one.faults:
            at = one.source, one.span(fault.start, fault.end)
            said = f"this comment suppresses nothing: {fault.message}"
            yield said_of(MALFORMED_SUPPRESSION, _record(one), at, said, fault.advice)


def _unused(found: Iterable[Suppression], result: Evaluation, run: set[str]) -> Iterator[Finding]:
    """Rules that did not fail; of one that was not run, or not decided, nothing is said."""
    found = [*found]
    about = {record for one in found for record in one.records}
    failed = {(one.rule, one.record) for one in result.findings if one.record in about}
    undecided = {
        (gap.rule, record)
        for record, gaps in result.unknown.by_record()
        if record in about
        for gap in gaps
    }
    for one in found:
        for named in () if one.faults else one.claim.rules:
            cells = {(named.rule, record) for record in one.records}
            if named.rule in run and cells.isdisjoint(failed | undecided):
                said = f"{named.rule} does not fail here, so this comment suppresses nothing"
                at = one.source, one.span(named.start, named.end)
                yield said_of(UNUSED_SUPPRESSION, _record(one), at, said, "unused")


def _record(one: Suppression) -> RecordName:
    """The record that a comment is about; one that is about none is of its file."""
    return one.records[0] if one.records else RecordName("file", one.source.path)
