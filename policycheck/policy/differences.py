"""All that differs between two forms of one rule, at any time, and which way each change leads."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingLike
from datetime import UTC
from functools import reduce

from policycheck.document import Mapping, Node, Pointer, Scalar, Sequence
from policycheck.policy.loaded import LoadedRule
from policycheck.policy.params import names_in_expressions, names_in_rule, with_params
from policycheck.policy.periods import ALWAYS, Period, Stage, cut, period_of, stages_of
from policycheck.policy.problems import Problems
from policycheck.policy.rule_surface import RAW, Mode, RuleSurface
from policycheck.policy.surface import as_python, validated
from policycheck.policy.tightness import (
    Change,
    Way,
    changes_of_check,
    way_of_severity,
    way_of_when,
)

__all__ = ["differences", "stages_of_rule"]

_MODES = list(Mode)


def differences(old: LoadedRule, new: LoadedRule, within: Period = ALWAYS) -> list[Change]:
    """What differs within a period, a field at most once with all ways that it leads together.

    Both are rules that can be compiled.
    """
    if not isinstance(old.node, Mapping) or not isinstance(new.node, Mapping):
        return []
    found: dict[Pointer, Change] = {}
    for change in (
        *_of_header(old.node, new.node),
        *_of_scope(old.node, new.node),
        *_of_dates(old, new, within),
        *_of_test(old, new, within),
    ):
        known = found.setdefault(change.field, change)
        found[change.field] = known._replace(way=known.way.and_also(change.way))
    return list(found.values())


def _of_header(old: Mapping, new: Mapping) -> Iterator[Change]:
    pairs = {key: (old.get(key), new.get(key)) for key in ("severity", "delegable", "waivable")}
    one, other = pairs["severity"]
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        way = way_of_severity(one.text, other.text)
        if way:
            yield Change(("severity",), one, other, way)
    for key, default in (("delegable", "false"), ("waivable", "true")):
        texts = [one.text if isinstance(one, Scalar) else default for one in pairs[key]]
        if texts[0] != texts[1]:
            yield Change((key,), *pairs[key], Way.TIGHTER if texts[1] == "false" else Way.LOOSER)


def _of_scope(old: Mapping, new: Mapping) -> Iterator[Change]:
    """What differs in the records that the rule is for; of an override, nothing ever does."""
    pairs = {key: (old.get(key), new.get(key)) for key in ("applies_to", "each")}
    before, after = (_texts(one) for one in pairs["applies_to"])
    if before != after:
        way = Way.TIGHTER if before < after else Way.LOOSER if after < before else Way.BOTH
        yield Change(("applies_to",), *pairs["applies_to"], way)
    before, after = (_texts(one) for one in pairs["each"])
    if before != after:
        yield Change(("each",), *pairs["each"], Way.OTHER)


def _texts(node: Node | None) -> set[str]:
    items = node.items if isinstance(node, Sequence) else [node]
    return {one.text for one in items if isinstance(one, Scalar)}


def _of_test(old: LoadedRule, new: LoadedRule, within: Period) -> Iterator[Change]:
    """What differs in `when` and `check`, at each time at which their parameters differ."""
    if old.node is new.node and old.params is new.params:
        return
    cuts = old.params.cuts(names_in_rule(old.node), UTC)
    cuts |= new.params.cuts(names_in_rule(new.node), UTC)
    for period in cut(within, cuts):
        whens, checks = (
            [_filled(rule, key, rule.params.at(period, UTC)) for rule in (old, new)]
            for key in ("when", "check")
        )
        way = way_of_when(*whens)
        if way:
            yield Change(("when",), whens[0], whens[1], way)
        if checks[0] and checks[1]:
            yield from changes_of_check(checks[0], checks[1])
        yield from _of_expressions(old, new, period)


def _of_expressions(old: LoadedRule, new: LoadedRule, period: Period) -> Iterator[Change]:
    """What differs in the parameters that expressions name: where to, an expression does not say.

    An expression that does not stand in both is compared as a text.
    """
    names = names_in_expressions(old.node) & names_in_expressions(new.node)
    for name in sorted(names):
        before, after = (
            with_params(values[name], values, Problems()) if name in values else None
            for values in (one.params.at(period, UTC) for one in (old, new))
        )
        if (before and as_python(before)) != (after and as_python(after)):
            yield Change(("params", name), before, after, Way.OTHER)


def _filled(rule: LoadedRule, key: str, params: MappingLike[str, Node]) -> Node | None:
    node = rule.node.get(key) if isinstance(rule.node, Mapping) else None
    return with_params(node, params, Problems()) if node else None


def _of_dates(old: LoadedRule, new: LoadedRule, within: Period) -> Iterator[Change]:
    """Whether the rule counts longer or with more weight."""
    assert isinstance(old.node, Mapping)
    assert isinstance(new.node, Mapping)
    keys = [key for key in ("stages", "effective") if old.node.get(key) is not new.node.get(key)]
    if not keys and old.effective == new.effective:
        return
    stages = [stages_of_rule(one) for one in (old, new)]
    edges = {edge for one in stages for stage in one for edge in stage.period if edge}
    ways: list[Way] = []
    for period in cut(within, edges):
        before, after = (_weight(one, period) for one in stages)
        if before != after:
            ways.append(Way.TIGHTER if after > before else Way.LOOSER)
    if ways:
        key = next((one for one in keys if _written(old, one) != _written(new, one)), "effective")
        yield Change((key,), old.node.get(key), new.node.get(key), reduce(Way.and_also, ways))


def _written(rule: LoadedRule, key: str) -> object:
    found = rule.node.get(key) if isinstance(rule.node, Mapping) else None
    return as_python(found) if found else None


def stages_of_rule(rule: LoadedRule) -> list[Stage]:
    """The stages of a rule within the dates of its policy, in UTC; none where it is no rule."""
    surface = validated(RuleSurface, rule.node, Problems(), RAW)
    if surface is None:
        return []
    whole = period_of(surface.effective, UTC).within(period_of(rule.effective, UTC))
    return [] if whole.is_empty else stages_of(surface.stages, whole, UTC)


def _weight(stages: list[Stage], period: Period) -> int:
    """How much weight a rule has in a period in which that does not change: 0 where none."""
    modes = (one.mode for one in stages if not one.period.within(period).is_empty)
    return max((1 + _MODES.index(one) for one in modes), default=0)
