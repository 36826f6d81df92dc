"""Dotted paths against the schemas: a misspelt field is found when the policy is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from policycheck.model.registry import RECORD_KINDS
from policycheck.model.shape import (
    Choice,
    Duration,
    Field,
    Flag,
    Free,
    Group,
    Instant,
    ListOf,
    Number,
    Reference,
    Text,
    Type,
)
from policycheck.plan import Path, Step
from policycheck.policy.problems import nearest

__all__ = ["OWN_TYPES", "PathError", "Scope", "Shapes"]

#: The types that a field of one's own may have, by their names in `fields:`.
OWN_TYPES: dict[str, Type] = {
    "string": Text(),
    "list": ListOf(Text(), or_one=True),
    "number": Number(),
    "boolean": Flag(),
    "date": Instant(),
    "duration": Duration(),
}


class PathError(ValueError):
    """A path that leads nowhere; the message names the step, the advice the nearest name."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Shapes:
    """The fields of each record kind, with those of one's own."""

    groups: Mapping[str, Group]

    @classmethod
    def known(cls, own: Mapping[str, Type] | None = None) -> Shapes:
        """The schemas, with fields of one's own by `kind.name`."""
        groups = {name: kind.shape for name, kind in RECORD_KINDS.items()}
        for dotted, type_ in (own or {}).items():
            kind, _, name = dotted.partition(".")
            group = groups[kind]
            groups[kind] = replace(group, fields={**group.fields, name: Field(type_)})
        return cls(groups)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a path starts: a record of one kind, or an element of a list of it."""

    shapes: Shapes
    kind: str
    element: Type | None = None

    def inside(self, path: Path) -> Scope:
        """The scope of an element of the list at a path."""
        item = path.type.item if isinstance(path.type, ListOf) else path.type
        return replace(self, element=item)

    def resolve(self, dotted: str) -> Path:
        """The path, ready to be walked. Raises PathError."""
        names = dotted.split(".")
        if not all(names):
            raise PathError("no path", "write names with one dot between them")
        if self.element is not None:
            return self._from_element(dotted, names)
        group = self.shapes.groups[self.kind]
        if names[0] == self.kind and self.kind not in group.fields:
            names = self._beyond_kind(names)
        return self._walk(dotted, names, group, from_element=False)

    def _from_element(self, dotted: str, names: list[str]) -> Path:
        element = self.element
        known = self.names()
        if names[0] == self.kind and names[0] not in known:
            names = self._beyond_kind(names)
            return self._walk(dotted, names, self.shapes.groups[self.kind], from_element=False)
        if isinstance(element, Group):
            return self._walk(dotted, names, element, from_element=True)
        if names == ["value"]:
            assert element is not None
            return Path(dotted, (), element, from_element=True)
        if isinstance(element, Reference):
            path = self._walk(dotted, names, self.shapes.groups[element.kind], from_element=True)
            return path._replace(follow=element.kind)
        raise PathError(f"unknown field {names[0]}", nearest(names[0], [*known, f"{self.kind}.…"]))

    def names(self) -> list[str]:
        """The names with which a path may start."""
        if isinstance(self.element, Group):
            return list(self.element.fields)
        if isinstance(self.element, Reference):
            return ["value", *self.shapes.groups[self.element.kind].fields]
        return ["value"] if self.element is not None else list(self.shapes.groups[self.kind].fields)

    def _beyond_kind(self, names: list[str]) -> list[str]:
        if len(names) == 1:
            raise PathError(f"{names[0]} is the whole record", "name one of its fields")
        return names[1:]

    def _walk(self, dotted: str, names: list[str], start: Group, *, from_element: bool) -> Path:
        at: Type = start
        steps: list[Step] = []
        many = False
        for number, name in enumerate(names):
            if isinstance(at, ListOf):
                many, at = True, at.item
            if isinstance(at, Reference):
                steps[-1] = steps[-1]._replace(follow=at.kind)
                at = self.shapes.groups[at.kind]
            if isinstance(at, Free):
                steps.append(Step(name))
                continue
            if not isinstance(at, Group):
                before = ".".join(names[:number])
                raise PathError(
                    f"{before} is {_NOUNS[type(at)]} and has no field {name}",
                    f"write {before}",
                )
            field = at.fields.get(name)
            if field is None:
                raise PathError(f"unknown field {name}", nearest(name, at.fields))
            steps.append(Step(name, computed=field.computed))
            at = field.type
        return Path(dotted, tuple(steps), at, many=many, from_element=from_element)


_NOUNS: dict[type, str] = {
    Text: "text",
    Flag: "true or false",
    Number: "a number",
    Instant: "a date",
    Duration: "a length of time",
    Choice: "one of a few words",
}
