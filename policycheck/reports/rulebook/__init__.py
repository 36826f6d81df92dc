"""The rules of a policy, written out: one file for each form, listed here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TypeAlias

from policycheck.model.rulebook import Rulebook
from policycheck.reports.format import Style

__all__ = ["FORMS", "Render", "form"]

#: Writes a rulebook in pieces that follow one another; the last argument says how it is grouped.
Render: TypeAlias = Callable[[Rulebook, Style, str], Iterator[str]]

#: Name of a form → the module that writes it; imported when it is asked for.
FORMS: dict[str, str] = {
    "table": "policycheck.reports.rulebook.table",
    "json": "policycheck.reports.rulebook.json",
    "markdown": "policycheck.reports.rulebook.handbook",
    "csv": "policycheck.reports.rulebook.csv",
}


def form(name: str) -> Render:
    """The form of that name. Raises KeyError where there is none."""
    render: Render = import_module(FORMS[name]).render
    return render
