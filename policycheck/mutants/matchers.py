"""Mutants of matchers: what a value must be, one step wider."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.mutants.conditions import condition_mutants
from policycheck.mutants.edits import any_value, flipped, said
from policycheck.mutants.making import Making
from policycheck.mutants.mutant import Mutant, Sort

__all__ = ["matcher_mutants"]

#: Which way each of these is met by more values.
_WIDER = {"at_most": 1, "before": 1, "within": 1, "at_least": -1, "after": -1}
_INNER = ("not", "some", "every", "none")
_LISTS = ("contains", "has_all")


def matcher_mutants(node: Node, making: Making, *, widened: bool) -> Iterator[Mutant]:
    """The mutants of a matcher; `widened` makes one that every value meets, too."""
    if isinstance(node, Mapping):
        yield from _of_operators(node, making, widened=widened)
        return
    if isinstance(node, Sequence) and len(node.items) > 1:
        yield from making.terms(node)
    if isinstance(node, Scalar) and node.text in ("true", "false"):
        yield making.one(
            Sort.CONDITION,
            node,
            f"not {node.text}",
            f"{_name(making)} the other way than {node.text}",
            flipped,
        )
    elif widened:
        yield _widened(node, making)


def _of_operators(node: Mapping, making: Making, *, widened: bool) -> Iterator[Mutant]:
    if "field" in node.entries:
        for key, wider in (("plus", 1), ("minus", -1)):
            value = node.get(key)
            if value is not None:
                yield from making.at(key).limit(value, wider)
        if widened:
            yield _widened(node, making)
        return
    for entry in node:
        name, value, inner = entry.key.text, entry.value, making.at(entry.key.text)
        if len(node.entries) > 1:
            yield inner.dropped(Sort.CONDITION, entry.key, f"{name}: {said(value)}")
        make = _MADE.get(name)
        if make:
            yield from make(value, inner)
        elif name not in ("has", "matches", "or_unknown"):
            yield from condition_mutants(Mapping.of(node.source, node.span, [entry]), making)
    if widened:
        yield _widened(node, making)


def _widened(node: Node, making: Making) -> Mutant:
    words = f"any value of {_name(making)} in place of {said(node)}"
    return making.one(Sort.CONDITION, node, "any value", words, any_value)


def _name(making: Making) -> str:
    return str(making.field[-1])


def _inner(node: Node, making: Making) -> Iterator[Mutant]:
    return matcher_mutants(node, making, widened=False)


def _list(node: Node, making: Making) -> Iterator[Mutant]:
    if isinstance(node, Sequence) and len(node.items) > 1:
        yield from making.terms(node)


def _bound(looser: int) -> Callable[[Node, Making], Iterator[Mutant]]:
    def made(node: Node, making: Making) -> Iterator[Mutant]:
        if isinstance(node, Mapping):
            yield from _of_operators(node, making, widened=False)
        else:
            yield from making.limit(node, looser)

    return made


_MADE: dict[str, Callable[[Node, Making], Iterator[Mutant]]] = {
    **dict.fromkeys(_INNER, _inner),
    **dict.fromkeys(_LISTS, _list),
    **{name: _bound(looser) for name, looser in _WIDER.items()},
    "filled": lambda node, making: making.switch(node, Sort.CONDITION),
}
