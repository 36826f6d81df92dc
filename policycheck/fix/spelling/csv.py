"""Cells of a table: a cell that holds a delimiter, a quote or a line end stands in quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policycheck.fix.file_text import Edit, with_edits
from policycheck.fix.job import Job
from policycheck.readers.csv_rows import Row, read_rows, sniff_delimiter
from policycheck.readers.lines import Line
from policycheck.source import Source, Span

__all__ = ["in_csv"]


def in_csv(job: Job) -> Iterator[list[Edit]]:
    """Put a replacement into its cell; the cell gets quotes where it needs them for the first time.

    A value may be a piece of its cell: one of several words with `|` between them.
    """
    edits = job.in_place(str)
    cell = _cell(job)
    if cell is None:
        return
    in_quotes = job.file.text[cell.start : cell.end].startswith('"')
    if in_quotes:
        yield job.in_place(_doubled)
    elif _needs_quotes(job, edits):
        yield [_quoted(job.file.text, cell, edits)]
    else:
        yield edits
        yield [_quoted(job.file.text, cell, edits)]


def _needs_quotes(job: Job, edits: Iterable[Edit]) -> bool:
    marks = f'{_delimiter(job)}"\r\n'
    return any(mark in edit.text for edit in edits for mark in marks)


def _delimiter(job: Job) -> str:
    return sniff_delimiter(job.file.source.line(1))


def _cell(job: Job) -> Span | None:
    """Where the cell of the value stands in the file."""
    source = job.scalar.source
    for row in read_rows(_lines(source), _delimiter(job), source.path):
        if isinstance(row, Row):
            for cell in row.cells:
                if cell.span.start <= job.scalar.span.start <= cell.span.end:
                    return Span(job.base + cell.span.start, job.base + cell.span.end)
    return None


def _lines(source: Source) -> Iterator[Line]:
    """The lines of a row, each with what ends it."""
    ends = [*source.starts[1:], len(source.text)]
    for start, end in zip(source.starts, ends, strict=True):
        if start < end:
            yield Line(1, source.text[start:end])


def _quoted(text: str, cell: Span, edits: Iterable[Edit]) -> Edit:
    inside = [Edit(a - cell.start, b - cell.start, new) for a, b, new in edits]
    return Edit(*cell, f'"{_doubled(with_edits(text[cell.start : cell.end], inside))}"')


def _doubled(text: str) -> str:
    return text.replace('"', '""')
