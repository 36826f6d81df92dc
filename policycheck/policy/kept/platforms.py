"""Platform profiles as data and back."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from msgspec import Raw, msgpack

from policycheck.plan import Limit, Platform, Profiles

__all__ = ["packed_platforms", "unpacked_platforms"]

_Limit: TypeAlias = tuple[float, str, str, str, bool, date | None, date | None, str, str]
_Platform: TypeAlias = tuple[
    str, str, tuple[str, ...], tuple[str, ...], dict[str, tuple[_Limit, ...]]
]
#: The platforms, and the number of one for each name that it goes by.
_Known: TypeAlias = tuple[list[_Platform], dict[str, int]]


def packed_platforms(profiles: Profiles) -> Raw:
    known = {id(one): one for one in profiles.platforms.values()}
    numbers = {key: number for number, key in enumerate(known)}
    data: _Known = (
        [_platform(one) for one in known.values()],
        {name: numbers[id(one)] for name, one in profiles.platforms.items()},
    )
    return Raw(msgpack.encode(data))


def _platform(one: Platform) -> _Platform:
    limits = {name: tuple(_limit(limit) for limit in dated) for name, dated in one.limits.items()}
    return one.id, one.name, one.aliases, one.hosts, limits


def _limit(one: Limit) -> _Limit:
    dates = one.first, one.last
    return one.value, one.unit, one.source, one.as_of, one.certain, *dates, one.scope, one.media


def unpacked_platforms(raw: Raw) -> Profiles:
    platforms, numbers = msgpack.decode(raw, type=_Known)
    made = [
        Platform(
            id_,
            name,
            aliases,
            hosts,
            {key: tuple(Limit(*one) for one in dated) for key, dated in limits.items()},
        )
        for id_, name, aliases, hosts, limits in platforms
    ]
    return Profiles({name: made[number] for name, number in numbers.items()})
