"""Mutants of `check`: those of its options, and one check fewer where a rule combines several."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.kinds import KINDS, kind
from policycheck.mutants.edits import said
from policycheck.mutants.making import Making
from policycheck.mutants.mutant import Mutant, Sort
from policycheck.mutants.options import option_mutants

__all__ = ["check_mutants"]


def check_mutants(node: Node, making: Making) -> Iterator[Mutant]:
    """The mutants of a check with its parameters filled in."""
    if not isinstance(node, Mapping):
        return
    for word in ("all", "any"):
        parts = node.get(word)
        if isinstance(parts, Sequence):
            yield from _combined(parts, making.at(word))
            return
    inner = node.get("not")
    if inner is not None:
        yield from check_mutants(inner, making.at("not"))
        return
    named = node.get("kind")
    if isinstance(named, Scalar) and named.text in KINDS:
        yield from option_mutants(kind(named.text), node, making)


def _combined(node: Sequence, making: Making) -> Iterator[Mutant]:
    for number, item in enumerate(node.items):
        inner = making.at(number)
        if len(node.items) > 1:
            yield inner.dropped(Sort.CHECK, item, f"the check {said(item)}")
        yield from check_mutants(item, inner)
