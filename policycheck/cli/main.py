"""The program as a whole: which commands there are, and what an error of each sort ends in."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from policycheck import __version__
from policycheck.cli.streams import hush, prepare, print_problems
from policycheck.errors import InputError, UsageError
from policycheck.text.harmless import one_line

__all__ = ["COMMANDS", "main"]

#: Name of a command → the module that holds it; imported when it is asked for.
COMMANDS: dict[str, str] = {
    "check": "policycheck.cli.check",
    "audit": "policycheck.cli.audit",
    "lint": "policycheck.cli.lint",
    "test": "policycheck.cli.test",
    "backtest": "policycheck.cli.backtest",
    "waivers": "policycheck.cli.waivers",
    "explain": "policycheck.cli.explain",
    "rules": "policycheck.cli.rules",
    "diff": "policycheck.cli.diff",
    "schema": "policycheck.cli.schema",
    "init": "policycheck.cli.init",
    "new": "policycheck.cli.new",
    "hook": "policycheck.cli.hook",
    "completion": "policycheck.cli.completion",
}

DONE, UNDONE, BUG, INTERRUPTED = 0, 2, 3, 130


class _Commands(click.Group):
    """Finds commands in the table, so that a start costs no more than the command it runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in COMMANDS:
            command = import_module(COMMANDS[cmd_name]).command
            assert isinstance(command, click.Command)
            return command
        if Path(cmd_name).exists() and not ctx.resilient_parsing:
            raise click.UsageError(f"to check {cmd_name}, write: policycheck check {cmd_name}", ctx)
        if ctx.resilient_parsing or cmd_name.startswith("-"):
            return None
        from policycheck.policy.problems import nearest

        advice = nearest(cmd_name, COMMANDS)
        raise click.UsageError(f"there is no command {one_line(cmd_name)}; {advice}", ctx)


@click.group(
    cls=_Commands,
    epilog="""\b
Examples:
  policycheck check draft.md                      with the built-in core rules
  policycheck check posts/ --policy policy.yaml   with your own
  policycheck init                                begin a project of your own
  policycheck audit                               how each account of a project stands
  policycheck lint policy.yaml                    what is wrong with a policy itself
  policycheck test policy.yaml                    whether its rules do what they should
  policycheck backtest core policy.yaml posts/    what another policy would change
  policycheck explain alt-missing                 why a rule is there, and what to do
  policycheck rules                               what counts today
  policycheck diff HEAD:policy.yaml policy.yaml   what a change of the rules loosens
""",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="policycheck")
def program() -> None:
    """Check posts against your agency's social media policy, before they are published."""


def main() -> NoReturn:
    """Run the program; every end has its exit status, whatever the format of the report."""
    prepare()
    try:
        sys.exit(_run())
    except (KeyboardInterrupt, click.Abort):
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        hush()
        sys.exit(DONE)
    except Exception:  # noqa: BLE001 - the last boundary: a bug becomes a log file to send
        from policycheck.cli.bug import report_bug

        report_bug()
        sys.exit(BUG)


def _run() -> int:
    """Run the command that was asked for, and say what was wrong with the asking or the input."""
    try:
        status = program.main(prog_name="policycheck", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as problem:
        problem.show()
        return UNDONE
    except UsageError as problem:
        click.echo(f"policycheck: {one_line(str(problem))}", err=True)
        return UNDONE
    except InputError as failure:
        print_problems(failure.problems)
        return UNDONE
    except SystemExit:
        # click ends so where the reader of a pipe has seen enough; it has hushed the streams.
        return DONE
    return status if isinstance(status, int) else DONE
