"""Records as CSV, row by row: a scheduler's table, a mapping, or policycheck's own form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Final, TypeAlias

from policycheck.document import Entry, Scalar
from policycheck.document import Mapping as MappingNode
from policycheck.errors import Problem
from policycheck.readers.assembly import named
from policycheck.readers.csv_dates import looks_like_a_date
from policycheck.readers.csv_dialects import DIALECTS, Dialect, choose, normal
from policycheck.readers.csv_header import Header
from policycheck.readers.csv_plain import PlainTable, known_columns
from policycheck.readers.csv_posts import Named, drafts_of_row
from policycheck.readers.csv_rows import Row, read_rows, sniff_delimiter
from policycheck.readers.lines import read_lines
from policycheck.readers.reader import Draft, Drafts, Input, Reader
from policycheck.source import Source, Span

__all__ = ["READER"]

#: How many rows are looked at to see that a table has no header.
_LOOK_AHEAD: Final = 20

_Rows: TypeAlias = Iterator[Row | Problem]
_Make: TypeAlias = Callable[[Row, list[Named], str], Drafts]


def read_stream(input: Input) -> Drafts:  # noqa: A002
    """Give a draft for each row. Memory holds one row, however long the table is."""
    lines = read_lines(input)
    first = next(lines, None)
    if first is None:
        yield Problem(input.path, 1, 1, "the table is empty", "write a header and a row per record")
        return
    rows = read_rows(chain([first], lines), sniff_delimiter(first.text), input.path)
    if input.dialect and input.dialect not in DIALECTS:
        yield _no_such_dialect(input)
        return
    rows, ahead = _look_ahead(rows)
    if input.dialect.startswith("hootsuite") or _has_no_header(ahead, input):
        yield from _without_header(rows, DIALECTS[input.dialect or "hootsuite"], input)
    else:
        yield from _with_header(rows, input)


def _look_ahead(rows: _Rows) -> tuple[_Rows, list[Row]]:
    taken = list(islice(rows, _LOOK_AHEAD))
    return chain(taken, rows), [row for row in taken if isinstance(row, Row) and not row.is_blank]


def _has_no_header(rows: list[Row], input: Input) -> bool:  # noqa: A002
    """Tell whether the first column is a date with a time from the first row on."""
    if input.mapping or input.dialect or input.kind != "post" or not rows:
        return False
    return all(len(row.cells) in (2, 3) and looks_like_a_date(row.cells[0].text) for row in rows)


def _no_such_dialect(input: Input) -> Problem:  # noqa: A002
    from difflib import get_close_matches

    near = get_close_matches(input.dialect, DIALECTS, 1)
    advice = f"did you mean {near[0]}?" if near else f"known are {', '.join(DIALECTS)}"
    return Problem(input.path, 1, 1, f"there is no dialect {input.dialect!r} of CSV", advice)


def _without_header(rows: _Rows, dialect: Dialect, input: Input) -> Drafts:  # noqa: A002
    """Read rows of date, message and, where there is a third cell, link."""
    number = 0
    names = [Scalar.made(Source(input.path, ""), Span(0, 0), name) for name in dialect.columns]
    for row in rows:
        if isinstance(row, Problem):
            yield row
        elif not row.is_blank:
            number += 1
            if len(row.cells) > len(names) or len(row.cells) == 1:
                position = row.source.position(row.cells[-1].span.start)
                message = (
                    f"this row has {len(row.cells)} cells: date, message and link were expected"
                )
                yield Problem(input.path, *position, message, "put a message with commas in quotes")
                continue
            cells = [Named(*pair) for pair in zip(names, row.cells, strict=False)]
            yield from drafts_of_row(row, cells, dialect, input, _suffix(number))


def _with_header(rows: _Rows, input: Input) -> Drafts:  # noqa: A002
    first = next(rows, None)
    if isinstance(first, Problem):
        yield first
        yield from (row for row in rows if isinstance(row, Problem))
        return
    if first is None:
        return
    header, problems = Header.of(first)
    yield from problems
    made = _maker(first, header, input)
    if isinstance(made, Problem):
        yield made
        return
    make, more = made
    yield from more
    number = 0
    for row in rows:
        if isinstance(row, Problem):
            number += 1
            yield row
            continue
        if row.is_blank:
            continue
        number += 1
        cells = header.cells(row)
        if isinstance(cells, Problem):
            yield cells
            continue
        yield from header.lost(row)
        yield from make(row, [Named(*cell) for cell in cells.values()], _suffix(number))


def _suffix(number: int) -> str:
    return f"#{number}" if number > 1 else ""


def _maker(
    first: Row,
    header: Header,
    input: Input,  # noqa: A002
) -> tuple[_Make, list[Problem]] | Problem:
    """Decide how the rows under a header are read."""
    names = header.known()
    if input.mapping:
        return (lambda row, cells, suffix: iter([_raw(row, cells, suffix)])), []
    texts = [name.text.strip() for name in names]
    dialect = DIALECTS.get(input.dialect)
    if dialect is None and input.kind == "post":
        dialect = choose(texts)
    if dialect is not None:
        lacking = dialect.needed - {normal(text) for text in texts}
        if lacking:
            message = f"the header lacks {min(lacking)!r}, which {dialect.tool}'s tables have"
            return Problem(input.path, *_place(first), message, "add it, or declare no dialect")
        chosen = dialect
        return (lambda row, cells, suffix: drafts_of_row(row, cells, chosen, input, suffix)), []
    if 2 * len(known_columns(texts, input)) < len(texts) or not texts:
        return _unknown_header(first, texts, input)
    table, problems = PlainTable.of(names, input)
    return (lambda row, cells, suffix: iter([table.draft(row, cells, suffix)])), problems


def _raw(row: Row, cells: list[Named], suffix: str) -> Draft:
    """Give a row as it stands, for a mapping to take apart."""
    entries = {}
    for key, value in cells:
        name = key.text.strip()
        entries[name] = Entry(named(key, name), value)
    span = Span(0, len(row.source.text.rstrip("\r\n")))
    return Draft(MappingNode(row.source, span, entries), suffix, layout="fields")


def _place(row: Row) -> tuple[int, int]:
    return row.source.position(row.cells[0].span.start)


def _unknown_header(first: Row, names: list[str], input: Input) -> Problem:  # noqa: A002
    header = {normal(name) for name in names}
    advice = "name the columns as fields, or declare a mapping for the file in policycheck.yaml"
    if input.kind == "post":
        tools = list(dict.fromkeys(dialect.tool for dialect in DIALECTS.values()))
        near = max(DIALECTS.values(), key=lambda dialect: len(dialect.needed & header))
        shared = near.needed & header
        lacking = ", ".join(sorted(near.needed - header))
        closest = f" (nearest: {near.tool}, which also has {lacking})" if shared else ""
        known = f"known are tables of {', '.join(tools)}{closest}"
        advice = f"{known}; {advice}"
    message = "the header is of no table that policycheck knows"
    return Problem(input.path, *_place(first), message, advice)


READER = Reader("csv", (".csv",), read_stream=read_stream)
