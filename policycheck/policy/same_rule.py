"""Whether two policies have a rule in the same words, so that it comes to the same everywhere."""

from __future__ import annotations

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.policy.loaded import LoadedRule

__all__ = ["is_same_rule"]


def is_same_rule(one: LoadedRule, other: LoadedRule) -> bool:
    """Whether both say the same and name parameters and lexicons of the same values.

    Own fields are not looked at: their types belong to the policies.
    """
    names = one.names_used()
    return (
        one.effective == other.effective
        and names == other.names_used()
        and _is_same(one.node, other.node)
        and all(_is_same(one.params.values[name], other.params.values[name]) for name in names)
    )


def _is_same(one: Node, other: Node) -> bool:
    """Whether two nodes hold the same, wherever they stand; a quoted number is another thing."""
    if one is other:
        return True
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return (one.text, one.style) == (other.text, other.style)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.entries.keys() == other.entries.keys() and all(
            _is_same(entry.value, other.entries[key].value) for key, entry in one.entries.items()
        )
    if isinstance(one, Sequence) and isinstance(other, Sequence):
        same = len(one.items) == len(other.items)
        return same and all(map(_is_same, one.items, other.items))
    return False
