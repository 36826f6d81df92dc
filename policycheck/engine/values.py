"""Walking a path through a record, its lists, and the records that it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from policycheck.engine.computed import computed
from policycheck.engine.derived import NAMES_ACCOUNT, derived
from policycheck.engine.setting import Setting, told
from policycheck.engine.standing import Standing
from policycheck.model.record import Record, carries, lapsed
from policycheck.model.shape import ABSENT, Flag, ListOf
from policycheck.plan import Missing, NotCarried, Path, Step

__all__ = ["single", "standings"]


def standings(path: Path, start: Standing, setting: Setting) -> list[Standing]:
    """Every value that a path leads to from `start`; one ABSENT or NotCarried where there is none.

    An ABSENT flag that is declared to mean false is false.
    """
    if path.follow and isinstance(start.value, str):
        found = list(_beyond(path, 0, start, setting, path.follow))
    else:
        found = list(_walk(path, 0, start, setting))
    return found or [replace(start, value=ABSENT)]


def _walk(path: Path, depth: int, at: Standing, setting: Setting) -> Iterator[Standing]:
    if isinstance(at.value, list):
        for index, item in enumerate(at.value):
            yield from _walk(path, depth, at.item(index, item), setting)
    elif at.value is ABSENT:
        # A list that is absent has no element of which anything could be assumed.
        ended = depth == len(path.steps) or not path.many
        yield _assumed(path, at) if ended else at
    elif depth == len(path.steps) or isinstance(at.value, NotCarried):
        yield at
    else:
        step = path.steps[depth]
        reached = _back(step, at, path, setting) if step.back else _field(step, at, path, setting)
        for found in reached:
            if depth + 1 == len(path.steps) and isinstance(found.value, str):
                yield found  # most values
            elif step.follow and depth + 1 < len(path.steps):
                yield from _follow(path, depth, found, setting)
            else:
                yield from _walk(path, depth + 1, found, setting)


def _assumed(path: Path, at: Standing) -> Standing:
    if isinstance(path.type, Flag) and path.type.assumed is not None:
        return replace(at, value=path.type.assumed)
    return at


def _field(step: Step, at: Standing, path: Path, setting: Setting) -> list[Standing]:
    """The value of one field, before lists are walked through."""
    given = at.value.get(step.name, ABSENT) if isinstance(at.value, dict) else ABSENT
    found = at.field(step.name, given)
    if at.is_record:
        if step.name in at.record.withheld:
            return [found.not_carried(path, at.record.withheld[step.name])]
        made = _made(step, at, setting)
        if isinstance(made, Missing):
            return [found.not_carried(path, made.why)]
        if made is not None:
            return made or [replace(found, value=ABSENT)]
    if given is ABSENT:
        return [_not_given(found, at, path, setting)]
    why = lapsed(at.record, _dotted(found), setting.now) if at.record.attested else None
    return [found.not_carried(path, why) if why else found]


def _not_given(found: Standing, at: Standing, path: Path, setting: Setting) -> Standing:
    """A field without a value: it may be implied, absent, or have no place in the source."""
    if found.name in NAMES_ACCOUNT and at.record.kind == "post":
        return _account_named(found, at, path, setting)
    return found if carries(at.record, found.name) else found.not_carried(path)


def _account_named(found: Standing, element: Standing, path: Path, setting: Setting) -> Standing:
    """The account on record that a mention, a link or a repost means."""
    book = setting.world.account_book(path.dotted)
    if isinstance(book, Missing):
        return found.not_carried(path, book.why)
    from policycheck.engine.account_book import named_account

    platform = _platform(element.record, setting)
    account = named_account(element.value, platform, book)
    if isinstance(account, Missing):
        return found.not_carried(path, account.why)
    return replace(found, value=account)


def _platform(post: Record, setting: Setting) -> Any:
    """Where a post goes, its account's word included; Missing or ABSENT where it is not told."""
    made = computed(Standing.of(post), "platform", setting)
    if made is None:
        return told(post, "platform", setting)
    return made if isinstance(made, Missing) else made[0].value


def _dotted(found: Standing) -> str:
    """The path of a value in its record, with places in lists."""
    return ".".join(str(step) for step in found.place.pointer)


def _made(step: Step, at: Standing, setting: Setting) -> list[Standing] | Missing | None:
    """What a field comes to that the text implies or that is computed; None for all others."""
    implied = derived(at.record, step.name)
    if implied is None:
        return computed(at, step.name, setting)
    if isinstance(implied, Missing):
        return implied
    return [at.at(one.value, one.place, step.name) for one in implied]


def _back(step: Step, at: Standing, path: Path, setting: Setting) -> list[Standing]:
    """The ids of the records that name the one that the path has come to."""
    found = setting.referring(at.record, step.follow, step.back, path.dotted)
    if isinstance(found, Missing):
        return [at.not_carried(path, found.why)]
    return [at.back(record) for record in found] or [at.at(ABSENT, at.place, step.name)]


def _follow(path: Path, depth: int, found: Standing, setting: Setting) -> Iterator[Standing]:
    """On from a reference, or from each reference of a list."""
    if isinstance(found.value, list):
        for index, item in enumerate(found.value):
            yield from _follow(path, depth, found.item(index, item), setting)
    elif isinstance(found.value, str):
        yield from _beyond(path, depth + 1, found, setting, path.steps[depth].follow)
    else:
        yield found


def _beyond(
    path: Path, depth: int, at: Standing, setting: Setting, kind: str
) -> Iterator[Standing]:
    """On from a reference to the record that it names."""
    target = setting.world.find(kind, str(at.value), path.dotted)
    if isinstance(target, Missing):
        yield replace(at, value=NotCarried(target))
        return
    yield from _walk(path, depth, at.beyond(target), setting)


def single(path: Path, found: list[Standing]) -> Any:
    """What a matcher sees: one value, or a list where there may be several.

    In a list of values of elements, an element without one counts as ABSENT.
    """
    undecided = next((one.value for one in found if isinstance(one.value, NotCarried)), None)
    if undecided is not None:
        return undecided
    values = [one.value for one in found]
    if not path.many and not isinstance(path.type, ListOf) and len(values) == 1:
        return values[0]
    if isinstance(path.type, ListOf) or all(value is ABSENT for value in values):
        values = [value for value in values if value is not ABSENT]
    return values or ABSENT
