"""The format for a pull request: Markdown in which nothing from records or policies is markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policycheck.model.backtest import Backtest, Example
from policycheck.reports.backtest import BacktestFormat
from policycheck.reports.backtest.layout import Block, Table, blocks, quiet, tables
from policycheck.reports.backtest.sentences import headline, said_of_limit, title
from policycheck.reports.format import Style
from policycheck.reports.rulebook.markdown import code, escape
from policycheck.text.harmless import one_line

__all__ = ["FORMAT"]


def render(found: Backtest, style: Style) -> Iterator[str]:  # noqa: ARG001 - no looks
    """Write the whole first, for those who read no further, then the rules and the tables."""
    yield f"## Backtest: {escape(title(found))}\n\n"
    yield f"**{escape(_sentence(headline(found)))}**\n"
    for limit in found.exceeded:
        yield f"\n**Too many:** {escape(said_of_limit(limit, found))}.\n"
    for block in blocks(found):
        yield "\n" + "".join(f"{line}\n" for line in _block(block))
    for word, rules in quiet(found):
        yield f"\n{word.capitalize()} rules that nothing fails: {escape(rules)}.\n"
    for table in tables(found):
        yield "\n" + "".join(f"{line}\n" for line in _table(table))
    yield from _list("Could not be done", (one_line(str(problem)) for problem in found.errors))
    yield from _list("Notes", found.notes)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _block(block: Block) -> Iterator[str]:
    word = f"{block.word.capitalize()} rule " if block.word else ""
    yield f"### {word}{code(block.rule)}: {escape(block.title)}"
    for part in block.parts:
        yield ""
        yield f"{escape(_sentence(part.says))}"
        if part.examples:
            yield ""
        for example in part.examples:
            yield _example(example)
        if part.examples and part.more:
            yield f"- and {part.more:,} more"


def _example(example: Example) -> str:
    record = example.record
    of = f" of {code(record.account)}" if record.account and record.account != record.id else ""
    says = f": {escape(example.message)}" if example.message else ""
    return f"- {code(record.id)}{of} at {code(str(example.location))}{says}"


def _table(table: Table) -> Iterator[str]:
    yield f"| {table.heading} | now pass | now fail | other |"
    yield "| --- | ---: | ---: | ---: |"
    for row in table.rows:
        numbers = " | ".join(f"{number:,}" if number else "" for number in row[1:])
        yield f"| {escape(row.name)} | {numbers} |"
    if table.more:
        yield ""
        yield escape(table.more)


def _list(heading: str, lines: Iterable[str]) -> Iterator[str]:
    found = [f"- {escape(line)}\n" for line in lines]
    if found:
        yield f"\n### {heading}\n\n"
        yield from found


FORMAT = BacktestFormat("markdown", render, for_machines=True)
