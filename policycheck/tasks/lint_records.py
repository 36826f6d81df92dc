"""What lint has to know of the records of a project: which rules apply, which waivers lapse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policycheck.document import Mapping
from policycheck.lint.lint import Expiring, Matched
from policycheck.model.waiver import WaiverState
from policycheck.tasks.check import CheckRequest, checked
from policycheck.tasks.sources import given_kinds
from policycheck.waive.standing import Judged

__all__ = ["RecordsLooked", "records_looked"]


@dataclass(frozen=True, slots=True)
class RecordsLooked:
    """What became of them; nothing where that was not asked, or is not certain."""

    matched: Matched | None = None
    expiring: tuple[Expiring, ...] = ()


def records_looked(request: CheckRequest, notes: list[str]) -> RecordsLooked:
    """What the rules came to on the records of the project, and how its waivers stand.

    What could not be looked at is added to `notes`.
    """
    project = request.project
    if project is None or not (project.records or project.mappings):
        return RecordsLooked()
    done = checked(request)
    if done.report.errors:
        notes.append(
            "whether a rule applies to no record was not looked at: not all of the project can be"
            " read, see policycheck check"
        )
        return RecordsLooked(None, tuple(_expiring(done.waivers)))
    matched = Matched(frozenset(done.result.matched), given_kinds(project))
    return RecordsLooked(matched, tuple(_expiring(done.waivers)))


def _expiring(waivers: Iterable[Judged]) -> Iterator[Expiring]:
    for one in waivers:
        if one.state is WaiverState.EXPIRING and one.days_left is not None:
            waiver = one.waiver
            node = waiver.node.get("expires") if isinstance(waiver.node, Mapping) else None
            whom = waiver.id or f"account {waiver.account}"
            yield Expiring(node or waiver.node, waiver.rule, whom, one.days_left)
