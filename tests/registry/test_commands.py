from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click
import pytest

from policycheck.cli.main import COMMANDS
from tests.cli.running import run

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


def shown(command: str) -> click.Command:
    found = import_module(COMMANDS[command]).command
    assert isinstance(found, click.Command)
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_called_what_the_table_calls_it_and_has_an_example(
    command: str, tmp_path: Path
) -> None:
    assert shown(command).name == command
    done = run(tmp_path, command, "--help")
    assert done.status == 0
    _, _, examples = done.stdout.partition("Examples:\n")
    assert f"  policycheck {command} " in examples
    assert max(map(len, examples.split("\n"))) <= 100


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_explained(command: str) -> None:
    for parameter in shown(command).params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{command} {parameter.opts[0]}"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_mentions_every_command(command: str) -> None:
    assert f"policycheck {command}" in README


def test_the_program_lists_its_commands_with_an_example(tmp_path: Path) -> None:
    done = run(tmp_path, "--help")
    assert done.status == 0
    assert "Examples:\n    policycheck check " in done.stdout
    for command in COMMANDS:
        assert f"\n  {command} " in done.stdout
    assert run(tmp_path, "-h").stdout == done.stdout
