"""The program as a whole: which commands there are, and what an error of each sort ends in."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from policycheck import __version__
from policycheck.errors import InputError, UsageError

__all__ = ["main"]

#: Name of a command → the module that holds it; imported when it is asked for.
COMMANDS: dict[str, str] = {
    "check": "policycheck.cli.check",
    "explain": "policycheck.cli.explain",
    "schema": "policycheck.cli.schema",
}

UNDONE, BUG, INTERRUPTED = 2, 3, 130


class _Commands(click.Group):
    """Finds commands in the table, so that a start costs no more than the command it runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="policycheck")
def program() -> None:
    """Check posts against your agency's social media policy, before they are published.

    \b
    policycheck check draft.md                      with the built-in core rules
    policycheck check posts/ --policy policy.yaml   with your own
    policycheck explain alt-missing                 why a rule is there, and what to do
    """


def main() -> NoReturn:
    """Run the program; every end has its exit status, whatever the format of the report."""
    try:
        status = program.main(standalone_mode=False)
        sys.stdout.flush()
        sys.exit(status if isinstance(status, int) else 0)
    except click.ClickException as problem:
        problem.show()
        sys.exit(UNDONE)
    except UsageError as problem:
        click.echo(f"policycheck: {problem}", err=True)
        sys.exit(UNDONE)
    except InputError as failure:
        for one in failure.problems:
            click.echo(str(one), err=True)
        sys.exit(UNDONE)
    except (KeyboardInterrupt, click.Abort):
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # `| head` has seen enough; nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception:  # noqa: BLE001 - the last boundary: a bug becomes a log file to send
        from policycheck.cli.bug import report_bug

        report_bug()
        sys.exit(BUG)
