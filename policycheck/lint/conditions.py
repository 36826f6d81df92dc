"""Conditions as ways in which they can hold, and whether one of these can be gone at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from itertools import product
from typing import NamedTuple

from policycheck.document import Entry, Mapping, Node, Sequence
from policycheck.lint.atoms import Atom, atoms_of
from policycheck.lint.possible import clash
from policycheck.model.shape import Free, Group, ListOf, Reference, Type
from policycheck.plan import Path
from policycheck.policy.paths import PathError, Scope

__all__ = ["Asked", "Clash", "Way", "clash_in", "first_clash", "key_of", "ways"]

#: A condition with more ways to hold than this is taken to be possible.
_MOST_WAYS = 64


class Asked(NamedTuple):
    """What one path is asked, at one place. `key` is the same for each way to write the path."""

    key: str
    path: Path
    atoms: list[Atom]
    node: Node


#: What must hold at once.
Way = tuple[Asked, ...]


class Clash(NamedTuple):
    """Parts of a condition that no record meets together."""

    path: str
    parts: tuple[Atom, ...]


def ways(node: Node | None, scope: Scope, zone: tzinfo | None) -> list[Way]:
    """The ways in which a condition can hold; one that asks nothing where that cannot be told."""
    if not isinstance(node, Mapping):
        return [()]
    choices = [_entry(entry, scope, zone) for entry in node]
    count = 1
    for one in choices:
        count *= len(one)
    if count > _MOST_WAYS:
        return [()]
    return [tuple(asked for way in chosen for asked in way) for chosen in product(*choices)]


def _entry(entry: Entry, scope: Scope, zone: tzinfo | None) -> list[Way]:
    name, value = entry.key.text, entry.value
    if name in ("any", "all") and isinstance(value, Sequence):
        below = [ways(item, scope, zone) for item in value.items]
        if name == "any":
            return [way for one in below for way in one]
        merged = Mapping(value.source, value.span, {})
        found: list[Way] = ways(merged, scope, zone)
        for one in below:
            found = [(*before, *way) for before in found for way in one][: _MOST_WAYS + 1]
        return found if len(found) <= _MOST_WAYS else [()]
    try:
        path = scope.resolve(name)
    except PathError:  # `cel`, of which nothing can be told
        hidden = Atom("anything", None, value)
        return [(Asked(f"{name} {value.span.start}", Path(name, (), Free()), [hidden], value),)]
    atoms = atoms_of(value, path.type, zone, many=path.many)
    return [(Asked(key_of(path), path, atoms, value), *_elements(value, path, scope, zone))]


def _elements(value: Node, path: Path, scope: Scope, zone: tzinfo | None) -> Iterator[Asked]:
    """What `some` asks of the fields of one element: by itself, for elements may differ."""
    item = path.type.item if isinstance(path.type, ListOf) else path.type
    inner = value.get("some") if isinstance(value, Mapping) else None
    if not isinstance(inner, Mapping) or not isinstance(item, Group | Reference):
        return
    below = ways(inner, scope.inside(path), zone)
    if len(below) == 1:
        start = inner.span.start  # tells this element from those of other conditions
        for asked in below[0]:
            yield asked._replace(key=f"{key_of(path)}[{start}].{asked.key}")


def key_of(path: Path) -> str:
    """A path as it is walked, however it is written; one from an element begins with a dot."""
    names = ".".join(step.name for step in path.steps)
    return f".{names}" if path.from_element else names


def clash_in(way: Way) -> Clash | None:
    """What in a way can never hold at once."""
    by_key: dict[str, list[Asked]] = {}
    for asked in way:
        by_key.setdefault(asked.key, []).append(asked)
    for several in by_key.values():
        atoms = [atom for one in several for atom in one.atoms]
        found = clash(atoms, _type(several[0].path))
        if found:
            return Clash(several[0].path.dotted, found)
    return _parent_clash(by_key)


def _parent_clash(by_key: dict[str, list[Asked]]) -> Clash | None:
    """A field that is to be empty, and something within it that is to have a value."""
    for key, several in by_key.items():
        empty = [a for one in several for a in one.atoms if a.what == "filled" and not a.value]
        for other, below in by_key.items() if empty else ():
            wanted = [atom for one in below for atom in one.atoms if _needs_value(atom)]
            if other.startswith(f"{key}.") and wanted:
                return Clash(below[0].path.dotted, (empty[0], wanted[0]))
    return None


def _needs_value(atom: Atom) -> bool:
    return atom.what not in ("out", "none", "every", "anything") and atom.value is not False


def _type(path: Path) -> Type:
    if path.many and not isinstance(path.type, ListOf):
        return ListOf(path.type)
    return path.type


def first_clash(found: list[Way]) -> Clash | None:
    """A clash, where no way is without one."""
    clashes = [clash_in(way) for way in found]
    return clashes[0] if clashes and all(clashes) else None
