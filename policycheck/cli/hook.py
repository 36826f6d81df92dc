"""`policycheck hook`: what the hooks for pre-commit run."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from policycheck.cli.exit_status import exit_status
from policycheck.cli.output import write_report
from policycheck.cli.outputs import Output
from policycheck.errors import UsageError
from policycheck.policy.project import FAIL_ON, FILE_NAME, Project
from policycheck.tasks.check import CheckRequest, check
from policycheck.tasks.hooks import posts_among
from policycheck.tasks.projects import project_at

__all__ = ["command"]

#: What a hook prints is read by a person, in the terminal or in the log of a service.
_SHOWN = (Output("full", None),)
_FAIL_ON = click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    multiple=True,
    help="Refuse the commit at this severity or above, or at what is unknown."
    "  [default: that of the project, or error]",
)
_PROJECT = click.option(
    "--project",
    "folder",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=Path(),
    help=f"The folder with {FILE_NAME}.  [default: here or above]",
)


@click.group(
    "hook",
    epilog="""\b
Examples:
  policycheck hook posts posts/launch.md README.md
  policycheck hook project --project social
  policycheck hook policy
""",
)
def command() -> None:
    """Check what a commit changes: the commands behind the hooks for pre-commit.

    They find in a project what check, lint and test find there, and end with the same status.
    """


@command.command("posts")
@_PROJECT
@_FAIL_ON
@click.argument("paths", nargs=-1, metavar="[PATHS]…")
def posts(paths: tuple[str, ...], folder: Path, fail_on: tuple[str, ...]) -> int:
    """Check those of PATHS that the project names as posts, and leave the others alone.

    Where there is no project, and none was named, all of PATHS are posts.
    """
    base = Path.cwd()
    project = _needed(folder) if folder.parts else project_at(base)
    wanted = posts_among(paths, project, base)
    if not wanted:
        click.echo("none of these files is a post of the project")
        return 0
    return _checked(CheckRequest(wanted, base, datetime.now(UTC), project), fail_on)


@command.command("project")
@_PROJECT
@_FAIL_ON
def whole(folder: Path, fail_on: tuple[str, ...]) -> int:
    """Check all of the project, as policycheck check does without paths."""
    project = _needed(folder)
    return _checked(CheckRequest((), project.root, datetime.now(UTC), project), fail_on)


@command.command("policy")
@_PROJECT
@_FAIL_ON
def policy(folder: Path, fail_on: tuple[str, ...]) -> int:
    """Look for faults of the project's policy, and run its examples and suites."""
    # The hook for posts runs all day, and pays for none of this.
    from policycheck.tasks.lint import LintRequest, lint
    from policycheck.tasks.proving import ProvingRequest, prove

    project = _needed(folder)
    root = project.root
    linted = lint(LintRequest((), root, datetime.now(UTC), project))
    write_report(linted, _SHOWN, root)
    proved = prove(ProvingRequest((), root, project))
    write_report(proved, _SHOWN, root)
    return max(exit_status(linted, fail_on or project.fail_on), exit_status(proved, ("error",)))


def _needed(folder: Path) -> Project:
    project = project_at(Path.cwd() / folder)
    if project is None:
        advice = "give its folder with --project, or begin one with policycheck init"
        raise UsageError(f"there is no {FILE_NAME} here or above: {advice}")
    return project


def _checked(request: CheckRequest, fail_on: tuple[str, ...]) -> int:
    project = request.project
    report = check(request)
    write_report(report, _SHOWN, project.root if project else request.base)
    return exit_status(report, fail_on or (project.fail_on if project else ("error",)))
