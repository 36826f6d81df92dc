"""When policycheck itself is at fault: a log file that can be sent, and one sentence."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback

import click

from policycheck import __version__

__all__ = ["report_bug"]


def report_bug() -> None:
    """Write the traceback of the current exception to a file; values of records are not in it."""
    kind, error, trace = sys.exc_info()
    lines = [
        f"policycheck {__version__}, Python {platform.python_version()}, {platform.platform()}",
        *traceback.format_tb(trace),
        *getattr(error, "__notes__", ()),
        kind.__name__ if kind else "",
    ]
    with tempfile.NamedTemporaryFile(
        "w", prefix="policycheck-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        log.write("\n".join(lines))
    click.echo(
        f"policycheck: this is a bug in policycheck, not in your files. Please send {log.name}",
        err=True,
    )
