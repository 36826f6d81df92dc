"""What a check does only where somebody asked for it, and loads only then.

A stopwatch, records to be looked at, records that changed, policies of agencies: most checks of
one draft have none of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from policycheck.engine.evaluation import Evaluation
from policycheck.engine.instants import Instants
from policycheck.engine.world import World
from policycheck.model.record import Record
from policycheck.tasks.no_stopwatch import NoStopwatch
from policycheck.tasks.ready import ReadyPolicy
from policycheck.tasks.request import CheckRequest

if TYPE_CHECKING:
    from policycheck.engine.involved import Involved
    from policycheck.model.view import View
    from policycheck.tasks.by_agency import ByAgency
    from policycheck.tasks.narrowing import Narrowed
    from policycheck.tasks.stopwatch import Stopwatch
    from policycheck.waive.standing import Judged

__all__ = ["agencies_of", "involved_in", "narrowing_of", "stopwatch_of", "view_as_asked"]


def stopwatch_of(request: CheckRequest) -> Stopwatch | NoStopwatch:
    """A stopwatch where somebody asked for one; it is imported then."""
    if not request.profile:
        return NoStopwatch()
    from policycheck.tasks.stopwatch import Stopwatch

    return Stopwatch()


def agencies_of(request: CheckRequest) -> ByAgency | None:
    """The policies of single agencies, beside that of the project; most projects have none."""
    if request.policy or not (request.project and request.project.policies):
        return None
    from policycheck.tasks.by_agency import ByAgency

    return ByAgency.asked(request, request.project)


def narrowing_of(
    request: CheckRequest, records: Iterable[Record], ready: ReadyPolicy
) -> Narrowed | None:
    """The records in two parts, where only those that changed are judged."""
    if request.changes is None:
        return None
    from policycheck.tasks.narrowing import narrowed  # which only those who ask for it load
    from policycheck.tasks.policies import policy_files

    policies = policy_files(request.policy, request.project, request.base)
    return narrowed(request, request.changes, [*records], ready, policies)


def involved_in(request: CheckRequest) -> Involved | None:
    """What keeps the records, where they are to be looked at."""
    if not request.with_view:
        return None
    from policycheck.engine.involved import Involved

    return Involved()


def view_as_asked(
    request: CheckRequest,
    involved: Involved,
    result: Evaluation,
    world: World,
    instants: Instants,
    *,
    waivers: Iterable[Judged],
) -> View:
    """The records that were kept, as they look in a report, and the waivers."""
    from policycheck.engine.veil import Veil
    from policycheck.tasks.register_entry import entry
    from policycheck.tasks.viewed import view_of

    veil = Veil(()) if request.reveal else Veil(result.secrets)
    view = view_of(involved, result, world, instants, veil)
    return view._replace(waivers=tuple(entry(one, veil) for one in waivers))
