"""What one rule asks a text to hold, and another finds fault with.

Every way to meet the first is written out as the shortest record that does, and the other rule
judges it. Only kinds whose fault stays, whatever is added, are asked: what is forbidden in a short
text is forbidden in a longer one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policycheck.engine.case import RecordCase
from policycheck.lint.bench import Bench, Fields, Trial
from policycheck.lint.conflict import Conflict, Side, settled
from policycheck.lint.conflicts_of_bounds import of_count, of_length, said_in
from policycheck.lint.forms import Ask, Form
from policycheck.model.finding import Outcome
from policycheck.plan import Plan
from policycheck.policy.worded import worded

__all__ = ["conflicts_of_texts"]

#: Kinds of which a fault stays when more is added.
_LASTING = ("forbidden-text", "link-hosts", "preferred-text", "sensitive-data")
#: Counts that a platform limits too.
_LIMITED = ("hashtags", "links", "media", "mentions")


class _Demand(NamedTuple):
    """What a rule asks for, and all the ways to meet it, each in one spelling or more."""

    side: Side
    ways: tuple[tuple[Fields, ...], ...]


def conflicts_of_texts(forms: Sequence[Form], bench: Bench) -> Iterator[Conflict]:
    """Pairs of a rule that asks for something and one that finds fault with all of it."""
    single = [form for form in forms if form.is_single]
    faults = [(form, ask) for form in single for ask in form.asks if _is_lasting(ask)]
    limits = [(form, ask) for form in single for ask in form.asks if ask.name == "platform-limits"]
    for form in single:
        for ask in form.asks:
            demand = _demand(form, ask)
            if demand is not None:
                yield from _with_faults(demand, faults, bench)
            for one in _sizes(form, ask) if demand is None else (demand,):
                yield from _with_limits(one, limits, bench)


def _is_lasting(ask: Ask) -> bool:
    if ask.name in ("text-length", "count"):
        return ask.options.max is not None
    if ask.name == "link-hosts":
        return not ask.options.require
    return ask.name in _LASTING


def _demand(form: Form, ask: Ask) -> _Demand | None:
    """What a rule wants to read somewhere; None where that cannot be written out."""
    if form.each:
        return None
    if ask.name == "required-text" and not ask.options.patterns:
        texts, option = [_spellings(one) for one in ask.options.phrases], "phrases"
    elif ask.name == "link-hosts" and ask.options.require:
        texts, option = [_links(host) for host in ask.options.require], "require"
    else:
        return None
    ways = [_written(part, text) for part in ask.options.in_ for text in texts]
    if not all(ways):
        return None
    node = ask.option(option)
    verb = "asks for" if option == "phrases" else "asks for a link to"
    return _Demand(Side(form, f"{verb} {worded(node)}", node), tuple(ways))


def _spellings(phrase: str) -> tuple[str, ...]:
    """Phrases match whatever their case; a leading # is not part of them."""
    bare = phrase.lstrip("#")
    return tuple(dict.fromkeys((bare, bare.lower(), bare.upper())))


def _links(host: str) -> tuple[str, ...]:
    """Links to a host, with their scheme and without; of a top-level domain to some in it."""
    names = [host] if "." in host else [f"example.{host}", f"a.{host}"]
    return tuple(f"{scheme}{name}" for name in names for scheme in ("https://", ""))


def _written(part: str, spellings: tuple[str, ...]) -> tuple[Fields, ...]:
    found = [said_in(part, one) for one in spellings]
    return tuple(one for one in found if one is not None)


def _sizes(form: Form, ask: Ask) -> Iterator[_Demand]:
    """What a rule wants so long, or so many times, that a platform may not take it."""
    least = getattr(ask.options, "min", None)
    if least is None or form.each:
        return
    made = None
    if ask.name == "text-length" and ask.options.in_ == ("text",) and not ask.options.method:
        what, made = "characters", of_length("text")(least)
    elif ask.name == "count" and ask.options.of in _LIMITED and not ask.options.is_of_list:
        what, made = ask.options.of, of_count(ask.options.of)(least)
    if made is not None:
        side = Side(form, f"asks for at least {least} {what}", ask.option("min"))
        yield _Demand(side, ((made,),))


def _with_faults(
    demand: _Demand, faults: Sequence[tuple[Form, Ask]], bench: Bench
) -> Iterator[Conflict]:
    form = demand.side.form
    kind = min(form.applies_to)
    shapes = form.source.shapes
    cases = [
        [case for one in way if (case := bench.case(kind, one, shapes, bench.as_of))]
        for way in demand.ways
    ]
    cases = [[case for case in way if _passes(form.staged[0].plan, case)] for way in cases]
    if not all(cases):
        return  # what it asks for could not be written out
    for other, ask in faults:
        if other is form or not form.meets(other):
            continue
        plan = other.staged[0].plan
        wrong = [
            way
            for way, tried in zip(demand.ways, cases, strict=True)
            if all(_fails(plan, case) for case in tried)
        ]
        if not wrong or _is_saved(demand, other, ask, bench):
            continue
        side = Side(other, _says(ask), ask.option(_OPTIONS.get(ask.name, "max")))
        found = settled(bench, demand.side, side, (way[0] for way in wrong))
        if found:
            yield found._replace(partly=len(wrong) < len(demand.ways))


def _passes(plan: Plan, case: RecordCase) -> bool:
    return plan.judge is not None and plan.judge(case).outcome is Outcome.PASS


def _fails(plan: Plan, case: RecordCase) -> bool:
    """Whether a rule finds fault with a record, and not only with how little there is in it."""
    judged = plan.judge(case) if plan.judge is not None else None
    if judged is None or judged.outcome is not Outcome.FAIL:
        return False
    return not any(hit.values.get("bound") == "at least" for hit in judged.hits)


def _is_saved(demand: _Demand, other: Form, ask: Ask, bench: Bench) -> bool:
    """Whether an exception of the other rule holds what is asked for."""
    kept = [*getattr(ask.options, "except_", ())]
    if ask.name == "link-hosts":
        kept += [f"https://{host}" for host in ask.options.allow]
    first = demand.side.form
    conditions = (bench.conditions(first, other) or {}) if kept else {}
    for text in kept:
        trial = bench.tried(first, other, {**conditions, "text": text})
        if trial and trial.outcomes == (Outcome.PASS, Outcome.PASS):
            return True
    return False


def _with_limits(
    demand: _Demand, limits: Sequence[tuple[Form, Ask]], bench: Bench
) -> Iterator[Conflict]:
    """On which platforms a post that meets the demand is more than the platform takes."""
    from policycheck.policy.profiles import load_profiles

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
    platform: str, demand: _Demand, limits: Form, conditions: Fields, bench: Bench
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


_OPTIONS = {"forbidden-text": "phrases", "link-hosts": "deny", "preferred-text": "swap"}


def _says(ask: Ask) -> str:
    """What a rule finds fault with, in a few words."""
    options = ask.options
    if ask.name == "forbidden-text":
        return f"forbids {worded(ask.option('phrases' if options.phrases else 'patterns'))}"
    if ask.name == "link-hosts":
        option = "deny" if options.deny else "allow"
        verb = "denies" if options.deny else "allows only"
        return f"{verb} {worded(ask.option(option))}"
    if ask.name == "text-length":
        return f"allows at most {options.max} characters"
    if ask.name == "count":
        return f"allows at most {options.max} {options.of}"
    return f"finds fault with it ({ask.name})"
