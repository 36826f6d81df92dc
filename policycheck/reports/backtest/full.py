"""The format for a policy author at a terminal: rule by rule, with examples, then the counts."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.model.backtest import Backtest, Example
from policycheck.model.finding import Severity
from policycheck.reports.backtest import BacktestFormat
from policycheck.reports.backtest.layout import Block, Part, Table, blocks, quiet, tables
from policycheck.reports.backtest.sentences import headline, said_of_limit, title
from policycheck.reports.format import Style
from policycheck.reports.paint import Paint
from policycheck.reports.table import Cell, draw
from policycheck.text.harmless import one_line

__all__ = ["FORMAT"]

_HEADS = ("now pass", "now fail", "other")


def render(found: Backtest, style: Style) -> Iterator[str]:
    """Write what is compared, each rule, the tables, the notes, and the whole as the last line."""
    paint = Paint(style)
    yield f"{paint.bold(one_line(title(found)))}\n\n"
    for block in blocks(found):
        yield "".join(f"{line}\n" for line in _block(block, paint)) + "\n"
    for word, rules in quiet(found):
        yield f"{paint.unknown(f'{word} rules')} that nothing fails: {one_line(rules)}\n\n"
    for table in tables(found):
        yield from _table(table, paint)
        yield "\n"
    for note in found.notes:
        yield f"note: {one_line(note)}\n"
    for limit in found.exceeded:
        words = one_line(said_of_limit(limit, found))
        yield f"{paint.severity(Severity.ERROR, 'too many')}: {words}\n"
    yield f"{one_line(headline(found))}\n"


def _block(block: Block, paint: Paint) -> Iterator[str]:
    word = paint.unknown(f"{block.word} rule ") if block.word else ""
    yield f"{word}{paint.bold(one_line(block.rule))}: {one_line(block.title)}"
    for part in block.parts:
        yield f"  {one_line(part.says)}"
        yield from _examples(part, paint)


def _examples(part: Part, paint: Paint) -> Iterator[str]:
    for example in part.examples:
        yield f"    {_place(example, paint)}{_who(example)}"
        if example.message:
            yield f"      {one_line(example.message)}"
    if part.examples and part.more:
        yield paint.gutter(f"    and {part.more:,} more")


def _place(example: Example, paint: Paint) -> str:
    place = paint.place(one_line(str(example.location)), example.location)
    return f"{paint.gutter('-->')} {place}"


def _who(example: Example) -> str:
    """The id of the record where its file does not say it, and its account."""
    record, path = example.record, example.location.path
    named = "" if record.id.startswith(path) else record.id
    account = "" if record.id == record.account else record.account
    said = ", ".join(filter(None, (named, account and f"account {account}")))
    return f"  ({one_line(said)})" if said else ""


def _table(table: Table, paint: Paint) -> Iterator[str]:
    heads = (table.heading, *_HEADS)
    rows = [[Cell(heads[0], paint.bold(heads[0])), *(_head(name, paint) for name in heads[1:])]]
    for row in table.rows:
        numbers = (Cell(f"{number:,}" if number else "", right=True) for number in row[1:])
        rows.append([Cell(one_line(row.name)), *numbers])
    yield from draw(rows)
    if table.more:
        yield paint.gutter(table.more) + "\n"


def _head(name: str, paint: Paint) -> Cell:
    return Cell(name, paint.bold(name), right=True)


FORMAT = BacktestFormat("full", render, for_machines=False)
