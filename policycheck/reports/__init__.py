"""The report formats: one file each, listed here and nowhere else.

To add one: write `reports/NAME.py` with `FORMAT = Format(…)`, and add its line to `FORMATS`. A
format is imported when it is asked for, so that a run at a terminal never pays for SARIF.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from policycheck.errors import UsageError
from policycheck.model.report import Report
from policycheck.reports.format import Format, Style

__all__ = ["FORMATS", "Format", "Style", "load", "render"]

#: Name of a format → the module that writes it. Each serves every command that ends in a report:
#: check, audit, lint and test.
FORMATS: dict[str, str] = {
    "full": "policycheck.reports.full",
    "concise": "policycheck.reports.concise",
    "json": "policycheck.reports.json",
    "sarif": "policycheck.reports.sarif",
    "junit": "policycheck.reports.junit",
    "github": "policycheck.reports.github",
    "gitlab": "policycheck.reports.gitlab",
    "rdjson": "policycheck.reports.rdjson",
    "markdown": "policycheck.reports.markdown",
    "csv": "policycheck.reports.csv",
}


def load(name: str) -> Format:
    """Find the format of that name. Raises UsageError where there is none."""
    if name not in FORMATS:
        raise UsageError(f"there is no report format '{name}'; choose one of {', '.join(FORMATS)}")
    found = import_module(FORMATS[name]).FORMAT
    assert isinstance(found, Format)
    return found


def render(name: str, report: Report, style: Style | None = None) -> Iterator[str]:
    """Write the report in the format of that name, in pieces that follow one another."""
    return load(name).render(report, style or Style())
