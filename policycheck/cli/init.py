"""`policycheck init`: a new project."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Unpack

import click

from policycheck.cli.init_answers import DEFAULTS, Asked, answers_of
from policycheck.policy.load import pack_names
from policycheck.reports.summary import summary_line
from policycheck.tasks.check import CheckRequest, check
from policycheck.tasks.init import PARTS, Begun, begin
from policycheck.tasks.projects import project_at
from policycheck.tasks.starter.answers import FAIL_ON
from policycheck.tasks.starter.automation import GITHUB, GITLAB
from policycheck.text.harmless import one_line

__all__ = ["command"]


@click.command(
    "init",
    epilog="""\b
Examples:
  policycheck init
  policycheck init social --name 'Example Water Agency' --extends core --extends us-federal
  policycheck init --yes --timezone America/New_York --without gitlab
""",
)
@click.argument(
    "folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path)
)
@click.option("--name", help=f"The name of the agency.  [default: {DEFAULTS.name}]")
@click.option("--id", "id_", help="Its short name in ids.  [default: made of the name]")
@click.option(
    "--extends",
    multiple=True,
    metavar="PACK",
    shell_complete=lambda ctx, param, begun: [  # noqa: ARG005 - click's signature
        name for name in pack_names() if name.startswith(begun)
    ],
    help="A built-in pack to build on, from the highest level down; give it once for each."
    f"  [default: {DEFAULTS.pack}]",
)
@click.option("--timezone", metavar="ZONE", help=f"Whose days count.  [default: {DEFAULTS.zone}]")
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help=f"From which severity on a finding fails a check.  [default: {DEFAULTS.fail_on}]",
)
@click.option(
    "--install",
    default="",
    metavar="WHAT",
    help="What pip installs where the project is checked at every push: an address, a file, or a"
    " name and a version.  [default: to be said there]",
)
@click.option(
    "--without",
    multiple=True,
    type=click.Choice(PARTS),
    help="Leave this part out; give it once for each.",
)
@click.option("--yes", is_flag=True, help="Ask nothing.")
def command(**asked: Unpack[Asked]) -> int:
    """Begin a project in DIR: a policy with a rule, an account, two people, a post, and checks.

    What is not given as an option is asked for, unless standard input is no terminal. A file that
    is there already is never touched: then nothing is written, and the status is 2. Posts that are
    there already become posts of the project; what is found in them changes no status.
    """
    folder = asked["folder"]
    begun = begin(folder, answers_of(asked), frozenset(asked["without"]))
    for path in begun.written:
        click.echo(f"written: {one_line((folder / path).as_posix())}")
    _say_what_else(begun, asked["install"])
    return _first_check(folder, begun)


def _say_what_else(begun: Begun, install: str) -> None:
    if begun.picked_up:
        listed = ", ".join(begun.picked_up)
        click.echo(one_line(f"note: these were there already and are posts now: {listed}"))
    if begun.for_root and begun.root is not None:
        listed = ", ".join(begun.for_root)
        root = begun.root.as_posix()
        click.echo(
            one_line(
                f"note: not written, since they belong at the root of the repository ({root}):"
                f" {listed}; {_told(begun)} what to add there"
            )
        )
    jobs = [path for path in (*begun.written, *begun.for_root) if path in (GITHUB, GITLAB)]
    if jobs and not install:
        listed = " and ".join(jobs)
        click.echo(f"note: {listed}: say at POLICYCHECK what pip installs, or see --install")


def _told(begun: Begun) -> str:
    return "README.md says" if "README.md" in begun.written else "without --without readme it says"


def _first_check(folder: Path, begun: Begun) -> int:
    """Check the project that was written, and say how it stands and what comes next."""
    base = Path.cwd() / folder
    report = check(CheckRequest((), base, datetime.now(UTC), project_at(base)))
    click.echo(one_line(summary_line(report)))
    first = "read README.md; " if "README.md" in begun.written else ""
    click.echo(f"next: {first}policycheck check shows all findings, if there are any")
    return 0
