"""Walking a path through a record, its lists, and the records that it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policycheck.engine.derived import derived
from policycheck.engine.world import World
from policycheck.model.record import Record, carries
from policycheck.model.shape import ABSENT, Flag
from policycheck.plan import Missing, NotCarried, Path, Place, Spot, Step

__all__ = ["spots"]


def spots(path: Path, start: Spot, record: Record, world: World) -> list[Spot]:
    """Every value that a path leads to from `start`; one ABSENT or NotCarried where there is none.

    An ABSENT flag that is declared to mean false is false.
    """
    if path.follow and isinstance(start.value, str):
        found = list(_beyond(path, 0, start, world, path.follow))
    else:
        found = list(_walk(path, 0, start, record, world, ""))
    if isinstance(path.type, Flag) and path.type.assumed is not None:
        found = [
            Spot(path.type.assumed, spot.place) if spot.value is ABSENT else spot for spot in found
        ]
    if len(found) > 1:
        present = [spot for spot in found if spot.value is not ABSENT]
        found = present or found[:1]
    return found or [Spot(ABSENT, start.place)]


def _walk(
    path: Path, depth: int, at: Spot, record: Record, world: World, prefix: str
) -> Iterator[Spot]:
    if isinstance(at.value, list):
        for index, item in enumerate(at.value):
            place = Place((*at.place.pointer, index))
            yield from _walk(path, depth, Spot(item, place), record, world, prefix)
        return
    if depth == len(path.steps) or isinstance(at.value, NotCarried) or at.value is ABSENT:
        yield at
        return
    step = path.steps[depth]
    dotted = f"{prefix}.{step.name}" if prefix else step.name
    for spot in _field(step, dotted, at, record, path):
        if step.follow and isinstance(spot.value, str):
            yield from _follow(path, depth, spot, world, step)
        else:
            yield from _walk(path, depth + 1, spot, record, world, dotted)


def _field(step: Step, dotted: str, at: Spot, record: Record, path: Path) -> list[Spot]:
    """The value of one field, before lists are walked through."""
    place = Place((*at.place.pointer, step.name), None, None)
    if at.value is record.fields:
        withheld = record.withheld.get(dotted)
        if withheld is not None:
            return [Spot(NotCarried(Missing(path.dotted, withheld)), place)]
        implied = derived(record, step.name)
        if implied:
            return implied
        if implied is not None and "text" in record.withheld:
            return [Spot(NotCarried(Missing(path.dotted, record.withheld["text"])), place)]
    value = at.value.get(step.name, ABSENT) if isinstance(at.value, dict) else ABSENT
    if value is not ABSENT:
        return [Spot(value, place if at.place.start is None else at.place)]
    if step.computed and at.value is record.fields:
        why = f"{step.name} needs records that were not given"
        return [Spot(NotCarried(Missing(path.dotted, why)), place)]
    where = place if at.place.start is None else at.place
    if not carries(record, _without_indexes(where.pointer) or dotted):
        return [Spot(NotCarried(Missing(path.dotted)), where)]
    return [Spot(ABSENT, where)]


def _follow(path: Path, depth: int, spot: Spot, world: World, step: Step) -> Iterator[Spot]:
    if depth + 1 == len(path.steps):
        yield spot  # a reference that is compared is its id
    else:
        yield from _beyond(path, depth + 1, spot, world, step.follow)


def _beyond(path: Path, depth: int, spot: Spot, world: World, kind: str) -> Iterator[Spot]:
    """On from a reference to the record that it names."""
    target = world.find(kind, str(spot.value), path.dotted)
    if isinstance(target, Missing):
        yield Spot(NotCarried(target), spot.place)
        return
    inside = Spot(target.fields, Place(()))
    for found in _walk(path, depth, inside, target, world, ""):
        yield Spot(found.value, spot.place)  # what stands elsewhere is reported at the reference


def _without_indexes(pointer: tuple[str | int, ...]) -> str:
    return ".".join(step for step in pointer if isinstance(step, str))


def single(found: list[Spot], *, many: bool) -> Any:
    """What a matcher sees: one value, or the list of values where the path is `many`."""
    undecided = next((spot.value for spot in found if isinstance(spot.value, NotCarried)), None)
    if undecided is not None:
        return undecided
    if not many:
        return found[0].value
    values = [spot.value for spot in found if spot.value is not ABSENT]
    return values or ABSENT
