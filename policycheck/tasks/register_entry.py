"""A waiver as the register lists it."""

from __future__ import annotations

from policycheck.engine.veil import Veil
from policycheck.model.waiver import RegisterEntry
from policycheck.waive.standing import Judged

__all__ = ["entry"]


def entry(one: Judged, veil: Veil) -> RegisterEntry:
    """The entry of one waiver; private data that its reason repeats is masked."""
    waiver = one.waiver
    line, column = waiver.node.source.position(waiver.node.span.start)
    return RegisterEntry(
        waiver.rule,
        waiver.id,
        waiver.kind,
        waiver.account,
        one.state,
        one.days_left,
        waiver.approved_by,
        waiver.granted,
        waiver.expires,
        veil.text(waiver.reason),
        waiver.evidence,
        one.why,
        waiver.path,
        line,
        column,
    )
