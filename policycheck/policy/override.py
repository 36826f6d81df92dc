"""`override`: what a policy changes in a rule that it inherits.

It may tighten, and change words; to loosen is refused unless the rule is `delegable: true`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from policycheck.document import Entry, Mapping, Node, Pointer, Scalar, Sequence
from policycheck.kinds import KINDS, kind
from policycheck.mistakes.language import WRONG_TYPE
from policycheck.mistakes.policies import LIST_CHANGE, LOOSENED_RULE, OVERRIDE_REFUSED
from policycheck.mistakes.rules import UNKNOWN_OPTION
from policycheck.plan import Options, Tighter
from policycheck.plan.declared import declared_in
from policycheck.policy.differences import differences
from policycheck.policy.lists_changed import changed_list, is_change_of_list
from policycheck.policy.loaded import Changed, LoadedRule
from policycheck.policy.params import with_params
from policycheck.policy.periods import ALWAYS
from policycheck.policy.problems import Problems, nearest
from policycheck.policy.rule_surface import RAW, OverrideSurface, RuleSurface
from policycheck.policy.single_check import options_of
from policycheck.policy.surface import validated
from policycheck.policy.tightness import Change, Way, mark_of
from policycheck.policy.worded import dotted, place_of, worded

__all__ = ["overridden", "put", "refuse_looser"]

#: What an override may say anew, besides the options of the check.
_FIELDS = (
    *("title", "message", "remedy", "authority", "controls", "serves", "examples"),
    *("severity", "when", "effective", "stages", "delegable", "waivable"),
)


class _Step(NamedTuple):
    """One thing that an override sets: where in the rule, under which key, and to what."""

    at: Pointer
    entry: Entry


def overridden(rule: LoadedRule, given: Node, policy: str, problems: Problems) -> LoadedRule:
    """The rule with what an override changes in it; what it may not change is noted and left."""
    surface = validated(OverrideSurface, given, problems, RAW)
    if surface is None or not isinstance(given, Mapping) or not isinstance(rule.node, Mapping):
        return rule
    for step in _steps(rule, given, problems):
        changed = replace(rule, node=put(rule.node, step.at, step.entry))
        if not _makes_sense(changed, problems):
            continue
        changes = differences(rule, changed)
        loosened = [one for one in changes if one.way is not Way.TIGHTER]
        if loosened and not rule.is_delegable:
            refuse_looser(rule, loosened[0], step.entry.value, problems)
            continue
        before = changes[0].before if changes else _at(rule.node, step.at)
        after = changes[0].after if changes else None
        way = (loosened or changes)[0].way if changes else None
        said = Changed(step.at, before, after or step.entry.value, way, policy, surface.reason)
        rule = replace(changed, changes=(*rule.changes, said))
    return rule


def _makes_sense(rule: LoadedRule, problems: Problems) -> bool:
    """Whether a rule is still one after a change; what is wrong with it is noted."""
    if validated(RuleSurface, rule.node, problems, RAW) is None:
        return False
    check = _at(rule.node, ("check",))
    if not isinstance(check, Mapping):
        return False
    filled = with_params(check, rule.params.at(ALWAYS, None), Problems())
    named = check.get("kind")
    if not isinstance(named, Scalar) or not isinstance(filled, Mapping):
        return True  # it combines checks, and none of them has changed
    return validated(kind(named.text).options, options_of(filled), problems) is not None


def put(node: Node, at: Pointer, entry: Entry) -> Node:
    """The node with a value at a pointer, under the key of the entry; the rest is shared."""
    if not at:
        return entry.value
    step, rest = at[0], at[1:]
    if isinstance(node, Sequence) and isinstance(step, int):
        items = [*node.items]
        items[step] = put(items[step], rest, entry)
        return Sequence(node.source, node.span, items)
    assert isinstance(node, Mapping)
    name = str(step)
    known = node.entries.get(name)
    if rest and known:
        entry = Entry(known.key, put(known.value, rest, entry))
    return Mapping(node.source, node.span, {**node.entries, name: entry})


def refuse_looser(rule: LoadedRule, change: Change, at: Node, problems: Problems) -> None:
    """Note a change that loosens a rule: what it was and where that stands."""
    before = change.before or rule.node
    was = worded(change.before) if change.before else "not given"
    now = worded(change.after) if change.after else "not given"
    what = "looser" if change.way is Way.LOOSER else "other than it was, and not only tighter"
    problems.at(
        at,
        LOOSENED_RULE,
        f"{rule.id}: {dotted(change.field)} is made {what}: {now};"
        f" it is {was} at {place_of(before)}",
        f"keep it as strict, or ask the owner of {rule.policy} to make the rule delegable: true",
    )


def _steps(rule: LoadedRule, given: Mapping, problems: Problems) -> Iterator[_Step]:
    for entry in given:
        if entry.key.text in _FIELDS:
            yield _Step((entry.key.text,), entry)
    check = given.get("check")
    if check is None:
        return
    base = rule.node.get("check") if isinstance(rule.node, Mapping) else None
    named = base.get("kind") if isinstance(base, Mapping) else None
    if not isinstance(check, Mapping) or not check.entries:
        problems.at(
            check, WRONG_TYPE, "check takes options of the kind", "write such as check: {max: 8}"
        )
    elif not isinstance(named, Scalar):
        message = f"{rule.id} combines checks, and options of those cannot be changed"
        problems.at(check, OVERRIDE_REFUSED, message, "write a rule of your own beside it")
    elif named.text in KINDS and isinstance(base, Mapping):
        for entry in check:
            value = _option(rule, base, named.text, entry, problems)
            if value is not None:
                yield _Step(("check", entry.key.text), Entry(entry.key, value))


def _option(
    rule: LoadedRule, check: Mapping, named: str, entry: Entry, problems: Problems
) -> Node | None:
    """The value that an option is given; None after noting what is wrong."""
    name, value = entry.key.text, entry.value
    if name == "kind":
        if not isinstance(value, Scalar) or value.text != named:
            message = f"the kind of {rule.id} is {named} and cannot be changed"
            problems.at(value, OVERRIDE_REFUSED, message, "write a rule of your own beside it")
        return None
    found = kind(named)
    try:
        tighter, _ = mark_of(found, name)
    except KeyError:
        known = [one.name for one in declared_in(found.options).values()]
        problems.at(
            entry.key, UNKNOWN_OPTION, f"{named} has no option {name}", nearest(name, known)
        )
        return None
    if tighter not in (Tighter.LONGER, Tighter.SHORTER):
        return value
    base = check.get(name) or _default(found.options, name, value)
    if not isinstance(value, Mapping) or not is_change_of_list(value):
        message = f"{name} is a list: say what comes to it and what goes"
        problems.at(value, LIST_CHANGE, message, f"write {name}: {{add: […]}} or {{remove: […]}}")
        return None
    filled = with_params(base, rule.params.at(ALWAYS, None), Problems())
    return changed_list(base, filled, value, problems)


def _default(options: type[Options], name: str, at: Node) -> Node:
    """What an option is where the rule does not give it, as if it stood at a node."""
    default = next(one.default for one in declared_in(options).values() if one.name == name)
    texts = default if isinstance(default, tuple) else ()
    items: list[Node] = [Scalar.made(at.source, at.span, str(text)) for text in texts]
    return Sequence(at.source, at.span, items)


def _at(node: Node, at: Pointer) -> Node | None:
    for step in at:
        node_or_none = node.get(str(step)) if isinstance(node, Mapping) else None
        if node_or_none is None:
            return None
        node = node_or_none
    return node
