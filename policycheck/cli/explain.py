"""`policycheck explain`: why a rule is there, what it asks, and what to do."""

from __future__ import annotations

import textwrap
from pathlib import Path

import click

from policycheck.cli.streams import style
from policycheck.tasks.explain import Line, explain
from policycheck.tasks.projects import project_at
from policycheck.text.harmless import one_line

__all__ = ["command"]

_MARGIN = 14


@click.command(
    "explain",
    epilog="""\b
Examples:
  policycheck explain alt-missing
  policycheck explain LNK-002 --policy policies/agency.yaml
""",
)
@click.argument("rule", metavar="RULE")
@click.option(
    "--policy",
    help="The policy that has the rule.  [default: that of the project, or core]",
)
def command(rule: str, policy: str | None) -> int:
    """Explain RULE.

    What it asks, of whom, since when, on whose authority, with examples.
    """
    base = Path.cwd()
    head, *lines = explain(rule, policy or "", base, project_at(base))
    look = style(base)
    title = f"{one_line(head.about)}  {one_line(head.text)}"
    click.echo(f"\x1b[1m{title}\x1b[0m" if look.colour else title, color=look.colour)
    for line in lines:
        click.echo(_worded(line, look.width))
    return 0


def _worded(line: Line, width: int | None) -> str:
    text = f"{line.about:>{_MARGIN - 2}}  {one_line(line.text)}"
    if width is None:
        return text
    return textwrap.fill(text, max(width, 40), subsequent_indent=" " * (_MARGIN + 2))
