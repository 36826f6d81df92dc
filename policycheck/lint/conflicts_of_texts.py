"""What one rule asks a text to hold, and another finds fault with.

Every way to meet the first is written out as the shortest record that does, and the other rule
judges it. Only kinds whose fault stays, whatever is added, are asked: what is forbidden in a short
text is forbidden in a longer one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policycheck.document import Node, Scalar
from policycheck.document import Sequence as SequenceNode
from policycheck.engine.case import RecordCase
from policycheck.lint.bench import Bench
from policycheck.lint.conflict import Conflict, Side, settled
from policycheck.lint.demands import Demand, demand_of
from policycheck.lint.forms import Ask, Form
from policycheck.model.finding import Outcome
from policycheck.plan import Hit, Plan
from policycheck.policy.worded import worded

__all__ = ["conflicts_of_texts"]

#: Kinds of which a fault stays when more is added.
_LASTING = ("forbidden-text", "link-hosts", "preferred-text", "sensitive-data")


def conflicts_of_texts(forms: Sequence[Form], bench: Bench) -> Iterator[Conflict]:
    """Pairs of a rule that asks for something and one that finds fault with all of it."""
    single = [form for form in forms if form.is_single]
    faults = [(form, ask) for form in single for ask in form.asks if _is_lasting(ask)]
    for form in single:
        for ask in form.asks:
            demand = demand_of(form, ask)
            if demand is not None:
                yield from _with_faults(demand, faults, bench)


def _is_lasting(ask: Ask) -> bool:
    if ask.name in ("text-length", "count"):
        return ask.options.max is not None
    if ask.name == "link-hosts":
        return not ask.options.require
    return ask.name in _LASTING


def _with_faults(
    demand: Demand, faults: Sequence[tuple[Form, Ask]], bench: Bench
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
        side = _side(other, ask, cases)
        found = settled(bench, demand.side, side, (one for way in wrong for one in way))
        if found:
            yield found._replace(partly=len(wrong) < len(demand.ways))


def _passes(plan: Plan, case: RecordCase) -> bool:
    return plan.judge is not None and plan.judge(case).outcome is Outcome.PASS


def _fails(plan: Plan, case: RecordCase) -> bool:
    """Whether a rule finds fault with a record, and not only with how little there is in it."""
    hits = _hits(plan, case)
    return bool(hits) and not any(hit.values.get("bound") == "at least" for hit in hits)


def _hits(plan: Plan, case: RecordCase) -> Sequence[Hit]:
    judged = plan.judge(case) if plan.judge is not None else None
    return judged.hits if judged and judged.outcome is Outcome.FAIL else ()


def _is_saved(demand: Demand, other: Form, ask: Ask, bench: Bench) -> bool:
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


def _side(form: Form, ask: Ask, cases: Iterable[Iterable[RecordCase]]) -> Side:
    """What a rule finds fault with, in a few words, and where it says so."""
    options = ask.options
    if ask.name in ("text-length", "count"):
        what = "characters" if ask.name == "text-length" else options.of
        return Side(form, f"allows at most {options.max} {what}", ask.option("max"))
    if ask.name == "link-hosts":
        option, verb = ("deny", "denies") if options.deny else ("allow", "allows only")
        node = ask.option(option)
        return Side(form, f"{verb} {worded(node)}", node)
    if ask.name == "forbidden-text":
        plan = form.staged[0].plan
        hits = [hit for way in cases for case in way for hit in _hits(plan, case)]
        node = _listed(ask, str(hits[0].values["term"]))
        return Side(form, f"forbids {worded(node)}", node)
    return Side(form, f"finds fault with it ({ask.name})", ask.node)


def _listed(ask: Ask, term: str) -> Node:
    """Where a phrase or a pattern is listed."""
    for node in (ask.option("phrases"), ask.option("patterns")):
        items = node.items if isinstance(node, SequenceNode) else [node]
        for item in items:
            if isinstance(item, Scalar) and item.text == term:
                return item
    return ask.node
