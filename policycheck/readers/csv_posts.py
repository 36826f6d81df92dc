"""A row of a scheduler's table as a post."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from policycheck.document import Scalar
from policycheck.errors import Problem
from policycheck.readers.assembly import Leaf, all_pieces, assemble, part, pieces
from policycheck.readers.csv_dates import Undecided, iso_date
from policycheck.readers.csv_dialects import NOTHING, Column, Dialect, normal
from policycheck.readers.csv_rows import Row
from policycheck.readers.reader import Draft, Drafts, Input
from policycheck.source import Span
from policycheck.text.links import links

__all__ = ["Named", "drafts_of_row", "media_leaves"]


class Named(NamedTuple):
    """A cell, and the name of its column."""

    key: Scalar
    value: Scalar


@dataclass(slots=True)
class _Post:
    """What has been gathered of a row."""

    leaves: list[Leaf] = field(default_factory=list)
    withheld: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    platforms: list[Named] = field(default_factory=list)


def drafts_of_row(
    row: Row,
    cells: Iterable[Named],
    dialect: Dialect,
    input: Input,  # noqa: A002
    suffix: str,
) -> Drafts:
    """Give a draft of a row, or one for each platform where it names several."""
    named = list(cells)
    by_role: dict[str, list[tuple[Column, Named]]] = {}
    for cell in named:
        column = dialect.columns.get(
            normal(cell.key.text), Column("field", "", cell.key.text.strip())
        )
        by_role.setdefault(column.role, []).append((column, cell))
    post = _Post()
    for role, gather in _GATHER:
        gather(by_role.get(role, []), post)
    _date(by_role, dialect, input, post)
    _media(by_role, post)
    _links(by_role, post)
    yield from post.problems
    carried = dialect.carried(cell.key.text for cell in named)
    span = Span(0, max(len(row.source.text.rstrip("\r\n")), 0))
    platforms: list[Named | None] = [*post.platforms]
    for platform in platforms or [None]:
        leaves = [Leaf(("platform",), *platform), *post.leaves] if platform else post.leaves
        node = assemble(row.source, span, leaves)
        several = platform is not None and len(post.platforms) > 1
        named_suffix = f"{suffix}@{platform.value.text}" if several and platform else suffix
        yield Draft(node, named_suffix, carried, post.withheld, "fields")


_Cells = Sequence[tuple[Column, Named]]


def _text(cells: _Cells, post: _Post) -> None:
    for _, cell in cells:
        post.leaves.append(Leaf(("text",), *cell))


def _fields(cells: _Cells, post: _Post) -> None:
    for column, cell in cells:
        if column.field == "platform":
            found = pieces(cell.value, column.separator) if column.separator else [cell.value]
            post.platforms += [Named(cell.key, piece) for piece in found]
        else:
            post.leaves.append(Leaf((column.field,), *cell))


_GATHER: tuple[tuple[str, Callable[[_Cells, _Post], None]], ...] = (
    ("text", _text),
    ("field", _fields),
)


def _date(
    by_role: dict[str, list[tuple[Column, Named]]],
    dialect: Dialect,
    input: Input,  # noqa: A002
    post: _Post,
) -> None:
    """Gather when the post is due, or say why that cannot be told."""
    for _, (key, value) in by_role.get("date", []):
        if value.is_null:
            continue
        time = "".join(cell.value.text for _, cell in by_role.get("time", []))
        try:
            written = iso_date(value.text, dialect.dates, time)
        except Undecided as undecided:
            advice = f"declare `dialect: {dialect.name}-dmy` or `{dialect.name}-mdy` for the file"
            post.withheld["publish_at"] = f"{undecided} in {value.text}: {advice}"
        except ValueError as wrong:
            post.withheld["publish_at"] = f"{value.text!r} is no date that can be read"
            if not dialect.free_dates:
                post.problems.append(_wrong_date(value, str(wrong)))
        else:
            if "T" in written and input.zone is None and not _has_zone(written):
                post.withheld["publish_at"] = (
                    "the table gives no time zone: declare `timezone` in policycheck.yaml"
                )
            else:
                made = Scalar.made(value.source, value.span, written, "plain")
                post.leaves.append(Leaf(("publish_at",), key, made))


def _has_zone(written: str) -> bool:
    time = written.partition("T")[2]
    return time.endswith("Z") or "+" in time or "-" in time


def _wrong_date(cell: Scalar, message: str) -> Problem:
    position = cell.source.position(cell.span.start)
    advice = "correct the date; a spreadsheet may have rewritten it"
    return Problem(cell.source.path, *position, f"{message}; found {cell.text!r}", advice)


def _media(by_role: dict[str, list[tuple[Column, Named]]], post: _Post) -> None:
    attached = [
        Named(cell.key, piece)
        for column, cell in by_role.get("media", [])
        for piece in pieces(cell.value, column.separator)
    ]
    for column, cell in by_role.get("alt", [(NOTHING, None)]):
        found = media_leaves(attached, cell, column.separator)
        if isinstance(found, str):
            post.withheld["media"] = found
        else:
            post.leaves += found


def media_leaves(attached: Sequence[Named], alt: Named | None, separator: str) -> list[Leaf] | str:
    """Give the fields of the media of a row, with their alternative texts in the same order.

    Where there is one, the whole cell is its text. Where the numbers do not agree, say so.
    """
    alts: list[Scalar] = []
    if alt is not None and alt.value.text.strip():
        one = len(attached) == 1
        alts = [alt.value] if one else list(all_pieces(alt.value, separator))
        if len(alts) != len(attached):
            return f"the row has {len(attached)} media and {len(alts)} alternative texts"
    elif alt is not None:
        alts = [alt.value] * len(attached)
    leaves = []
    for index, (key, value) in enumerate(attached):
        place = "url" if "://" in value.text else "file"
        leaves.append(Leaf(("media", index, place), key, value))
        if alt is not None:
            leaves.append(Leaf(("media", index, "alt"), alt.key, alts[index]))
    return leaves


def _links(by_role: dict[str, list[tuple[Column, Named]]], post: _Post) -> None:
    """Gather the link of a row beside those in its text: a list that is given replaces those."""
    given = [
        Named(cell.key, piece)
        for column, cell in by_role.get("link", [])
        for piece in (pieces(cell.value, column.separator) if column.separator else [cell.value])
        if not piece.is_null
    ]
    if not given:
        return
    both = [*_in_text(by_role.get("text", [])), *given]
    for index, (key, value) in enumerate(both):
        post.leaves.append(Leaf(("links", index, "url"), key, value))


def _in_text(cells: _Cells) -> Iterator[Named]:
    for _, (key, value) in cells:
        for link in links(value.text):
            yield Named(key, part(value, link.start, link.end))
