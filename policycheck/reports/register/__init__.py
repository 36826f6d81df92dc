"""The ways to write the register of waivers: one file each, listed here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from policycheck.model.waiver import Register
from policycheck.reports.format import Style

__all__ = ["REGISTER_FORMATS", "RegisterFormat", "load_register_format"]

#: Name of a format → the module that writes it.
REGISTER_FORMATS: dict[str, str] = {
    "table": "policycheck.reports.register.table",
    "csv": "policycheck.reports.register.csv",
    "json": "policycheck.reports.register.json",
    "markdown": "policycheck.reports.register.markdown",
}


@dataclass(frozen=True, slots=True)
class RegisterFormat:
    """One way to write the register. With one for machines, standard output holds nothing else."""

    name: str
    render: Callable[[Register, Style], Iterator[str]]
    for_machines: bool


def load_register_format(name: str) -> RegisterFormat:
    """Find the format of one of the names in `REGISTER_FORMATS`."""
    found = import_module(REGISTER_FORMATS[name]).FORMAT
    assert isinstance(found, RegisterFormat)
    return found
