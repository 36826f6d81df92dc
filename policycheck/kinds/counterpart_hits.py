"""What is wrong with the counterparts of a post: none, too far apart, or saying otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from policycheck.kinds.agreement.sayings import Difference, differences
from policycheck.kinds.lengths_of_time import elapsed
from policycheck.kinds.shown import brief, duration
from policycheck.kinds.versions import Family, Version
from policycheck.model.moment import Moment
from policycheck.plan import Hit, Missing, Place

__all__ = ["no_counterpart", "saying", "timing"]


def no_counterpart(own: Version, language: str) -> Hit:
    says = f"the post has no counterpart in {language}"
    return Hit(Place(("translations",)), _values(own, language, "", says), "no counterpart")


def _values(own: Version, language: str, other: str, says: str) -> dict[str, str]:
    return {"lang": str(own.lang), "language": language, "other": other, "says": says}


def timing(
    own: Version, others: Sequence[Version], family: Family, within: timedelta
) -> Iterator[Hit | Missing]:
    """Whether the nearest counterpart goes out in time."""
    if isinstance(own.at, Missing):
        yield own.at
        return
    apart = [(_apart(own.at, one.at), one) for one in others if isinstance(one.at, Moment)]
    gaps = [one.at for one in others if isinstance(one.at, Missing)]
    if any(most <= within for (_, most), _ in apart):
        return
    if any(least <= within for (least, _), _ in apart):
        yield Missing("publish_at", "only days are given, and a shorter time is asked")
    elif gaps:
        yield from gaps
    else:
        (least, _), nearest = min(apart, key=lambda one: one[0])
        says = (
            f"{nearest.id} ({nearest.lang}) goes out {elapsed(least)} apart,"
            f" at most {duration(within)} is allowed"
        )
        values = _values(own, str(nearest.lang), nearest.id, says)
        yield Hit(own.at_place, values, f"{elapsed(least)} apart", kin=_kin(nearest, family))


def _apart(one: Moment, other: Moment) -> tuple[timedelta, timedelta]:
    """How far apart two moments are at least and at most, as days have no time."""
    gaps = (one.first - other.last, other.first - one.last, timedelta())
    return max(gaps), max(one.last - other.first, other.last - one.first)


def _kin(other: Version, family: Family) -> tuple[tuple[int, str], ...]:
    index = family.index_of.get(other.id)
    return () if index is None else ((index, f"the counterpart in {other.lang}"),)


def saying(own: Version, others: Sequence[Version], family: Family) -> Iterator[Hit | Missing]:
    """Where the counterparts say something else."""
    for other in others:
        if isinstance(own.says, Missing):
            yield own.says
        elif isinstance(other.says, Missing):
            yield other.says
        else:
            mine = list(differences(own.says, other.says))
            yield from (_differs(own, other, one, family) for one in mine)
            aspects = {one.aspect for one in mine}
            for theirs in differences(other.says, own.says):
                if theirs.aspect not in aspects:
                    yield _lacks(own, other, theirs, family)


def _differs(own: Version, other: Version, one: Difference, family: Family) -> Hit:
    says = f"“{brief(one.said.text)}” is not in {other.id} ({other.lang})"
    if one.instead:
        says += f", which says {brief(one.instead)}"
    place = one.said.place or Place(("text",), one.said.start, one.said.end)
    values = _values(own, str(other.lang), other.id, says)
    return Hit(place, values, one.aspect, kin=_kin(other, family))


def _lacks(own: Version, other: Version, one: Difference, family: Family) -> Hit:
    says = f"{other.id} ({other.lang}) says “{brief(one.said.text)}”, and this post does not"
    values = _values(own, str(other.lang), other.id, says)
    return Hit(Place(("text",)), values, one.aspect, kin=_kin(other, family))
