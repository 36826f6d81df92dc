"""Policy-as-code compliance checker for the social media of public agencies.

`check(CheckRequest(paths, base, now))` judges records and gives a `Report`; `project_at(folder)` is
the project that a folder belongs to; `Checker(policy).check(record)` judges one record at a time.
Names are imported when they are asked for, so that the command line starts without them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policycheck.errors import InputError, UsageError
    from policycheck.model.finding import Finding
    from policycheck.model.report import Report
    from policycheck.tasks.check import CheckRequest, check
    from policycheck.tasks.checker import Checker
    from policycheck.tasks.projects import project_at

__all__ = [
    "CheckRequest",
    "Checker",
    "Finding",
    "InputError",
    "Report",
    "UsageError",
    "__version__",
    "check",
    "project_at",
]

__version__ = "0.1.0"

_FROM = {
    "CheckRequest": "policycheck.tasks.check",
    "Checker": "policycheck.tasks.checker",
    "Finding": "policycheck.model.finding",
    "InputError": "policycheck.errors",
    "Report": "policycheck.model.report",
    "UsageError": "policycheck.errors",
    "check": "policycheck.tasks.check",
    "project_at": "policycheck.tasks.projects",
}


def __getattr__(name: str) -> object:
    if name in _FROM:
        return getattr(import_module(_FROM[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
