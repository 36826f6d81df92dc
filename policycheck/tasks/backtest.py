"""`backtest`: which real records change verdict between two policies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC

from policycheck import __version__
from policycheck.engine.instants import Instants
from policycheck.engine.program import Program
from policycheck.engine.veil import Veil
from policycheck.errors import Problem
from policycheck.model.backtest import CHANGES, Backtest
from policycheck.model.moment import Moment
from policycheck.policy.project import Project
from policycheck.readers import Input
from policycheck.readers.files import shown
from policycheck.tasks.backtest_counts import Counts, by_name
from policycheck.tasks.backtest_policies import TwoPolicies, two_policies
from policycheck.tasks.backtest_request import BacktestRequest
from policycheck.tasks.backtest_run import Run
from policycheck.tasks.loading import Loaded, Loader, Said
from policycheck.tasks.sources import named_inputs

__all__ = ["BacktestRequest", "backtest"]

#: So many rules are named in a note; the others are counted.
_NAMED = 10


def backtest(request: BacktestRequest, tell: Callable[[int], None] = lambda _: None) -> Backtest:
    """Judge every record by both policies, each post by the rules of its own instant.

    Waivers, comments and baselines are not looked at: a verdict is that of the rules alone. What
    cannot be read or used is in `errors`, and the rest is compared. `tell` hears now and then how
    many records are done.

    Raises UsageError and InputError for a value that was to be tried and cannot be, and UsageError
    for a selection that names no rule.
    """
    two = two_policies(request)
    said = Said()
    loaded = _loaded(request, two, said)
    zone = (request.project.zone if request.project else None) or UTC
    now = request.as_of or Moment.instant(request.now)
    instants = Instants(now, zone, request.rules_as_of)
    run = Run(two, loaded.world, instants, Counts(instants, request.examples))
    run.over(loaded.judged, loaded.beside, tell)
    said.problems += two.problems
    if not run.records and not said.problems:
        place = request.paths[0] if request.paths else "."
        message = "no record was found in what was given"
        said.problems.append(Problem(place, 1, 1, message, "name a file or folder with posts"))
    return _finished(request, two, run, said)


def _loaded(request: BacktestRequest, two: TwoPolicies, said: Said) -> Loaded:
    """The records at the paths, or all of the project, and what rules of either policy look up."""
    zone = request.project.zone if request.project else None
    loader = Loader(request.project, zone, two.kinds, two.reads_for, said)
    if not request.paths:
        return loader.everything()
    found = named_inputs(
        request.paths, request.project, request.base, request.stdin_filename, request.read_stdin
    )
    return loader.named(_without_baseline(found, request.project))


def _without_baseline(
    found: Iterable[Input | Problem], project: Project | None
) -> Iterator[Input | Problem]:
    """What was found in folders, without the baseline of the project: it is no record."""
    own = ""
    if project and project.baseline:
        own = shown(project.root / project.baseline, project.root)
    return (one for one in found if isinstance(one, Problem) or one.path != own)


def _finished(request: BacktestRequest, two: TwoPolicies, run: Run, said: Said) -> Backtest:
    veil, counts = Veil(run.secrets), run.counts
    old, new = _titles(two.old), _titles(two.new)
    return Backtest(
        version=__version__,
        as_of=str(request.as_of) if request.as_of else None,
        rules_as_of=str(request.rules_as_of) if request.rules_as_of else None,
        old=two.old_side,
        new=two.new_side,
        records=dict(sorted(run.records.items())),
        touched=len(counts.all_touched),
        touched_by={one.key: len(counts.touched[one.key]) for one in CHANGES},
        changed={one.key: counts.changed[one.key] for one in CHANGES},
        rules=counts.turned(new, veil),
        accounts=by_name(counts.accounts),
        months=by_name(counts.months),
        new_rules=counts.of_one({id_: new[id_] for id_ in two.added}, veil),
        gone_rules=counts.of_one({id_: old[id_] for id_ in two.gone}, veil),
        compared=len(two.both),
        same=len(two.same),
        not_compared=tuple(sorted(two.not_compared)),
        limits=request.limits,
        errors=tuple(sorted({veil.problem(one) for one in said.problems})),
        notes=tuple(_notes(request, two, run)),
    )


def _titles(program: Program) -> dict[str, str]:
    return {rule.id: rule.about.title for rule in program.rules}


def _notes(request: BacktestRequest, two: TwoPolicies, run: Run) -> Iterator[str]:
    yield "waivers, comments that suppress and baselines are not applied"
    if two.not_compared:
        noun = "rule is" if len(two.not_compared) == 1 else "rules are"
        why = "since one of the policies cannot use them, or could not be read whole"
        yield f"{len(two.not_compared)} {noun} not compared, {why}: {_named(two.not_compared)}"
    idle = {
        rule.id
        for rule in two.new.rules
        if rule.id not in run.in_force and not run.records.keys().isdisjoint(rule.applies_to)
    }
    if idle:
        noun = "rule of the new policy was" if len(idle) == 1 else "rules of the new policy were"
        advice = "" if request.rules_as_of else "; --rules-as-of judges all by the rules of one day"
        yield f"{len(idle)} {noun} in force for no record: {_named(idle)}{advice}"
    if request.project and request.project.policies:
        yield "the policies of single agencies were not looked at: only the two that were named"


def _named(rules: Iterable[str]) -> str:
    """The first ids, and how many more there are."""
    ids = sorted(rules)
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return f"{', '.join(ids[:_NAMED])}{more}"
