"""`policycheck explain`: why a rule is there, what it asks, and what to do."""

from __future__ import annotations

import shutil
import sys
import textwrap
from pathlib import Path

import click

from policycheck.tasks.explain import Line, explain
from policycheck.text.harmless import one_line

__all__ = ["command"]

_MARGIN = 14


@click.command("explain")
@click.argument("rule", metavar="RULE")
@click.option("--policy", default="core", show_default=True, help="The policy that has the rule.")
def command(rule: str, policy: str) -> int:
    r"""Explain RULE: what it asks, of whom, since when, on whose authority, with examples.

    \b
    policycheck explain alt-missing
    policycheck explain LNK-002 --policy policies/agency.yaml
    """
    watched = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if watched else None
    head, *lines = explain(rule, policy, Path.cwd())
    click.echo(click.style(f"{one_line(head.about)}  {one_line(head.text)}", bold=True))
    for line in lines:
        click.echo(_worded(line, width))
    return 0


def _worded(line: Line, width: int | None) -> str:
    text = f"{line.about:>{_MARGIN - 2}}  {one_line(line.text)}"
    if width is None:
        return text
    return textwrap.fill(text, max(width, 40), subsequent_indent=" " * (_MARGIN + 2))
