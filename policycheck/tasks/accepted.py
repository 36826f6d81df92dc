"""What is accepted although it breaks a rule: waivers, comments and a baseline at work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policycheck.engine.evaluation import Cell, Evaluation
from policycheck.engine.world import World
from policycheck.errors import Problem
from policycheck.model.finding import order
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.readers import Input
from policycheck.tasks.baselines import Baselines
from policycheck.tasks.policies import ReadyPolicy
from policycheck.tasks.request import CheckRequest
from policycheck.tasks.suppressions import apply_suppressions, what_is_allowed
from policycheck.tasks.waived import Waiving
from policycheck.waive.cells import with_waived
from policycheck.waive.inline import InlineSuppressions
from policycheck.waive.standing import Judged

__all__ = ["Accepted"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """All three: they watch the records go by, then look at what was found.

    A waiver counts before a comment, and a comment before the baseline.
    """

    request: CheckRequest
    ready: ReadyPolicy
    waivers: Waiving
    comments: InlineSuppressions
    baselines: Baselines

    @classmethod
    def of(cls, request: CheckRequest, ready: ReadyPolicy, problems: list[Problem]) -> Accepted:
        """Read the files of waivers and baselines; what is wrong with them is added."""
        return cls(
            request,
            ready,
            Waiving.of(request.project, request.named, problems, request.unsaved),
            InlineSuppressions(what_is_allowed(ready)),
            Baselines.of(request.baseline, request.write_baseline, request.project, request.base),
        )

    @property
    def reads(self) -> frozenset[str]:
        """The kinds of records by which waivers are judged."""
        return self.waivers.reads

    @property
    def cells(self) -> frozenset[Cell]:
        """The cells of whose outcome a baseline has something to say."""
        return self.baselines.cells

    @property
    def standing(self) -> Sequence[Judged]:
        """The waivers, each with what became of it."""
        return self.waivers.standing

    def without_own(self, found: Iterable[Input | Problem]) -> Iterator[Input | Problem]:
        """What was found in folders, without the baselines: they are no records."""
        return self.baselines.without_own(found)

    def over(self, records: Iterable[Record], world: World) -> Iterator[Record]:
        """The records as they are, each looked at on its way."""
        return self.waivers.over(self.comments.over(records), world)

    def apply_waivers(self, result: Evaluation, now: Moment, problems: Sequence[Problem]) -> None:
        """Mark what waivers cover, and add what is to be said of them."""
        is_whole = not (self.request.paths or self.request.changes or problems)
        said = self.waivers.apply(result, self.ready, now, is_whole=is_whole)
        result.findings += said  # once the findings are replaced, not before

    def apply(self, result: Evaluation, problems: list[Problem]) -> tuple[str, ...]:
        """Mark what comments and the baseline cover; sentences on what was written."""
        request = self.request
        result.findings.sort(key=order)
        apply_suppressions(self.comments.found(), result, self.ready)
        part = request.paths or request.changes or request.select or request.ignore
        whole = not (part or problems)
        notes = self.baselines.apply(result, self.ready, problems, whole=whole)
        if result.verdicts is not None:
            result.verdicts = with_waived(result.verdicts, result.findings)
        return notes
