"""What a policy file says, as pydantic models: the surface of the language.

`when`, `check` and `examples` stay nodes here; they are given their types by the schemas of records and
by the options of kinds, when the rule is compiled.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from policycheck.document import Mapping, Node, Pointer, Scalar, Sequence
from policycheck.model.finding import Severity
from policycheck.plan import Plain, Strings, Yes
from policycheck.policy.problems import Problems, nearest

__all__ = [
    "AuthoritySurface",
    "Day",
    "Effective",
    "PackSurface",
    "ParamSurface",
    "PolicySurface",
    "RuleSurface",
    "Surface",
    "as_python",
    "validated",
]

Model = TypeVar("Model", bound=BaseModel)

_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")


def _id(value: str) -> str:
    if not _ID.match(value):
        raise ValueError(
            "an id is letters, digits, '.', '_' and '-', and starts with a letter or digit"
        )
    return value


def _date(value: object) -> object:
    return date.fromisoformat(value) if isinstance(value, str) else value


Id: TypeAlias = Annotated[str, AfterValidator(_id)]
Day: TypeAlias = Annotated[date, BeforeValidator(_date)]


class Surface(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Effective(Surface):
    """The days from which and to which something counts, both included."""

    from_: Annotated[Day | None, Field(alias="from")] = None
    to: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Effective:
        if self.from_ and self.to and self.to < self.from_:
            raise ValueError(
                f"ends ({self.to}) before it begins ({self.from_}): it would never count"
            )
        return self


class AuthoritySurface(Surface):
    """A law, memorandum or guide that a rule rests on."""

    cite: str
    section: str = ""
    url: str = ""
    checked_on: Day | None = None
    recheck_by: Day | None = None


class ParamSurface(Surface):
    """A parameter that a pack declares."""

    type: str
    default: Any = None
    description: str = ""
    open: Yes = False


class RuleSurface(Surface):
    """One rule."""

    id: Id
    title: Annotated[str, Field(min_length=1)]
    applies_to: Annotated[Strings, Field(min_length=1)]
    check: Any
    severity: Severity
    when: Any = None
    each: str = ""
    message: str = ""
    remedy: str = ""
    authority: tuple[AuthoritySurface, ...] = ()
    controls: Strings = ()
    serves: Strings = ()
    effective: Effective = Effective()
    examples: Any = None


class PolicySurface(Surface):
    """The header of a policy file; its rules are validated one by one, so that all are looked at."""

    policycheck: str
    id: Id
    title: str
    owner: str = ""
    extends: Strings = ()
    effective: Effective = Effective()
    examples_as_of: str = ""
    params: Any = None
    fields: dict[str, str] = {}
    rules: Any = None

    @model_validator(mode="after")
    def _says_something(self) -> PolicySurface:
        if self.policycheck != "1":
            raise ValueError(
                "this version of policycheck reads language version 1: write policycheck: 1"
            )
        if self.rules is None and not self.extends:
            raise ValueError("a policy needs rules, or extends: the policies that it builds on")
        return self


class PackSurface(Surface):
    """The header of a pack, `pack.yaml`; the rule files stand beside it."""

    policycheck: str
    id: Id
    title: str
    owner: str = ""
    description: str = ""
    examples_as_of: str = ""
    params: dict[str, ParamSurface] = {}


def as_python(node: Node, raw: frozenset[str] = frozenset()) -> Any:
    """A node as plain Python values; plain scalars stay text until a type asks for more."""
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
    """The node as that model; otherwise each error is noted where it stands and None is returned."""
    before = len(problems.found)
    _refuse_empty(node, problems, raw)
    if len(problems.found) > before:
        return None
    try:
        return model.model_validate(as_python(node, raw))
    except ValidationError as failure:
        for error in failure.errors(include_url=False):
            _note(model, node, error, problems)
        return None


def _refuse_empty(node: Node, problems: Problems, raw: frozenset[str]) -> None:
    """A key without a value is a line that somebody forgot to finish."""
    if isinstance(node, Mapping):
        for entry in node:
            if entry.key.text in raw:
                continue
            if isinstance(entry.value, Scalar) and entry.value.is_null:
                problems.at(
                    entry.key, f"{entry.key.text} has no value", "give it one, or remove the key"
                )
            _refuse_empty(entry.value, problems, raw)
    elif isinstance(node, Sequence):
        for item in node.items:
            _refuse_empty(item, problems, raw)


def _note(model: type[BaseModel], node: Node, error: Any, problems: Problems) -> None:
    pointer: Pointer = _in_tree(node, tuple(error["loc"]))
    match error["type"]:
        case "extra_forbidden":
            known = _known(model, pointer[:-1])
            problems.at_key(
                node, pointer, f"unknown key {pointer[-1]}", nearest(str(pointer[-1]), known)
            )
        case "missing":
            problems.under(node, pointer, f"{error['loc'][-1]} is missing")
        case _:
            name = ".".join(str(step) for step in pointer)
            message = error["msg"].removeprefix("Value error, ")
            problems.under(node, pointer, f"{name}: {message}" if name else message)


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


def _known(model: type[BaseModel], pointer: Pointer) -> list[str]:
    """The keys that a model knows, at a place within it."""
    for step in pointer:
        if isinstance(step, int):
            continue
        found = next((f for n, f in model.model_fields.items() if (f.alias or n) == step), None)
        inner = _inner(found.annotation) if found else None
        if inner is None:
            return []
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
