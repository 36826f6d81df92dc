"""What a policy inherits: levels of `extends` put together, and parameters set for what is above.

A rule that reaches a policy on two ways stands as strictly as on the stricter of them, whatever
their order.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as MappingLike
from dataclasses import dataclass, field, replace

from policycheck.document import Entry, Mapping, Node, Scalar, Sequence
from policycheck.kinds import kind
from policycheck.mistakes.language import WRONG_TYPE
from policycheck.mistakes.policies import NO_SUCH_RULE, POLICIES_AT_ODDS
from policycheck.plan import Tighter
from policycheck.policy.dated import Params
from policycheck.policy.differences import differences
from policycheck.policy.loaded import Changed, LoadedRule
from policycheck.policy.override import overridden, put, refuse_looser
from policycheck.policy.parameters import Declared
from policycheck.policy.problems import Problems, nearest
from policycheck.policy.tightness import Change, Way, mark_of
from policycheck.policy.waiver_rules import WaiverRules, joined
from policycheck.policy.worded import dotted, place_of, worded

__all__ = ["Level", "join_levels", "override_rules", "set_params"]


@dataclass(slots=True)
class Level:
    """One file of `extends` with all that it builds on: its rules, and what those below may set.

    `rules` go by the node that defines them, in the order in which they were reached.
    """

    id: str = ""
    title: str = ""
    owner: str = ""
    description: str = ""
    declared: Declared = field(default_factory=Declared)
    rules: dict[int, LoadedRule] = field(default_factory=dict)
    waiver_rules: WaiverRules = field(default_factory=WaiverRules)


def join_levels(above: Iterable[tuple[Level, Node]], problems: Problems) -> Level:
    """What several policies, each with the node that names it, come to for one that extends all."""
    level = Level()
    for one, named in above:
        level.declared.add(one.declared)
        level.waiver_rules = joined(level.waiver_rules, one.waiver_rules)
        for key, rule in one.rules.items():
            known = level.rules.get(key)
            level.rules[key] = _joined(known, rule, named, problems) if known else rule
    return level


def set_params(level: Level, given: MappingLike[str, Node], problems: Problems) -> None:
    """Set parameters for all rules of a level; one that would loosen a rule is noted and left."""
    for name, value in given.items():
        closed = name not in level.declared.opened
        rules = _with_param(level, name, value, problems, may_loosen=not closed)
        if rules is not None:
            level.rules = rules
            level.declared.values[name] = value


def override_rules(level: Level, node: Node | None, policy: str, problems: Problems) -> None:
    """Change what a policy inherits as its `override` says."""
    if node is None:
        return
    if not isinstance(node, Mapping):
        problems.at(node, WRONG_TYPE, "override takes ids of rules", "write RULE: {…, reason: …}")
        return
    by_id = {rule.id: key for key, rule in level.rules.items()}
    for entry in node:
        key = by_id.get(entry.key.text)
        if key is None:
            message = f"no rule {entry.key.text} is inherited"
            problems.at(entry.key, NO_SUCH_RULE, message, nearest(entry.key.text, by_id))
        else:
            level.rules[key] = overridden(level.rules[key], entry.value, policy, problems)


def _with_param(
    level: Level, name: str, value: Node, problems: Problems, *, may_loosen: bool
) -> dict[int, LoadedRule] | None:
    """The rules with a parameter set; None after noting that it loosens one of them."""
    changed: dict[int, LoadedRule] = {}
    shared: dict[int, Params] = {}  # rules that share their parameters still do afterwards
    for key, rule in level.rules.items():
        changed[key] = rule
        if name in rule.params.values:
            params = shared.get(id(rule.params)) or rule.params.having({name: value})
            shared[id(rule.params)] = params
            changed[key] = _compared(rule, replace(rule, params=params), name, level.id)
    for key, rule in changed.items():
        old = level.rules[key]
        new = rule.changes[len(old.changes) :]
        wrong = [one for one in new if one.way is not Way.TIGHTER]
        if wrong and not may_loosen and not old.is_delegable:
            first = wrong[0]
            way = first.way or Way.OTHER
            refuse_looser(old, Change(first.field, first.before, first.after, way), value, problems)
            return None
    return changed


def _compared(old: LoadedRule, new: LoadedRule, name: str, policy: str) -> LoadedRule:
    """The rule after a parameter was set, with what that changed in it."""
    if name not in old.names_used():
        return new
    said = [
        Changed(one.field, one.before, one.after, one.way, policy, f"parameter {name}")
        for one in differences(old, new)
        if one.after is not None
    ]
    return replace(new, changes=(*old.changes, *said))


def _joined(one: LoadedRule, other: LoadedRule, named: Node, problems: Problems) -> LoadedRule:
    """The stricter of two forms of a rule, field by field."""
    if one.node is other.node and one.params is other.params:
        return one
    both = replace(one, params=_joined_params(one, other))
    for said in other.changes:
        if said in one.changes:
            continue
        both = replace(both, changes=(*both.changes, said))
        if said.way is None:
            both = replace(both, node=put(both.node, said.field, _entry(said.field, said.after)))
    for change in differences(one, other):
        value = change.before if change.way is Way.LOOSER else change.after
        if change.way in (Way.BOTH, Way.OTHER):
            value = _merged(both, change) or _contradiction(both, change, named, problems)
        if value is not None and change.field[0] != "params":
            both = replace(both, node=put(both.node, change.field, _entry(change.field, value)))
    return both


def _joined_params(one: LoadedRule, other: LoadedRule) -> Params:
    own = other.own_params.values
    set_there = {
        name: node for name, node in other.params.values.items() if own.get(name) is not node
    }
    return one.params.having(set_there)


def _merged(rule: LoadedRule, change: Change) -> Node | None:
    """Two lists that grew apart: together where longer is tighter, else what both have."""
    one, other = change.before, change.after
    check = rule.node.get("check") if isinstance(rule.node, Mapping) else None
    named = check.get("kind") if isinstance(check, Mapping) else None
    lists = isinstance(one, Sequence) and isinstance(other, Sequence)
    if not lists or not isinstance(named, Scalar) or len(change.field) != len(("check", "option")):
        return None
    assert isinstance(one, Sequence)
    assert isinstance(other, Sequence)
    tighter, _ = mark_of(kind(named.text), str(change.field[-1]))
    texts = {item.text for item in one.items if isinstance(item, Scalar)}
    common = [item for item in other.items if isinstance(item, Scalar) and item.text in texts]
    if tighter is Tighter.SHORTER:
        return Sequence(other.source, other.span, [*common]) if common else None
    more = [item for item in other.items if item not in common]
    return Sequence(other.source, other.span, [*one.items, *more])


def _contradiction(
    rule: LoadedRule, change: Change, named: Node, problems: Problems
) -> Node | None:
    places = [
        f"{worded(node)} at {place_of(node)}" if node else "not given"
        for node in (change.before, change.after)
    ]
    problems.at(
        named,
        POLICIES_AT_ODDS,
        f"two policies set {dotted(change.field)} of {rule.id} so that neither is stricter: "
        f"{places[0]}, and {places[1]}",
        "agree on one of them with their owners, or extend only one",
    )
    return change.before


def _entry(field_: tuple[str | int, ...], value: Node) -> Entry:
    return Entry(Scalar.made(value.source, value.span, str(field_[-1]), "plain"), value)
