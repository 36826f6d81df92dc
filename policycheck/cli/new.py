"""`policycheck new`: beginnings of what a policy is made of."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from policycheck.kinds import KINDS
from policycheck.model.finding import SEVERITIES
from policycheck.tasks.new_rule import add_rule, policy_file
from policycheck.tasks.projects import project_at
from policycheck.tasks.scaffold import rule_lines, scaffold
from policycheck.tasks.starter.answers import refuse_no_id
from policycheck.text.harmless import one_line

__all__ = ["command"]


@click.group(
    "new",
    epilog="""\b
Examples:
  policycheck new rule OWN-002 --kind forbidden-text
""",
)
def command() -> None:
    """Begin something new in a policy."""


@command.command(
    "rule",
    epilog=f"""\b
Examples:
  policycheck new rule OWN-002 --kind forbidden-text
  policycheck new rule ROL-001 --kind roles-filled --policy policies/agency.yaml
  policycheck new rule OWN-003 --kind count --title 'A post has many links' --policy -

Kinds of check: {", ".join(KINDS)}.
""",
)
@click.argument("id_", metavar="ID")
@click.option(
    "--kind",
    required=True,
    shell_complete=lambda ctx, param, begun: [  # noqa: ARG005 - click's signature
        name for name in KINDS if name.startswith(begun)
    ],
    help="What sort of check it is; see below.",
)
@click.option("--title", default="", help="What is wrong where it fails.  [default: of the kind]")
@click.option(
    "--severity",
    type=click.Choice([str(one) for one in SEVERITIES]),
    help="How much weight it has.  [default: warning; review where the kind guesses]",
)
@click.option(
    "--policy",
    default="",
    metavar="FILE",
    help="The policy to add it to, or - for standard output.  [default: that of the project]",
)
def rule(id_: str, *, kind: str, title: str, severity: str | None, policy: str) -> int:
    """Add a rule with examples to a policy, which keeps all that is in it.

    The rule is one that the documentation of its kind shows: it works at once, and its examples
    pass. Put your own words into it then.
    """
    refuse_no_id(id_)
    made = scaffold(id_, kind, _text(title), severity or "")
    if policy == "-":
        click.echo("\n".join(rule_lines(made)))
        return 0
    base = Path.cwd()
    project = project_at(base)
    file = policy_file(policy, project, base)
    written = add_rule(file, made, project.root if project else base, project)
    named = f" {shlex.quote(policy)}" if policy else ""
    click.echo(one_line(f"{written.path}:{written.line}: {id_} is written, a rule of kind {kind}"))
    click.echo(
        "next: put your own words into title, check and examples, and add remedy and authority;\n"
        f"      then policycheck test{named} --select {id_}, and policycheck lint{named}"
    )
    return 0


def _text(title: str) -> str:
    if not title.isprintable():
        raise click.UsageError("--title: a title is one line of text")
    return title.strip()
