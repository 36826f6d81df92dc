"""Fails when a post breaks a limit that its platform had on the day of publishing.

The limits are those of the platform's profile: how long the text, the alternative texts and the
answers of a poll may be, as that platform counts, and how many hashtags, mentions, links, media
and answers there may be. A link that stands twice counts once. A content warning counts towards
the text where the platform says so (Mastodon).

A limit that only secondary sources name never fails: a post beyond it is unknown. So is a length
that the platform's words leave open, and a field that the source has no place for. A post that
names neither account nor platform is not applicable; a platform without a profile is unknown.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from policycheck.counting import method_named
from policycheck.kinds.limit_measures import LIMITS, Gauge, Measured, Measures
from policycheck.kinds.platform_of import platform_of
from policycheck.kinds.shown import number
from policycheck.mistakes.rules import KIND_MISAPPLIED
from policycheck.plan import (
    NOT_APPLICABLE,
    Binding,
    Case,
    Hit,
    Judgement,
    Kind,
    Limit,
    Missing,
    Options,
    Plan,
    Platform,
    Sign,
    decide,
    undecided,
)

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: platform-limits}
  pass: {platform: bluesky, text: Rain is on its way. Stay off the river path.}
- check: {kind: platform-limits}
  fail: {platform: x, text: Rain, poll: {question: Where?, options: [Here]}}
- check: {kind: platform-limits}
  pass: {platform: x, text: Rain, poll: {question: Where?, options: [Here, There]}}
- check: {kind: platform-limits}
  fail: {platform: instagram, text: Rain}
- check: {kind: platform-limits}
  pass: {platform: instagram, text: Rain, media: [{type: image, file: a.jpg, alt: Rain on a roof}]}
- check: {kind: platform-limits}
  fail:
    platform: threads
    text: >-
      https://a.gov https://b.gov https://c.gov https://d.gov https://e.gov https://f.gov
  found: https://f.gov
- check: {kind: platform-limits}
  pass:
    platform: threads
    text: >-
      https://a.gov https://b.gov https://c.gov https://d.gov https://e.gov https://a.gov
- check: {kind: platform-limits}
  unknown: {platform: friendster, text: Rain}
- check: {kind: platform-limits}
  not_applicable: {text: Rain}
"""


MESSAGE = "{platform} takes {bound} {limit} {unit}, {subject} has {found}"


class PlatformLimits(Options):
    """No options: the profile says it all."""


def plan(_options: PlatformLimits, bind: Binding) -> Plan:
    if bind.applies_to != ("post",) or bind.each:
        advice = "write applies_to: post, without each"
        bind.refuse(
            "platform-limits judges posts as a whole", mistake=KIND_MISAPPLIED, advice=advice
        )
    find = platform_of(bind)
    measures = Measures(bind)

    def judge(case: Case) -> Judgement:
        platform = find(case)
        if platform is None:
            return NOT_APPLICABLE
        if isinstance(platform, Missing):
            return undecided(platform)
        found = list(_broken(case, platform, measures))
        hits = [one for one in found if isinstance(one, Hit)]
        missing = [one for one in found if isinstance(one, Missing)]
        return decide(hits, tuple(dict.fromkeys(missing)))

    def signs(case: Case) -> Sequence[Sign]:
        platform = find(case)
        return measures.signs(case, platform) if isinstance(platform, Platform) else ()

    return Plan(judge, signs=signs)


def _broken(case: Case, platform: Platform, measures: Measures) -> Iterator[Hit | Missing]:
    """Every limit that a post breaks, or may break."""
    for name, gauge in LIMITS.items():
        limit = platform.limit(name, case.at) if name in platform.limits else None
        if limit is None or not _is_for(limit, case):
            continue
        for measured in gauge.measure(measures, case, int(limit.value), limit.unit):
            if isinstance(measured, Missing):
                yield measured
                continue
            certain, possible = _breaks(measured, gauge, limit)
            if not possible:
                continue
            values = _values(platform, name, gauge, limit, measured)
            if certain and limit.certain:
                yield Hit(measured.place, values)
            elif certain:
                yield Missing(
                    name, f"{_sentence(values)}; only a secondary source names that limit"
                )
            else:
                yield from measured.missing or (
                    Missing(name, f"{_sentence(values)}, by its count"),
                )


def _is_for(limit: Limit, case: Case) -> bool:
    """Whether a limit of posts with one type of media is for this one."""
    media = case.record.fields.get("media", ())
    return not limit.media or any(item.get("type") == limit.media for item in media)


def _breaks(measured: Measured, gauge: Gauge, limit: Limit) -> tuple[bool, bool]:
    """Whether the limit is certainly broken, and whether it may be."""
    if gauge.bound == "at most":
        return measured.low > limit.value, measured.high > limit.value
    return measured.high < limit.value, measured.low < limit.value


def _values(
    platform: Platform, name: str, gauge: Gauge, limit: Limit, measured: Measured
) -> dict[str, str]:
    return {
        "platform": platform.name,
        "name": name,
        "bound": gauge.bound,
        "limit": number(limit.value),
        "unit": gauge.unit or method_named(limit.unit).unit,
        "subject": gauge.subject,
        "found": _found(measured),
        "source": limit.source,
    }


def _found(measured: Measured) -> str:
    low = number(measured.low)
    if measured.low == measured.high:
        return low
    return f"at least {low}" if math.isinf(measured.high) else f"{low} to {number(measured.high)}"


def _sentence(values: dict[str, str]) -> str:
    return MESSAGE.format(**values)


KIND = Kind(
    name="platform-limits",
    options=PlatformLimits,
    plan=plan,
    message=MESSAGE,
    values=("limit", "found", "unit", "platform", "source", "name", "bound", "subject"),
    reads_text=True,
)
