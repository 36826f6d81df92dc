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

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from policycheck.document import Entry, Scalar
from policycheck.document import Mapping as MappingNode
from policycheck.document import Sequence as SequenceNode
from policycheck.document.node import NULLS
from policycheck.errors import Problem
from policycheck.model.fitting import SEPARATOR
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
from policycheck.readers.csv_header import Header
from policycheck.readers.csv_posts import Named, media_leaves
from policycheck.readers.csv_rows import Row
from policycheck.readers.reader import Draft, Input, shape_of
from policycheck.source import Span

__all__ = ["PlainTable", "known_columns"]


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
            files = pieces(media.value, SEPARATOR) if media else []
            attached = [Named(media.key, file) for file in files] if media else []
            found = media_leaves(attached, short.get("alt"), SEPARATOR)
            if isinstance(found, str):
                withheld["media"] = found
            else:
                leaves += found
        span = Span(0, len(row.source.text.rstrip("\r\n")))
        node = assemble(row.source, span, leaves)
        return Draft(node, suffix, self.carried, withheld, "fields")

    def at_once(self, header: Header) -> Callable[[Row, str], Draft | None] | None:
        """What makes the record of a row from its texts; the nodes come later.

        Not for columns that need a closer look: short forms, places in lists, unknown or repeated
        names.
        """
        names = [name.text.strip() for name in header.known()]
        ways = [[step for step in self.steps.get(n, ()) if isinstance(step, str)] for n in names]
        known = all(way == list(self.steps.get(n, ())) for way, n in zip(ways, names, strict=True))
        if not known or len(names) < len(header.names) or not all(ways):
            return None
        several = names.index("account") if "account" in names else None  # it makes one post each
        named = names.index("id") if "id" in names else None

        def nodes(row: Row, suffix: str) -> dict[str, Entry]:
            cells = header.cells(row)
            assert not isinstance(cells, Problem), "as many as names"
            return self.draft(row, (Named(*cell) for cell in cells.values()), suffix).node.entries

        def draft(row: Row, suffix: str) -> Draft | None:
            texts = row.texts
            if len(texts) != len(ways):
                return None
            if several is not None and SEPARATOR in texts[several]:
                return None
            values = _nested(ways, texts)
            span = Span(0, len(row.source.text.rstrip("\r\n")))
            node = MappingNode(row.source, span, lambda: nodes(row, suffix))
            line = row.line_of(named) if named is not None else 0
            return Draft(
                node, suffix, self.carried, {}, "fields", plain=values, cells=True, id_line=line
            )

        return draft

    def _value(self, name: str, cell: Scalar) -> Scalar | SequenceNode:
        if name not in self.lists or cell.is_null:
            return cell
        if name == "account" and SEPARATOR not in cell.text:
            return cell
        return SequenceNode(cell.source, cell.span, [*pieces(cell, SEPARATOR)])


def _nested(ways: Iterable[Sequence[str]], texts: Iterable[str]) -> dict[str, object]:
    """Put the texts of a row under their names; None for what is empty."""
    record: dict[str, Any] = {}
    for way, text in zip(ways, texts, strict=True):
        group = record
        for name in way[:-1]:
            group = group.setdefault(name, {})
        group[way[-1]] = None if text in NULLS else text
    return record


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
