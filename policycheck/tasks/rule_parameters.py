"""The parameters and lexicons that rules name: what each is on a date, and who has set it."""

from __future__ import annotations

from collections.abc import Mapping as MappingLike

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.model.rulebook import Parameter
from policycheck.policy.dated import is_dated
from policycheck.policy.loaded import LoadedPolicy, LoadedRule
from policycheck.policy.worded import worded
from policycheck.tasks.rule_values import node_value

__all__ = ["parameters_of"]


def parameters_of(
    rule: LoadedRule, values: MappingLike[str, Node], policy: LoadedPolicy
) -> tuple[Parameter, ...]:
    """The parameters that a rule uses, by name; `values` are all of them at the date."""
    return tuple(_parameter(name, rule, values, policy) for name in sorted(rule.names_used()))


def _parameter(
    name: str, rule: LoadedRule, values: MappingLike[str, Node], policy: LoadedPolicy
) -> Parameter:
    whole = rule.params.values[name]
    default = rule.own_params.values.get(name)
    node = values.get(name, whole)
    path, line = whole.source.path, whole.source.position(whole.span.start).line
    lexicon = policy.lexicons.get(path)
    about = policy.files.get(path)
    is_set = default is not None and default is not whole
    return Parameter(
        name=name,
        value=node_value(node),
        words=worded(node),
        default=node_value(default) if is_set else None,
        is_open=None if lexicon else name in policy.declared.opened,
        policy=about.policy if about else "",
        path=path,
        line=line,
        description=lexicon.title if lexicon else policy.declared.descriptions.get(name, ""),
        source=" ".join(lexicon.source.split()) if lexicon else _sources(whole),
        owner=lexicon.owner if lexicon else "",
        checked_on=str(lexicon.checked_on or "") if lexicon else "",
    )


def _sources(node: Node) -> str:
    """The sources of a value that changes with its dates."""
    dated = node.items if isinstance(node, Sequence) and is_dated(node) else []
    given = [one.get("source") for one in dated if isinstance(one, Mapping)]
    return "; ".join(dict.fromkeys(one.text for one in given if isinstance(one, Scalar)))
