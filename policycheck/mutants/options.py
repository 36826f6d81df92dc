"""Mutants of the options of a kind, by what each option declares to be tighter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from policycheck.document import Mapping, Scalar, Sequence
from policycheck.mutants.conditions import condition_mutants
from policycheck.mutants.edits import replaced
from policycheck.mutants.expressions import expression_mutants
from policycheck.mutants.making import Making
from policycheck.mutants.matchers import matcher_mutants
from policycheck.mutants.mutant import Mutant, Sort
from policycheck.plan import Kind, Tighter
from policycheck.policy.option_models import model_of
from policycheck.policy.tightness import mark_of

__all__ = ["option_mutants"]

_LOOSER = {Tighter.LOWER: 1, Tighter.HIGHER: -1, Tighter.NEITHER: 1}


def option_mutants(found: Kind, node: Mapping, making: Making) -> Iterator[Mutant]:
    """The mutants of every option that a check writes, in the order of the kind."""
    for name, declared in model_of(found.options).model_fields.items():
        option = declared.alias or name
        value = node.get(option)
        if value is None:
            continue
        tighter, _ = mark_of(found, option)
        inner = making.at(option)
        if tighter is Tighter.NARROWER:
            yield from matcher_mutants(value, inner, widened=True)
        elif option == "expr":
            yield from expression_mutants(value, inner)
        elif isinstance(value, Mapping):
            yield from _of_mapping(value, tighter, inner)
        elif isinstance(value, Sequence):
            yield from inner.terms(value)
        else:
            yield from _of_scalar(value, tighter, declared.annotation, inner)


def _of_mapping(node: Mapping, tighter: Tighter, making: Making) -> Iterator[Mutant]:
    """A list in the form of a mapping, or conditions on records; a length of time from a field."""
    if "field" in node.entries:
        return
    if tighter in (Tighter.LONGER, Tighter.SHORTER):
        yield from making.pairs(node)
    elif making.field[-1] == "schema":
        yield from _of_schema(node, making)
    else:
        yield from condition_mutants(node, making)


def _of_schema(node: Mapping, making: Making) -> Iterator[Mutant]:
    """A JSON Schema without one of its demands."""
    for entry in node:
        inner = making.at(entry.key.text)
        yield inner.dropped(Sort.CONDITION, entry.key, f"{entry.key.text} of the schema")
        if isinstance(entry.value, Mapping):
            yield from _of_schema(entry.value, inner)
        elif isinstance(entry.value, Sequence):
            yield from inner.terms(entry.value)


def _of_scalar(node: Scalar, tighter: Tighter, annotation: Any, making: Making) -> Iterator[Mutant]:
    if tighter in (Tighter.LONGER, Tighter.SHORTER):
        yield from making.terms(node)
    elif node.text in ("true", "false") and node.style != "quoted":
        yield from making.switch(node)
    elif tighter in _LOOSER:
        yield from making.limit(node, _LOOSER[tighter])
    yield from _of_choice(node, annotation, making)


def _of_choice(node: Scalar, annotation: Any, making: Making) -> Iterator[Mutant]:
    """The next of a few words that an option takes."""
    words = _choices(annotation)
    if node.text in words and len(words) > 1:
        other = words[(words.index(node.text) + 1) % len(words)]
        said = f"{making.field[-1]} {other} in place of {node.text}"
        yield making.one(Sort.CHECK, node, f"{node.text}→{other}", said, replaced(other))


def _choices(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return [one for one in get_args(annotation) if isinstance(one, str)]
    return [word for part in get_args(annotation) for word in _choices(part)]
