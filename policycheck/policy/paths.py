"""Dotted paths against the schemas: a misspelt field is found when the policy is loaded."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from policycheck.engine.computed import NEEDS
from policycheck.model.registry import BY_PLURAL, RECORD_KINDS
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


class Shapes(Struct, frozen=True):
    """The fields of each record kind, with those of one's own."""

    groups: Mapping[str, Group]
    #: Paths from a record as they were resolved, by its kind: rules name the same few.
    resolved: dict[tuple[str, str], Path] = field(default_factory=dict)

    @classmethod
    def known(cls, own: Mapping[str, Type] | None = None) -> Shapes:
        """The schemas, with fields of one's own by `kind.name`."""
        groups = {name: kind.shape for name, kind in RECORD_KINDS.items()}
        for dotted, type_ in (own or {}).items():
            kind, _, name = dotted.partition(".")
            group = groups[kind]
            groups[kind] = replace(group, fields={**group.fields, name: Field(type_)})
        return cls(groups)


class Scope(Struct, frozen=True):
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
        if self.element is not None:
            return self._resolved(dotted)
        found = self.shapes.resolved.get((self.kind, dotted))
        if found is None:
            found = self.shapes.resolved[self.kind, dotted] = self._resolved(dotted)
        return found

    def _resolved(self, dotted: str) -> Path:
        names = dotted.split(".")
        if not all(names):
            raise PathError("no path", "write names with one dot between them")
        if self.element is not None:
            return self._from_element(dotted, names)
        if names[0] == self.kind and self.kind not in self.shapes.groups[self.kind].fields:
            names = self._beyond_kind(names)
        return self._walk(dotted, names, self.kind, None)

    def _from_element(self, dotted: str, names: list[str]) -> Path:
        element = self.element
        known = self.names()
        if names[0] == self.kind and names[0] not in known:
            return self._walk(dotted, self._beyond_kind(names), self.kind, None)
        if isinstance(element, Group):
            return self._walk(dotted, names, "", element)
        if names == ["value"]:
            assert element is not None
            return Path(dotted, (), element, from_element=True)
        if isinstance(element, Reference):
            path = self._walk(dotted, names, element.kind, None)
            crosses = path.crosses | {element.kind}
            return replace(path, from_element=True, follow=element.kind, crosses=crosses)
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

    def _walk(self, dotted: str, names: list[str], kind: str, start: Group | None) -> Path:
        """From a record of a kind, or from named fields within one."""
        walk = _Walk(self.shapes, start or self.shapes.groups[kind], kind)
        for number, name in enumerate(names):
            walk.step(name, ".".join(names[:number]))
        return Path(
            dotted,
            tuple(walk.steps),
            walk.at,
            many=walk.many,
            from_element=start is not None,
            crosses=frozenset(walk.crosses),
        )


class _Walk(Struct):
    """A path as far as it was resolved: what it has come to, and `kind` where that is a record."""

    shapes: Shapes
    at: Type
    kind: str
    steps: list[Step] = field(default_factory=list)
    many: bool = False
    crosses: set[str] = field(default_factory=set)

    def step(self, name: str, before: str) -> None:
        self._enter()
        if isinstance(self.at, Free):
            self.steps.append(Step(name))
            return
        if not isinstance(self.at, Group):
            message = f"{before} is {_NOUNS[type(self.at)]} and has no field {name}"
            raise PathError(message, f"write {before}")
        known = self.at.fields.get(name)
        if known is not None:
            if not self.kind and known.type == Reference("account"):
                self.crosses.add("account")  # it may be named by its handle or address alone
            self.crosses |= NEEDS.get((self.kind, name), frozenset())
            self.steps.append(Step(name, computed=known.computed))
            self.at, self.kind = known.type, ""
        elif name in self.backwards():
            self._back(BY_PLURAL[name].name, name)
        else:
            advice = nearest(name, [*self.at.fields, *self.backwards()])
            raise PathError(f"unknown field {name}", advice)

    def backwards(self) -> list[str]:
        """The plurals of the kinds that refer to the record by a field of its kind's name."""
        return referring(self.kind, self.shapes)

    def _enter(self) -> None:
        """Into the elements of a list, and over a reference to its record."""
        if isinstance(self.at, ListOf):
            self.many, self.at = True, self.at.item
        if isinstance(self.at, Reference):
            kind = self.at.kind
            self.steps[-1] = replace(self.steps[-1], follow=kind)
            self.at, self.kind = self.shapes.groups[kind], kind
            self.crosses.add(kind)

    def _back(self, kind: str, plural: str) -> None:
        self.steps.append(Step(plural, follow=kind, back=self.kind))
        self.at, self.kind = ListOf(Reference(kind)), ""
        self.crosses.add(kind)


def referring(kind: str, shapes: Shapes) -> list[str]:
    """The plurals of the kinds with a field that names a record of this kind, as the kind does."""
    return [
        other.plural
        for other in RECORD_KINDS.values()
        if (found := shapes.groups[other.name].fields.get(kind)) is not None
        and found.type == Reference(kind)
        and not found.computed
    ]


_NOUNS: dict[type, str] = {
    Text: "text",
    Flag: "true or false",
    Number: "a number",
    Instant: "a date",
    Duration: "a length of time",
    Choice: "one of a few words",
}
