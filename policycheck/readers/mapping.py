"""A source in somebody else's shape: which of its values are which fields, as the project declares.

    fields: {id: service_id, "agencies[0].id": agencies/0/agency_id,
             profile_url: entities.url.urls[0].expanded_url, tags: {from: labels, split: "|"},
             platform: {from: service, map: {facebook_page: facebook}}}

On the left stands a field of ours, on the right a way into the source: names with `.` between them,
and places in lists from 0 in brackets. A name that itself has dots or slashes in it, such as the
name of a column, is written as it is. Where a document wraps its records, `records` is the way to
them, as in `records: termsofservice`. The source carries what is mapped, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from policycheck.document import Mapping as MappingNode
from policycheck.document import Node, Scalar, Sequence
from policycheck.errors import Problem
from policycheck.readers.assembly import (
    Leaf,
    Steps,
    assemble,
    clash,
    is_words,
    parse_steps,
    pieces,
    type_at,
    without_indexes,
)
from policycheck.readers.reader import Drafts, Input, shape_of

__all__ = ["MappedField", "apply_mapping", "find_node", "parse_mapping", "roots"]


@dataclass(frozen=True, slots=True)
class MappedField:
    """One field of ours, and where its value stands in the source."""

    target: Steps
    path: str
    split: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


def parse_mapping(declared: Mapping[str, object]) -> tuple[MappedField, ...]:
    """Read a declared mapping. Raises ValueError with a sentence on what is wrong."""
    fields = tuple(_parse(name, value) for name, value in declared.items())
    both = clash(mapped.target for mapped in fields)
    if both:
        first, second = map(_written, both)
        raise ValueError(
            f"{first!r} and {second!r} cannot both be mapped: one is part of the other"
        )
    return fields


def _written(steps: Steps) -> str:
    return "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in steps).removeprefix(".")


def _parse(name: str, value: object) -> MappedField:
    target = parse_steps(name)
    if isinstance(value, str):
        return MappedField(target, value)
    if not isinstance(value, Mapping):
        raise ValueError(f"{name!r} maps to no path: write a path, or {{from: PATH}}")  # noqa: TRY004
    unknown = sorted(set(value) - {"from", "split", "map"})
    if unknown:
        raise ValueError(f"{name!r} has {unknown[0]!r}: only from, split and map are known here")
    path, split, words = value.get("from"), value.get("split", ""), value.get("map", {})
    if not isinstance(path, str) or not path:
        raise ValueError(f"{name!r} has no 'from': write the path of its value there")
    if not isinstance(split, str) or not isinstance(words, Mapping):
        raise ValueError(f"{name!r}: 'split' is text and 'map' pairs of words")  # noqa: TRY004
    return MappedField(target, path, split, {str(key): str(to) for key, to in words.items()})


def roots(declared: Mapping[str, object]) -> frozenset[str]:
    """Give the names that a mapping looks for at the top of a record."""
    paths = [mapped.path for mapped in parse_mapping(declared)]
    return frozenset(paths) | {str(_first(path)) for path in paths}


def _first(path: str) -> str | int:
    try:
        return parse_steps(path)[0]
    except ValueError:
        return path


def apply_mapping(drafts: Drafts, input: Input) -> Drafts:  # noqa: A002
    """Put each draft under our names. A path that no record has is a Problem after the last one."""
    fields = parse_mapping(input.mapping)
    carried = frozenset(without_indexes(mapped.target) for mapped in fields)
    found: set[str] = set()
    names: dict[str, None] = {}
    any_record = False
    for draft in drafts:
        if isinstance(draft, Problem):
            yield draft
            continue
        any_record = True
        names.update(dict.fromkeys(draft.node.entries))
        leaves = _leaves(draft.node, fields, input, found)
        node = assemble(draft.node.source, draft.node.span, leaves)
        yield replace(draft, node=node, carried=carried, plain=None)
    if any_record:
        yield from _not_found(fields, found, names, input.path)


def _leaves(
    node: MappingNode,
    fields: Iterable[MappedField],
    input: Input,  # noqa: A002
    found: set[str],
) -> Iterator[Leaf]:
    shape = shape_of(input)
    for mapped in fields:
        hit = find_node(node, mapped.path)
        if hit is None:
            continue
        found.add(mapped.path)
        key, value = hit
        words = is_words(type_at(shape, mapped.target))
        yield Leaf(mapped.target, key, _converted(value, mapped, words=words))


def find_node(node: Node, path: str) -> tuple[Scalar, Node] | None:
    """Follow a path; at each mapping, a key that is the whole rest of the path comes first."""
    key: Scalar | None = None
    at: Node | None = node
    rest = path
    while rest:
        if isinstance(at, MappingNode) and rest in at.entries:
            return at.entries[rest]
        try:
            step, *more = parse_steps(rest)
        except ValueError:
            return None
        if isinstance(at, MappingNode) and isinstance(step, str) and step in at.entries:
            key, at = at.entries[step]
        elif isinstance(at, Sequence) and isinstance(step, int) and step < len(at.items):
            at = at.items[step]
        else:
            return None
        rest = _written(tuple(more)) if more else ""
    return (key, at) if key is not None and at is not None else None


def _converted(value: Node, mapped: MappedField, *, words: bool) -> Node:
    """Cut and translate a value, and let its field say its type: other shapes may differ."""
    if isinstance(value, Sequence):
        items = [_converted(item, mapped, words=words) for item in value.items]
        return Sequence(value.source, value.span, items)
    if not isinstance(value, Scalar):
        return value
    if mapped.split:
        items = [_translated(piece, mapped, words=words) for piece in pieces(value, mapped.split)]
        return Sequence(value.source, value.span, items)
    return _translated(value, mapped, words=words)


def _translated(scalar: Scalar, mapped: MappedField, *, words: bool) -> Scalar:
    if scalar.text in mapped.words:
        return Scalar.made(scalar.source, scalar.span, mapped.words[scalar.text], "plain")
    if scalar.is_null or (scalar.style == "quoted" and words) or scalar.style == "plain":
        return scalar
    return Scalar(scalar.source, scalar.span, scalar.text, "plain", scalar.segments)


def _not_found(
    fields: Iterable[MappedField], found: set[str], names: Iterable[str], path: str
) -> Iterator[Problem]:
    for mapped in fields:
        if mapped.path in found:
            continue
        from difflib import get_close_matches

        near = get_close_matches(mapped.path, list(names), 1)
        advice = f"did you mean {near[0]!r}?" if near else "correct the path in the project file"
        target = _written(mapped.target)
        message = f"no record here has {mapped.path!r}, which is mapped to {target!r}"
        yield Problem(path, 1, 1, message, advice)
