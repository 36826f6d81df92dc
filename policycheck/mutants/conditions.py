"""Mutants of conditions: one left out, and what each asks one step wider."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.document import Mapping, Node, Sequence
from policycheck.mutants.edits import said
from policycheck.mutants.expressions import expression_mutants
from policycheck.mutants.making import Making
from policycheck.mutants.mutant import Mutant, Sort

__all__ = ["condition_mutants"]


def condition_mutants(node: Node, making: Making) -> Iterator[Mutant]:
    """The mutants of `when`, of `where`, of what one element must meet."""
    from policycheck.mutants.matchers import matcher_mutants

    for entry in node if isinstance(node, Mapping) else ():
        name, value, inner = entry.key.text, entry.value, making.at(entry.key.text)
        if name in ("any", "all") and isinstance(value, Sequence):
            yield from _parts(value, inner)
            continue
        yield inner.dropped(Sort.CONDITION, entry.key, f"the condition {name}: {said(value)}")
        if name == "cel":
            yield from expression_mutants(value, inner)
        else:
            yield from matcher_mutants(value, inner, widened=False)


def _parts(node: Sequence, making: Making) -> Iterator[Mutant]:
    for number, item in enumerate(node.items):
        inner = making.at(number)
        if len(node.items) > 1:
            yield inner.dropped(Sort.CONDITION, item, f"the condition {said(item)}")
        below = (one for one in condition_mutants(item, inner) if not _is_whole(one, item, inner))
        yield from below


def _is_whole(mutant: Mutant, item: Node, making: Making) -> bool:
    """Whether a mutant leaves nothing of an item, which was taken out as a whole before."""
    alone = isinstance(item, Mapping) and len(item.entries) == 1
    return alone and mutant.change == "dropped" and len(mutant.field) == len(making.field) + 1
