"""All that differs between two forms of one rule, at any time, and which way each change leads."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingLike
from datetime import UTC

from policycheck.document import Mapping, Node, Pointer, Scalar
from policycheck.policy.loaded import LoadedRule
from policycheck.policy.params import names_in_rule, with_params
from policycheck.policy.periods import ALWAYS, cut, period_of, stages_of
from policycheck.policy.problems import Problems
from policycheck.policy.rule_surface import RAW, Mode, RuleSurface
from policycheck.policy.surface import validated
from policycheck.policy.tightness import (
    Change,
    Way,
    changes_of_check,
    way_of_severity,
    way_of_when,
)

__all__ = ["differences"]

_MODES = list(Mode)


def differences(old: LoadedRule, new: LoadedRule) -> list[Change]:
    """What differs, a field at most once; one that leads both ways is neither."""
    if not isinstance(old.node, Mapping) or not isinstance(new.node, Mapping):
        return []
    found: dict[Pointer, Change] = {}
    for change in (*_of_header(old.node, new.node), *_of_dates(old, new), *_of_test(old, new)):
        known = found.setdefault(change.field, change)
        if known.way is not change.way:
            found[change.field] = known._replace(way=Way.OTHER)
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


def _of_test(old: LoadedRule, new: LoadedRule) -> Iterator[Change]:
    """What differs in `when` and `check`, at each time at which their parameters differ."""
    if old.node is new.node and old.params is new.params:
        return
    cuts = old.params.cuts(names_in_rule(old.node), UTC)
    cuts |= new.params.cuts(names_in_rule(new.node), UTC)
    for period in cut(ALWAYS, cuts):
        whens, checks = (
            [_filled(rule, key, rule.params.at(period, UTC)) for rule in (old, new)]
            for key in ("when", "check")
        )
        way = way_of_when(*whens)
        if way:
            yield Change(("when",), whens[0], whens[1], way)
        if checks[0] and checks[1]:
            yield from changes_of_check(checks[0], checks[1])


def _filled(rule: LoadedRule, key: str, params: MappingLike[str, Node]) -> Node | None:
    node = rule.node.get(key) if isinstance(rule.node, Mapping) else None
    return with_params(node, params, Problems()) if node else None


def _of_dates(old: LoadedRule, new: LoadedRule) -> Iterator[Change]:
    """Whether the rule counts longer or with more weight: never both."""
    assert isinstance(old.node, Mapping)
    assert isinstance(new.node, Mapping)
    for key in ("stages", "effective"):
        if old.node.get(key) is not new.node.get(key):
            break
    else:
        return
    surfaces = [validated(RuleSurface, one.node, Problems(), RAW) for one in (old, new)]
    if surfaces[0] is None or surfaces[1] is None:
        return
    stages = [stages_of(one.stages, period_of(one.effective, UTC), UTC) for one in surfaces if one]
    edges = {edge for one in stages for stage in one for edge in stage.period if edge}
    ways = set()
    for period in cut(ALWAYS, edges):
        before, after = (
            max(
                (
                    1 + _MODES.index(one.mode)
                    for one in each
                    if not one.period.within(period).is_empty
                ),
                default=0,
            )
            for each in stages
        )
        if before != after:
            ways.add(Way.TIGHTER if after > before else Way.LOOSER)
    if ways:
        way = ways.pop() if len(ways) == 1 else Way.OTHER
        yield Change((key,), old.node.get(key), new.node.get(key), way)
