"""policycheck's own table: columns named as fields.

A column is called as the field is, `text`, `publish_at`, `poll.question`, with a number for the
place in a list, `media.0.file`, `media.0.alt`, `agencies.1.id`. Several words in one cell stand
with `|` between them, where the field is a list: `hashtags`, `goals`, `tags`, and `account`, which
makes one post each. For posts there are two short forms: `media`, files or addresses with `|`
between them, and `alt`, their alternative texts in the same order. A field without a column is not
carried.

    id,account,text,publish_at,media,alt
    launch,epa-x,"We have lift-off.",2026-12-01T09:00-05:00,launch.jpg,A rocket above its smoke
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policycheck.document import Scalar
from policycheck.document import Sequence as SequenceNode
from policycheck.errors import Problem
from policycheck.model.shape import Group, ListOf
from policycheck.readers.assembly import (
    Leaf,
    Steps,
    assemble,
    clash,
    parse_steps,
    pieces,
    type_at,
    without_indexes,
)
from policycheck.readers.csv_posts import Named, media_leaves
from policycheck.readers.csv_rows import Row
from policycheck.readers.reader import Draft, Input, shape_of
from policycheck.source import Span

__all__ = ["PlainTable", "known_columns"]

_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class PlainTable:
    """What the columns of a table are: steps into the record by the name of the column."""

    steps: dict[str, Steps]
    lists: frozenset[str]
    carried: frozenset[str]
    short: bool  # `media` and `alt` are the short forms

    @classmethod
    def of(cls, names: Sequence[Scalar], input: Input) -> tuple[PlainTable, list[Problem]]:  # noqa: A002
        """Resolve the names against the fields of the kind; an unknown one stays what it is."""
        shape, short = shape_of(input), input.kind == "post"
        steps: dict[str, Steps] = {}
        lists: set[str] = set()
        carried: set[str] = set()
        for name in names:
            text = name.text.strip()
            if short and text in ("media", "alt"):
                carried.update(("media.file", "media.url") if text == "media" else ("media.alt",))
                continue
            steps[text], kind = _resolve(text, shape)
            if isinstance(kind, ListOf) or text == "account":
                lists.add(text)
            item = kind.item if isinstance(kind, ListOf) else None
            main = f".{item.main}" if isinstance(item, Group) and item.main else ""
            carried.add(without_indexes(steps[text]) + main)
        table = cls(steps, frozenset(lists), frozenset(carried), short)
        return table, table._clashes(names)

    def _clashes(self, names: Sequence[Scalar]) -> list[Problem]:
        taken = [*self.steps.values()]
        if any(name.text.strip() == "media" for name in names) and self.short:
            taken.append(("media",))
        both = clash(taken)
        if both is None:
            return []
        first, second = (".".join(map(str, steps)) for steps in both)
        at = names[0]
        message = f"the columns {first!r} and {second!r} are in each other's way"
        place = at.source.position(at.span.start)
        return [Problem(at.source.path, *place, message, "keep one of the two")]

    def draft(self, row: Row, cells: Iterable[Named], suffix: str) -> Draft:
        """Give the record of a row."""
        leaves: list[Leaf] = []
        withheld: dict[str, str] = {}
        short: dict[str, Named] = {}
        for cell in cells:
            name = cell.key.text.strip()
            if self.short and name in ("media", "alt"):
                short[name] = cell
            else:
                leaves.append(Leaf(self.steps[name], cell.key, self._value(name, cell.value)))
        if short:
            media = short.get("media")
            files = pieces(media.value, _SEPARATOR) if media else []
            attached = [Named(media.key, file) for file in files] if media else []
            found = media_leaves(attached, short.get("alt"), _SEPARATOR)
            if isinstance(found, str):
                withheld["media"] = found
            else:
                leaves += found
        span = Span(0, len(row.source.text.rstrip("\r\n")))
        node = assemble(row.source, span, leaves)
        return Draft(node, suffix, self.carried, withheld, "fields")

    def _value(self, name: str, cell: Scalar) -> Scalar | SequenceNode:
        if name not in self.lists or cell.is_null:
            return cell
        if name == "account" and _SEPARATOR not in cell.text:
            return cell
        return SequenceNode(cell.source, cell.span, [*pieces(cell, _SEPARATOR)])


def _resolve(name: str, shape: Group) -> tuple[Steps, object]:
    try:
        steps = parse_steps(name)
    except ValueError:
        return (name,), None
    kind = type_at(shape, steps)
    return (steps, kind) if kind is not None else ((name,), None)


def known_columns(names: Iterable[str], input: Input) -> list[str]:  # noqa: A002
    """Give the names that are fields of the kind, or short forms."""
    shape = shape_of(input)
    short = {"media", "alt"} if input.kind == "post" else set()
    return [name for name in names if name in short or _resolve(name, shape)[1] is not None]
