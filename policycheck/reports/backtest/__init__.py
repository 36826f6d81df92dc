"""The ways to write a backtest: one file each, listed here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from policycheck.model.backtest import Backtest
from policycheck.reports.format import Style

__all__ = ["BACKTEST_FORMATS", "BacktestFormat", "load_backtest_format"]

#: Name of a format → the module that writes it.
BACKTEST_FORMATS: dict[str, str] = {
    "full": "policycheck.reports.backtest.full",
    "markdown": "policycheck.reports.backtest.markdown",
    "json": "policycheck.reports.backtest.json",
}


@dataclass(frozen=True, slots=True)
class BacktestFormat:
    """One way to write a backtest. With one for machines, standard output holds nothing else."""

    name: str
    render: Callable[[Backtest, Style], Iterator[str]]
    for_machines: bool


def load_backtest_format(name: str) -> BacktestFormat:
    """Find the format of one of the names in `BACKTEST_FORMATS`."""
    found = import_module(BACKTEST_FORMATS[name]).FORMAT
    assert isinstance(found, BacktestFormat)
    return found
