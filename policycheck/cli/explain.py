"""`policycheck explain`: why a rule is there, what it asks, and why it came out as it did."""

from __future__ import annotations

import textwrap
from datetime import UTC, datetime
from pathlib import Path

import click

from policycheck.cli.completing import policies, rules_or_files
from policycheck.cli.moments import moment
from policycheck.cli.streams import style
from policycheck.tasks.explain import ExplainRequest, Line, explain
from policycheck.tasks.projects import project_at
from policycheck.text.harmless import one_line

__all__ = ["command"]

_MARGIN = 14


@click.command(
    "explain",
    epilog="""\b
Examples:
  policycheck explain alt-missing
  policycheck explain LNK-002 --policy policies/agency.yaml --as-of 2027-01-01
  policycheck explain posts/launch.md
  policycheck explain LNK-002 posts/launch.md
""",
)
@click.argument("named", metavar="RULE_OR_RECORD", shell_complete=rules_or_files)
@click.argument("on", metavar="[RECORD]", default="")
@click.option(
    "--policy",
    shell_complete=policies,
    help="The policy that has the rule.  [default: that of the project, or core]",
)
@click.option(
    "--as-of", metavar="DATE", help="The rule as it stands on this date, and elapsed time to it."
)
@click.option(
    "--lang",
    default="",
    metavar="TAG",
    help="Titles, messages and remedies in this language, such as fr, where a rule has them.",
)
@click.option("--reveal", is_flag=True, help="Show private data and secrets that a rule matched.")
def command(
    named: str, on: str, policy: str | None, as_of: str | None, lang: str, *, reveal: bool
) -> int:
    """Explain a rule, a record, or a rule on a record.

    Of a rule: what it asks, of whom, since when, on whose authority, which policy changed what in
    it, and examples. Of a file with records: what each is, when it is judged, and the digest of its
    content, which an approval names. Of a rule on a record (a file, or an id in the project): each
    of its conditions with the value that was found, and what the check came to.
    """
    base = Path.cwd()
    project = project_at(base)
    lines = explain(
        ExplainRequest(
            named=named,
            on=on,
            base=base,
            now=datetime.now(UTC),
            policy=policy or "",
            project=project,
            as_of=moment("--as-of", as_of, project),
            language=lang,
            reveal=reveal,
        )
    )
    look = style(base)
    for number, line in enumerate(lines):
        if line.heading or number == 0:
            _head(line, colour=look.colour)
        else:
            click.echo(_worded(line, look.width))
    return 0


def _head(line: Line, *, colour: bool) -> None:
    title = f"{one_line(line.about)}  {one_line(line.text)}"
    click.echo(f"\x1b[1m{title}\x1b[0m" if colour else title, color=colour)


def _worded(line: Line, width: int | None) -> str:
    text = f"{line.about:>{_MARGIN - 2}}  {one_line(line.text)}"
    if width is None:
        return text
    return textwrap.fill(text, max(width, 40), subsequent_indent=" " * (_MARGIN + 2))
