"""What is accepted although it breaks a rule: waivers, comments and a baseline at work.

Most checks of one draft have none of the three, and load none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from policycheck.engine.evaluation import Cell, Evaluation
from policycheck.engine.world import World
from policycheck.errors import Problem
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.readers import Input
from policycheck.tasks.comments import Comments
from policycheck.tasks.ready import ReadyPolicy
from policycheck.tasks.request import CheckRequest

if TYPE_CHECKING:
    from policycheck.tasks.baselines import Baselines
    from policycheck.tasks.waived import Waiving
    from policycheck.waive.standing import Judged

__all__ = ["Accepted"]


class Accepted(Struct, frozen=True):
    """All three: they watch the records go by, then look at what was found.

    A waiver counts before a comment, and a comment before the baseline.
    """

    request: CheckRequest
    ready: ReadyPolicy
    comments: Comments
    waivers: Waiving | None
    baselines: Baselines | None

    @classmethod
    def of(cls, request: CheckRequest, ready: ReadyPolicy, problems: list[Problem]) -> Accepted:
        """Read the files of waivers and baselines; what is wrong with them is added."""
        waivers = _waivers(request, problems)
        return cls(request, ready, Comments(ready), waivers, _baselines(request))

    @property
    def reads(self) -> frozenset[str]:
        """The kinds of records by which waivers are judged."""
        return self.waivers.reads if self.waivers else frozenset()

    @property
    def names_waivers(self) -> bool:
        """Whether a file of waivers was named itself."""
        return self.waivers is not None and self.waivers.named

    @property
    def cells(self) -> frozenset[Cell]:
        """The cells of whose outcome a baseline has something to say."""
        return self.baselines.cells if self.baselines else frozenset()

    @property
    def standing(self) -> Sequence[Judged]:
        """The waivers that this run is about, each with what became of it."""
        if self.waivers is None:
            return ()
        return self.waivers.of_this_run() if self.request.paths else self.waivers.standing

    def without_own(self, found: Iterable[Input | Problem]) -> Iterable[Input | Problem]:
        """What was found in folders, without the baselines: they are no records."""
        return self.baselines.without_own(found) if self.baselines else found

    def leave_out(self, beside: Iterable[Record]) -> None:
        """Have records that went by and are not judged count for nothing."""
        names = frozenset((one.kind, one.id) for one in beside)
        self.comments.beside |= names
        if self.waivers:
            self.waivers.leave_out(names)

    def over(self, records: Iterable[Record], world: World) -> Iterator[Record]:
        """The records as they are, each looked at on its way."""
        watched = self.comments.over(records)
        return self.waivers.over(watched, world) if self.waivers else watched

    def apply_waivers(self, result: Evaluation, now: Moment, problems: Sequence[Problem]) -> None:
        """Mark what waivers cover, and add what is to be said of them."""
        if self.waivers is None:
            return
        is_whole = not (self.request.paths or self.request.changes or problems)
        said = self.waivers.apply(result, self.ready, now, is_whole=is_whole)
        result.findings += said  # once the findings are replaced, not before

    def apply(self, result: Evaluation, problems: list[Problem]) -> tuple[str, ...]:
        """Mark what comments and the baseline cover; sentences on what was written."""
        request = self.request
        self.comments.apply(result)
        part = request.paths or request.changes or request.select or request.ignore
        whole = not (part or problems)
        notes: tuple[str, ...] = ()
        if self.baselines:
            notes = self.baselines.apply(result, self.ready, problems, whole=whole)
        if result.verdicts is not None:
            from policycheck.waive.cells import mark_waived

            mark_waived(result.verdicts, result.findings)
        return notes


def _waivers(request: CheckRequest, problems: list[Problem]) -> Waiving | None:
    project = request.project
    if not request.unsaved and not (project and project.waivers):
        return None
    from policycheck.tasks.waived import Waiving

    return Waiving.of(project, request.named, problems, request.unsaved)


def _baselines(request: CheckRequest) -> Baselines | None:
    project = request.project
    if not (request.baseline or request.write_baseline or (project and project.baseline)):
        return None
    from policycheck.tasks.baselines import Baselines

    return Baselines.of(request.baseline, request.write_baseline, project, request.base)
