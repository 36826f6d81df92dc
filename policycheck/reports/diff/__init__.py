"""The ways to write what two policies change: one file each, listed here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TypeAlias

from policycheck.model.policy_diff import PolicyDiff
from policycheck.reports.format import Style

__all__ = ["DIFF_FORMATS", "DiffRender", "diff_format"]

#: Writes a comparison in pieces that follow one another.
DiffRender: TypeAlias = Callable[[PolicyDiff, Style], Iterator[str]]

#: Name of a format → the module that writes it; imported when it is asked for.
DIFF_FORMATS: dict[str, str] = {
    "full": "policycheck.reports.diff.full",
    "markdown": "policycheck.reports.diff.markdown",
    "json": "policycheck.reports.diff.json",
}


def diff_format(name: str) -> DiffRender:
    """The format of that name. Raises KeyError where there is none."""
    render: DiffRender = import_module(DIFF_FORMATS[name]).render
    return render
