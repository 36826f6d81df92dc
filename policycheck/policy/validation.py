"""Nodes against pydantic models: every error in our own words, where it stands, with what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingLike
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from policycheck.document import Mapping, Node, Pointer, Scalar, Sequence
from policycheck.mistakes.language import (
    EMPTY_TEXT,
    MISSING_KEY,
    NO_VALUE,
    OUT_OF_BOUNDS,
    UNKNOWN_KEY,
    UNKNOWN_WORD,
    WRONG_TYPE,
    WRONG_VALUE,
)
from policycheck.mistakes.mistake import Mistake
from policycheck.mistakes.rules import (
    OPTION_CONTRADICTION,
    OPTION_MISSING,
    OPTION_VALUE,
    UNKNOWN_OPTION,
)
from policycheck.plan import Options, Plain
from policycheck.policy.option_models import model_of, options_from
from policycheck.policy.problems import Problems, nearest

__all__ = ["Refused", "as_python", "refuse_empty", "validated"]

Model = TypeVar("Model", bound=BaseModel | Options)

_QUOTED = re.compile(r"'([^']*)'")
_EXPECTED = {
    "string_type": "text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
}
_BOUNDS = {
    "greater_than_equal": ("ge", "at least"),
    "greater_than": ("gt", "more than"),
    "less_than_equal": ("le", "at most"),
    "less_than": ("lt", "less than"),
    "too_short": ("min_length", "at least"),
    "too_long": ("max_length", "at most"),
}


_MISTAKES = {
    **dict.fromkeys(_EXPECTED, WRONG_TYPE),
    **dict.fromkeys(_BOUNDS, OUT_OF_BOUNDS),
    **dict.fromkeys(("enum", "literal_error"), UNKNOWN_WORD),
    "string_too_short": EMPTY_TEXT,
}


class Refused(ValueError):  # noqa: N818 - refused is what the value is
    """A value that a model does not take, and what to write instead."""

    def __init__(self, mistake: Mistake, message: str, advice: str) -> None:
        super().__init__(message)
        self.mistake = mistake
        self.advice = advice


def as_python(node: Node, raw: frozenset[str] = frozenset()) -> Any:
    """A node as plain Python values; plain scalars stay text until a type asks for more.

    What stands under a key of `raw` stays a node.
    """
    if isinstance(node, Mapping):
        return {
            entry.key.text: entry.value if entry.key.text in raw else as_python(entry.value, raw)
            for entry in node
        }
    if isinstance(node, Sequence):
        return [as_python(item, raw) for item in node.items]
    return Plain(node.text) if node.style == "plain" else node.text


def validated(
    model: type[Model], node: Node, problems: Problems, raw: frozenset[str] = frozenset()
) -> Model | None:
    """The node as that model; None after noting each error where it stands."""
    before = len(problems.found)
    refuse_empty(node, problems, raw)
    if len(problems.found) > before:
        return None
    try:
        return _made(model, as_python(node, raw))
    except ValidationError as failure:
        for error in failure.errors(include_url=False):
            _note(model, node, error, problems)
        return None


def _made(model: type[Model], value: Any) -> Model:
    if issubclass(model, Options):
        return options_from(model, value)
    assert issubclass(model, BaseModel)
    return model.model_validate(value)


def refuse_empty(node: Node, problems: Problems, raw: frozenset[str] = frozenset()) -> None:
    """Note each key and item without a value: a line that somebody forgot to finish."""
    if isinstance(node, Mapping):
        for entry in node:
            if isinstance(entry.value, Scalar) and entry.value.is_null:
                advice = "give it one, or remove the key"
                problems.at(entry.key, NO_VALUE, f"{entry.key.text} has no value", advice)
            elif entry.key.text not in raw:
                refuse_empty(entry.value, problems, raw)
    elif isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Scalar) and item.is_null:
                message = "this item of the list has no value"
                problems.at(item, NO_VALUE, message, "give it one, or remove it")
            refuse_empty(item, problems, raw)


def _note(
    model: type[Model],
    node: Node,
    error: MappingLike[str, Any],
    problems: Problems,
) -> None:
    pointer = _in_tree(node, tuple(error["loc"]))
    if error["type"] == "extra_forbidden":
        key = str(pointer[-1])
        advice = nearest(key, _known(model, pointer[:-1]))
        mistake = UNKNOWN_OPTION if issubclass(model, Options) else UNKNOWN_KEY
        problems.at_key(node, pointer, mistake, f"unknown key {key}", advice)
    elif error["type"] == "missing":
        name = error["loc"][-1]
        mistake = OPTION_MISSING if issubclass(model, Options) else MISSING_KEY
        message = f"{name} is missing"
        problems.under(node, pointer, mistake, message, f"write {name}: and its value")
    else:
        name = ".".join(str(step) for step in pointer)
        message, advice = _words(error)
        message = f"{name}: {message}" if name else message
        problems.under(node, pointer, _mistake(model, pointer, error), message, advice)


def _mistake(model: type[Model], pointer: Pointer, error: MappingLike[str, Any]) -> Mistake:
    """The entry of the registry for a value that a model does not take."""
    if error["type"] in _MISTAKES:
        return _MISTAKES[error["type"]]
    own = WRONG_VALUE
    if issubclass(model, Options):
        own = OPTION_VALUE if pointer else OPTION_CONTRADICTION
    found: Mistake = getattr(error.get("ctx", {}).get("error"), "mistake", own)
    return found


def _words(error: MappingLike[str, Any]) -> tuple[str, str]:
    """What is wrong with a value, and what to do."""
    kind, found, context = error["type"], error["input"], error.get("ctx", {})
    if kind in _EXPECTED:
        return f"expected {_EXPECTED[kind]}, found {_found(found)}", f"write {_EXPECTED[kind]}"
    if kind in _BOUNDS:
        key, words = _BOUNDS[kind]
        items = (" item" if context[key] == 1 else " items") if key.endswith("length") else ""
        message = f"expected {words} {context[key]}{items}, found {_size(found)}"
        return message, "change the value"
    if kind in ("enum", "literal_error"):
        known = _QUOTED.findall(str(context["expected"]))
        return f"{_found(found)} is none of the words allowed", nearest(str(found), known)
    if kind == "string_too_short":
        return "the text is empty", "write a few words"
    advice = getattr(context.get("error"), "advice", "correct it, or remove it")
    return str(error["msg"]).removeprefix("Value error, "), advice


def _found(value: object) -> str:
    if isinstance(value, dict):
        return "keys with values"
    return "a list" if isinstance(value, list | tuple) else repr(str(value))


def _size(value: object) -> str:
    return str(len(value)) if isinstance(value, list | tuple | dict) else str(value)


def _in_tree(node: Node, loc: Pointer) -> Pointer:
    """The steps of an error's path that exist in the document: tags of unions are left out."""
    steps: list[str | int] = []
    for number, step in enumerate(loc):
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
            node = node.entries[step].value
            steps.append(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            steps.append(step)
        elif number == len(loc) - 1 and isinstance(node, Mapping):
            steps.append(step)
    return tuple(steps)


def _known(asked: type[Model], pointer: Pointer) -> list[str]:
    """The keys that a model knows, at a place within it."""
    model = model_of(asked) if issubclass(asked, Options) else asked
    named = False  # the next step is a name that people choose
    for step in pointer:
        if isinstance(step, int) or named:
            named = False
            continue
        found = next((f for n, f in model.model_fields.items() if (f.alias or n) == step), None)
        inner = _inner(found.annotation) if found else None
        if found is None or inner is None:
            return []
        named = getattr(found.annotation, "__origin__", None) is dict
        model = inner
    return [found.alias or name for name, found in model.model_fields.items()]


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _inner(argument)
        if found:
            return found
    return None
