"""`python -m bench`: measure, print tables, write JSON."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click
from rich.console import Console

from bench.machine import Machine
from bench.measure import Asked, Measure, Result
from bench.measures import MEASURES
from bench.page import MACHINE, as_markdown, parts, replaced
from bench.spent import PATIENCE, CannotMeasureError
from bench.written import as_data, print_result

__all__ = ["main"]

_SCALES: Final = (1, 10, 100)
#: How wide tables are where no terminal says how wide it is.
_WIDTH: Final = 130
_FILE: Final = click.Path(dir_okay=False, path_type=Path)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--only", "names", multiple=True, type=click.Choice(list(MEASURES)), help="Only this measure."
)
@click.option(
    "--scale",
    type=click.Choice([str(one) for one in _SCALES]),
    default="10",
    show_default=True,
    help="How many times the smallest input, the smaller ones being measured, too.",
)
@click.option(
    "--runs",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help=f"How often at most; what has taken {PATIENCE:.0f} s is not run again.",
)
@click.option("--full", is_flag=True, help="Scale 100, and a million posts: an hour or more.")
@click.option("--json", "data", type=_FILE, help="Write all figures to this file.")
@click.option("--markdown", is_flag=True, help="Print Markdown on standard output.")
@click.option("--page", type=_FILE, help="Put the tables into this page, between its marks.")
def main(
    *,
    names: Sequence[str],
    scale: str,
    runs: int,
    full: bool,
    data: Path | None,
    markdown: bool,
    page: Path | None,
) -> None:
    """Measure policycheck beside its peers and the floor of this machine.

    A figure that misses what is asked for is shown as missed. The exit status is 1 where results
    differ that must be the same, 2 where something could not be measured.
    """
    scales = tuple(one for one in _SCALES if full or one <= int(scale))
    console = Console(stderr=markdown, highlight=False, width=None if _is_seen() else _WIDTH)
    machine = Machine.here()
    _print_machine(console, machine)
    results, status = {}, 0
    for measure in [MEASURES[name] for name in names or MEASURES]:
        try:
            results[measure.name] = _taken(measure, scales, runs, full)
        except CannotMeasureError as problem:
            print(f"{measure.name} could not be measured: {problem}", file=sys.stderr)
            status = 2
            continue
        print_result(console, measure.name, measure.what, results[measure.name])
    _write(machine, results, data=data, markdown=markdown, page=page)
    sys.exit(status or any(result.wrong for result in results.values()))


def _taken(measure: Measure, scales: tuple[int, ...], runs: int, full: bool) -> Result:
    with tempfile.TemporaryDirectory(prefix="policycheck-bench-") as folder:
        return measure.take(Asked(Path(folder), scales, runs, full))


def _is_seen() -> bool:
    return sys.stderr.isatty() and sys.stdout.isatty()


def _print_machine(console: Console, machine: Machine) -> None:
    console.print(str(machine), soft_wrap=True)
    if machine.is_busy:
        console.print("others want the processors, too: times by the clock say little")


def _write(
    machine: Machine,
    results: dict[str, Result],
    *,
    data: Path | None,
    markdown: bool,
    page: Path | None,
) -> None:
    made = parts(machine, results)
    if data is not None:
        data.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(as_data(machine, results), indent=2, ensure_ascii=False)
        data.write_text(f"{text}\n", encoding="utf-8")
    if markdown:
        print(as_markdown(made))
    if page is not None:
        if len(results) < len(MEASURES):
            del made[MACHINE]  # the other tables of the page were taken elsewhere, or earlier
        text = page.read_text(encoding="utf-8")
        page.write_text(replaced(text, made), encoding="utf-8")


if __name__ == "__main__":
    main()
