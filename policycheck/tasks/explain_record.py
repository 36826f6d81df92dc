"""`explain RECORD`: what a record is to policycheck, and the digest that an approval names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, tzinfo
from itertools import chain

from policycheck.engine.case import RecordCase
from policycheck.engine.digest import content_sha256
from policycheck.engine.finder import Finder
from policycheck.engine.instants import Instants
from policycheck.engine.setting import Setting
from policycheck.engine.world import World
from policycheck.errors import InputError, Problem, UsageError
from policycheck.model.record import Record
from policycheck.model.shape import ABSENT
from policycheck.plan import Missing, NotCarried
from policycheck.policy.messages import worded
from policycheck.policy.paths import PathError, Scope, Shapes
from policycheck.policy.problems import nearest
from policycheck.readers.files import STDIN_NAME
from policycheck.tasks.explanation import ExplainRequest, Line, policy_of
from policycheck.tasks.loading import Loaded, Loader, Said
from policycheck.tasks.ready import ReadyPolicy
from policycheck.tasks.sources import named_inputs

__all__ = ["Chosen", "choose", "explain_record"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The records that were asked about, those beside them, and how all are found."""

    records: list[Record]
    beside: list[Record]
    world: World
    instants: Instants


def explain_record(request: ExplainRequest) -> list[Line]:
    """The lines about each record in a file.

    Raises InputError where there is none, or where it cannot be read.
    """
    ready = policy_of(request)
    chosen = choose(request, request.named, ready)
    return [line for record in chosen.records for line in _about(record, chosen, ready)]


def choose(request: ExplainRequest, named: str, ready: ReadyPolicy) -> Chosen:
    """The records of a file or a folder, else the one of that id in the project.

    Raises InputError where nothing can be read, UsageError where nothing is called so.
    """
    said = Said()
    zone: tzinfo | None = request.project.zone if request.project else None
    reads = ready.program.reads | {"account"}
    loader = Loader(request.project, zone, ready.kinds, lambda _: reads, said)
    instants = Instants(request.moment, zone or UTC)
    if (request.base / named).exists():
        loaded = loader.named(
            named_inputs((named,), request.project, request.base, STDIN_NAME, bytes)
        )
        records = list(loaded.judged)
        if not records:
            nothing = Problem(named, 1, 1, "no record was found in it", "name a file with records")
            raise InputError(said.problems or [nothing])
        return Chosen(records, loaded.beside, loaded.world, instants)
    return _by_id(named, loader.everything(), instants, request)


def _by_id(named: str, loaded: Loaded, instants: Instants, request: ExplainRequest) -> Chosen:
    everything = list(chain(loaded.judged, loaded.beside))
    records = [one for one in everything if one.id == named]
    if not records:
        where = "of the project" if request.project else "here (no project is)"
        advice = nearest(named, [one.id for one in everything])
        raise UsageError(f"no file and no record {where} is called {named}; {advice}")
    others = [one for one in everything if one.id != named]
    return Chosen(records, others, loaded.world, instants)


def _about(record: Record, chosen: Chosen, ready: ReadyPolicy) -> Iterator[Line]:
    yield Line(record.id, record.kind.replace("_", " "), heading=True)
    at = chosen.instants.of(record)
    by = next((name for name in _OWN if record.kind == "post" and record.fields.get(name)), "now")
    yield Line("judged at", f"{at}  ({by})")
    if record.kind != "account" and record.account:
        yield Line("account", worded(record.account))
    setting = Setting(chosen.world, at, chosen.instants.now)
    case = RecordCase(record, Finder(()), setting)
    platform = _platform(case, ready)
    if platform:
        yield Line("platform", platform)
    if record.kind == "post":
        digest = content_sha256(record, setting)
        if isinstance(digest, Missing):
            digest = f"unknown: {digest.path}: {digest.why}"
        yield Line("content_sha256", digest)


#: What gives a post its instant, in the order in which they count.
_OWN = ("published_at", "publish_at")


def _platform(case: RecordCase, ready: ReadyPolicy) -> str:
    """Where it goes: what it says itself, else what its account says."""
    shapes = Shapes({name: kind.shape for name, kind in ready.kinds.items()})
    scope = Scope(shapes, case.record.kind)
    for dotted in ("platform", "account.platform"):
        try:
            value = case.value(scope.resolve(dotted))
        except PathError:
            continue
        if value is not ABSENT and not isinstance(value, NotCarried):
            return worded(value)
    return ""
