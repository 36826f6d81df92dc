"""`policycheck test --update`: what would change in the suites, shown, asked, written."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from policycheck.cli.exit_status import CLEAN, FOUND, UNDONE
from policycheck.cli.streams import print_problems
from policycheck.tasks.proving import ProvingRequest, prove
from policycheck.tasks.updating import Update, updates_of, write_updates
from policycheck.text.harmless import one_line

__all__ = ["updated"]


def updated(request: ProvingRequest, *, yes: bool) -> int:
    """Bring suites to what happens now; the status is that of the tests as they stand then."""
    before = prove(request)
    print_problems(before.errors)
    updates = updates_of(request)
    _show(updates)
    changed = [one for one in updates if one.after != one.before]
    if not changed:
        click.echo("Nothing to write" if before.findings else "Every suite comes out as it says")
        return _status(request)
    if not yes and not _may_ask():
        click.echo(
            "nothing was written: --update asks before it writes, and no terminal is there to ask "
            "on; --yes writes without asking",
            err=True,
        )
        return UNDONE
    if not yes and not click.confirm(f"Write {_suites(len(changed))}?", err=True):
        click.echo("Nothing was written")
        return _status(request)
    write_updates(changed)
    click.echo(f"Wrote {_suites(len(changed))}")
    return _status(request)


def _show(updates: Sequence[Update]) -> None:
    for one in updates:
        for line in one.diff:
            click.echo(one_line(line.rstrip("\r\n")))
        for left in one.left:
            click.echo(f"left: {one_line(left)}", err=True)


def _may_ask() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _suites(number: int) -> str:
    return "1 suite" if number == 1 else f"{number} suites"


def _status(request: ProvingRequest) -> int:
    """What the tests come to now; examples that do not come out are a person's to change."""
    report = prove(request)
    examples = sum(one.rule == "policycheck:example" for one in report.findings)
    if examples:
        noun = "example does" if examples == 1 else "examples do"
        click.echo(
            f"{examples} {noun} not come out: --update changes suites alone, for an example says "
            "what its rule is meant to do",
            err=True,
        )
    if report.errors:
        return UNDONE
    return FOUND if report.findings else CLEAN
