"""The options of a check as its policy has them, or the list that nobody has filled yet."""

from __future__ import annotations

from contextlib import suppress

from msgspec.structs import replace

from policycheck.document import Entry, Mapping, Node, Scalar
from policycheck.document import Sequence as SequenceNode
from policycheck.plan import Kind, Missing, Options, RefusedOption, Tighter
from policycheck.plan.declared import declared_in
from policycheck.policy.bind import RuleBinding
from policycheck.policy.problems import Problems
from policycheck.policy.rule_scope import RuleScope, unset
from policycheck.policy.tightness import mark_of
from policycheck.policy.validation import validated

__all__ = ["asked_of"]

#: Stands in lists that are still empty while the rest of a check is tried: a word and a domain.
_STANDS_IN = "gov"


def asked_of(
    found: Kind, options: Mapping, scope: RuleScope, applies_to: tuple[str, ...], *, each: bool
) -> Options | Missing:
    """The options, or the list without which the kind has nothing to look for.

    Raises RefusedOption after noting what is wrong.
    """
    empty = _empty_list(found, options, scope)
    if empty is None:
        return _options(found, options, scope)
    _try_filled(found, options, scope, applies_to, each=each)
    return unset(scope.empty[id(empty)])


def _options(found: Kind, node: Mapping, scope: RuleScope) -> Options:
    options = validated(found.options, node, scope.problems)
    if options is None:
        raise RefusedOption
    return options


def _empty_list(found: Kind, node: Mapping, scope: RuleScope) -> Node | None:
    """The list, left empty by a parameter, without which the kind has nothing to look for."""
    empty = [entry for entry in node if id(entry.value) in scope.empty]
    refused = bool(empty) and validated(found.options, node, Problems()) is None
    needed = [one for one in empty if refused or _needs_items(found, one.key.text)]
    return needed[0].value if needed else None


def _try_filled(
    found: Kind, node: Mapping, scope: RuleScope, applies_to: tuple[str, ...], *, each: bool
) -> None:
    """Note what would be wrong with the check once its lists are filled."""
    stood_in: set[tuple[int, int]] = set()

    def filled(entry: Entry) -> Entry:
        value = entry.value
        if id(value) not in scope.empty:
            return entry
        stood_in.add(value.source.position(value.span.start))
        item = Scalar.made(value.source, value.span, _STANDS_IN)
        return Entry(entry.key, SequenceNode(value.source, value.span, [item]))

    scratch = Problems()
    whole = Mapping(node.source, node.span, {key: filled(one) for key, one in node.entries.items()})
    with suppress(RefusedOption):
        tried = replace(scope, problems=scratch)
        found.plan(_options(found, whole, tried), RuleBinding(whole, tried, applies_to, each))
    wrong = [one for one in scratch.found if (one.line, one.column) not in stood_in]
    if wrong:
        scope.problems.found.extend(wrong)
        raise RefusedOption


def _needs_items(found: Kind, option: str) -> bool:
    """Whether the kind asks nothing while a list is empty.

    One of exceptions may well be empty, and one that only adds to what is asked.
    """
    try:
        tighter, unset_ = mark_of(found, option)
    except KeyError:
        return True  # there is no such option, which is noted
    known = declared_in(found.options).values()
    required = next(one.is_required for one in known if one.name == option)
    return unset_ is not None or (tighter is Tighter.LONGER and required)
