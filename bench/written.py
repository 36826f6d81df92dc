"""What was measured, as a table for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bench.machine import Machine
from bench.measure import Compared, Line, Result

__all__ = ["as_data", "asked_for", "print_result", "rows", "rows_compared", "time_of"]

HEAD: Final = ("measured", "time", "processor", "each", "spread", "memory")
HEAD_COMPARED: Final = ("compared", "figure", "by the clock", "asked for", "")


def rows(result: Result) -> list[tuple[str, ...]]:
    """A row for each line: its name, its medians, the time of one, the spread and the memory."""
    return [_row(line) for line in result.lines]


def rows_compared(result: Result) -> list[tuple[str, ...]]:
    """A row for each comparison: its name, the figure, what is asked for, and whether it is."""
    return [
        (
            one.what,
            _figure(one.value, one.unit),
            "" if one.by_clock is None else _figure(one.by_clock, one.unit),
            asked_for(one),
            {None: "", True: "kept", False: "missed"}[one.kept],
        )
        for one in result.compared
    ]


def print_result(console: Console, name: str, what: str, result: Result) -> None:
    """Print a table of what was measured, one of how it compares, and the notes."""
    console.print(f"\n[bold]{escape(name)}[/bold]: {escape(what)}")
    for head, body in ((HEAD, rows(result)), (HEAD_COMPARED, rows_compared(result))):
        if body:
            console.print(_table(head, body))
    for note in result.notes:
        console.print(f"  {escape(note)}", soft_wrap=True)
    for wrong in result.wrong:
        console.print(f"  [bold red]wrong:[/bold red] {escape(wrong)}", soft_wrap=True)


def as_data(machine: Machine, results: Mapping[str, Result]) -> dict[str, object]:
    """All of it as plain values: seconds, megabytes, every run."""
    return {
        "version": 1,
        "machine": machine._asdict(),
        "measures": {name: _result(result) for name, result in results.items()},
    }


def time_of(seconds: float) -> str:
    """Seconds as people read them: three digits that count, in a unit that suits them."""
    for unit, factor in (("s", 1.0), ("ms", 1e3)):
        if seconds * factor >= 1:
            return f"{_digits(seconds * factor)} {unit}"
    return f"{_digits(seconds * 1e6)} µs"


def asked_for(one: Compared) -> str:
    """What a figure should be at most or at least, '' where nothing is asked for."""
    bounds = (("at most", one.most), ("at least", one.least))
    return ", ".join(f"{word} {_figure(to, one.unit)}" for word, to in bounds if to is not None)


def _row(line: Line) -> tuple[str, ...]:
    samples = line.samples
    each = time_of(samples.processor / line.size) if line.size > 1 else ""
    return (
        line.what,
        time_of(samples.seconds),
        time_of(samples.processor),
        f"{each}/{line.of.removesuffix('s')}" if each else "",
        f"{samples.spread:.0%} of {len(samples.runs)}" if len(samples.runs) > 1 else "",
        "" if samples.megabytes is None else f"{samples.megabytes:.0f} MB",
    )


def _figure(value: float, unit: str) -> str:
    return f"{_digits(value)}{'' if unit == '×' else ' '}{unit}"


def _digits(value: float) -> str:
    """Three digits that count, and all of those before the point."""
    fitting = (f"{value:,.{places}f}" for places in (2, 1))
    return next((shown for shown in fitting if len(shown) <= len("0.00")), f"{value:,.0f}")


def _table(head: tuple[str, ...], body: list[tuple[str, ...]]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for number, word in enumerate(head):
        is_words = number == 0 or word in ("asked for", "")
        table.add_column(word, justify="left" if is_words else "right", no_wrap=number > 0)
    for row in body:
        table.add_row(*map(escape, row), style="yellow" if row[-1] == "missed" else "")
    return table


def _result(result: Result) -> dict[str, object]:
    return {
        "measured": [
            {
                "what": line.what,
                "size": line.size,
                "of": line.of,
                "seconds": line.samples.seconds,
                "processor_seconds": line.samples.processor,
                "spread": line.samples.spread,
                "megabytes": line.samples.megabytes,
                "runs": [run._asdict() for run in line.samples.runs],
            }
            for line in result.lines
        ],
        "compared": [{**one._asdict(), "kept": one.kept} for one in result.compared],
        "notes": result.notes,
        "wrong": result.wrong,
    }
