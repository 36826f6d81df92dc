"""What a rule asks for, and a platform does not take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policycheck.lint.bench import Bench, Fields, Trial
from policycheck.lint.conflict import Conflict, Side
from policycheck.lint.conflicts_of_bounds import of_count
from policycheck.lint.demands import Demand, demand_of, sizes_of
from policycheck.lint.forms import Ask, Form
from policycheck.model.finding import Outcome
from policycheck.policy.profiles import load_profiles

__all__ = ["conflicts_of_platforms"]


def conflicts_of_platforms(forms: Sequence[Form], bench: Bench) -> Iterator[Conflict]:
    """Pairs of a rule that asks for something and one that holds posts to what a platform takes."""
    single = [form for form in forms if form.is_single]
    limits = [(form, ask) for form in single for ask in form.asks if ask.name == "platform-limits"]
    for form in single if limits else ():
        for ask in form.asks:
            demand = demand_of(form, ask)
            for one in sizes_of(form, ask) if demand is None else (demand,):
                yield from _with_limits(one, limits, bench)


def _with_limits(
    demand: Demand, limits: Sequence[tuple[Form, Ask]], bench: Bench
) -> Iterator[Conflict]:
    """On which platforms a post that meets the demand is more than the platform takes."""
    platforms = sorted({one.id for one in load_profiles().platforms.values()})
    for other, ask in limits:
        form = demand.side.form
        conditions = bench.conditions(form, other) if form.meets(other) else None
        if conditions is None:
            continue
        named = [conditions["platform"]] if "platform" in conditions else platforms
        tried = {one: _on(one, demand, other, conditions, bench) for one in named}
        broken = {one: trial for one, trial in tried.items() if trial}
        if broken:
            side = Side(other, f"holds it to what {', '.join(broken)} takes", ask.node)
            yield Conflict(demand.side, side, next(iter(broken.values())))


def _on(
    platform: str, demand: Demand, limits: Form, conditions: Fields, bench: Bench
) -> Trial | None:
    """The first way to meet a demand on a platform, where each is more than that takes.

    What the platform asks of every post, such as a picture, is there.
    """
    form = demand.side.form
    for base in ({}, of_count("media")(1) or {}):
        usual = {**conditions, "platform": platform, "text": "x", **base}
        plain = bench.tried(form, limits, usual)
        if plain is None or plain.outcomes[1] is not Outcome.PASS:
            continue
        tried = [bench.tried(form, limits, {**usual, **way[0]}) for way in demand.ways]
        found = [trial for trial in tried if trial and trial.divides]
        return found[0] if len(found) == len(demand.ways) else None
    return None
