"""Where the time of a check went, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.model.timings import RuleTime, Timings

__all__ = ["timings_table"]

#: So many rules are named, the slowest first.
_MOST = 20


def timings_table(timings: Timings) -> str:
    """Stages in their order and rules by their time, each with its share of the whole."""
    return "\n".join([*_stages(timings), "", *_rules(timings.rules)])


def _stages(timings: Timings) -> Iterator[str]:
    whole = sum(seconds for _, seconds in timings.stages) or 1.0
    yield f"time by stage: {whole:.3f} s"
    for stage, seconds in timings.stages:
        yield f"  {seconds:9.3f} s  {seconds / whole:4.0%}  {stage}"


def _rules(rules: tuple[RuleTime, ...]) -> Iterator[str]:
    whole = sum(one.seconds for one in rules) or 1.0
    yield f"time by rule: {whole:.3f} s in {len(rules)} rules"
    for one in rules[:_MOST]:
        each = one.seconds / one.asked * 1e6 if one.asked else 0.0
        times = f"{one.asked:,} times" if one.asked else "its condition alone"
        per = f", {each:,.0f} µs each" if one.asked else ""
        yield f"  {one.seconds:9.3f} s  {one.seconds / whole:4.0%}  {one.rule}  ({times}{per})"
    if len(rules) > _MOST:
        rest = sum(one.seconds for one in rules[_MOST:])
        yield f"  {rest:9.3f} s  {rest / whole:4.0%}  the other {len(rules) - _MOST}"
