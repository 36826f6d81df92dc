"""Records as CSV, row by row: a scheduler's table, a mapping, or policycheck's own form."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Final, TypeAlias

from policycheck.document import Scalar
from policycheck.errors import Problem
from policycheck.readers.csv_dates import looks_like_a_date
from policycheck.readers.csv_dialects import DIALECTS, Dialect
from policycheck.readers.csv_header import Header
from policycheck.readers.csv_posts import Named, drafts_of_row
from policycheck.readers.csv_rows import Row, read_rows, sniff_delimiter
from policycheck.readers.csv_tables import no_such_dialect, rows_as, tables_for
from policycheck.readers.lines import read_lines
from policycheck.readers.reader import Drafts, Input, Reader
from policycheck.source import Source, Span

__all__ = ["READER"]

#: How many rows are looked at to see that a table has no header.
_LOOK_AHEAD: Final = 20

_Rows: TypeAlias = Iterator[Row | Problem]


def read_stream(input: Input) -> Drafts:  # noqa: A002
    """Give a draft for each row. Memory holds one row, however long the table is."""
    lines = read_lines(input)
    first = next(lines, None)
    if first is None:
        yield Problem(input.path, 1, 1, "the table is empty", "write a header and a row per record")
        return
    rows = read_rows(chain([first], lines), sniff_delimiter(first.text), input.path)
    if input.dialect and input.dialect not in tables_for(input):
        yield no_such_dialect(input)
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


def _without_header(rows: _Rows, dialect: Dialect, input: Input) -> Drafts:  # noqa: A002
    """Read rows of date, message and, where there is a third cell, link."""
    number = 0
    names = [Scalar.made(Source(input.path, ""), Span(0, 0), name) for name in dialect.columns]
    for row in rows:
        if isinstance(row, Problem):
            yield row
        elif not row.is_blank:
            number += 1
            if input.owns and not input.owns(row.source.first_line):
                continue
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
    made = rows_as(first, header, input)
    if isinstance(made, Problem):
        yield made
        return
    number = 0
    for row in rows:
        if isinstance(row, Problem):
            number += 1
            yield row
            continue
        if row.is_blank:
            continue
        number += 1
        if input.owns and not input.owns(row.source.first_line):
            continue
        at_once = made.at_once(row, _suffix(number)) if made.at_once else None
        if at_once is not None:
            yield at_once
            continue
        cells = header.cells(row)
        if isinstance(cells, Problem):
            yield cells
            continue
        yield from header.lost(row)
        yield from made.make(row, [Named(*cell) for cell in cells.values()], _suffix(number))


def _suffix(number: int) -> str:
    return f"#{number}" if number > 1 else ""


READER = Reader("csv", (".csv",), read_stream=read_stream)
