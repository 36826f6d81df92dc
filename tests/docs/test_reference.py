"""docs/reference is what the code says, and all of it."""

from __future__ import annotations

import inspect
import re
import runpy
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from policycheck.cli.main import COMMANDS, program
from policycheck.kinds import KINDS, kind
from policycheck.model.registry import RECORD_KINDS
from policycheck.plan.declared import declared_in
from tests.cli.running import ROOT, environment

SCRIPT = ROOT / "scripts" / "reference.py"
FOLDER = ROOT / "docs" / "reference"


def page(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def chapter(name: str, heading: str) -> str:
    _, found, after = page(name).partition(f"\n## `{heading}`\n")
    assert found, f"{name}.md has no {heading}"
    return after.partition("\n## ")[0]


def commands() -> Iterator[tuple[str, click.Command]]:
    yield "policycheck", program
    for name, module in COMMANDS.items():
        found = import_module(module).command
        yield f"policycheck {name}", found
        if isinstance(found, click.Group):
            yield from ((f"policycheck {name} {one}", it) for one, it in found.commands.items())


def examples() -> Iterator[str]:
    for _, command in commands():
        epilog = inspect.cleandoc((command.epilog or "").replace("\b", ""))
        told = epilog.partition("Examples:\n")[2].partition("\n\n")[0]
        joined = re.sub(r"\\\n *", "", told)
        lines = (line.strip() for line in joined.split("\n") if line.strip())
        yield from (re.split(r"   +| >>? | < ", line)[0] for line in lines)


def test_the_reference_is_current() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "--check"], capture_output=True, check=False, env=environment()
    )
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (0, "", "")


def test_a_page_that_is_not_current_is_named_and_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(SCRIPT.parent))
    main = runpy.run_path(str(SCRIPT))["main"]
    for file in FOLDER.iterdir():
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "kinds.md").write_text("# The kinds of check\n", encoding="utf-8")
    monkeypatch.setitem(main.__globals__, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "argv", ["reference.py", "--check"])
    assert main() == 1
    assert capsys.readouterr().out == "docs/reference/kinds.md is not current: make reference\n"
    monkeypatch.setattr(sys, "argv", ["reference.py"])
    assert main() == 0
    assert (tmp_path / "kinds.md").read_text(encoding="utf-8") == page("kinds")


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_told_with_its_options_its_message_and_its_values(name: str) -> None:
    told = chapter("kinds", name)
    for option in declared_in(kind(name).options).values():
        assert f"\n| `{option.name}` | " in told
    for value in kind(name).values:
        assert f"`{{{value}}}`" in told
    assert import_module(KINDS[name]).EXAMPLES.strip("\n") in told


@pytest.mark.parametrize("name", RECORD_KINDS)
def test_a_kind_of_record_is_told_with_its_fields(name: str) -> None:
    told = chapter("fields", name)
    for field, declared in RECORD_KINDS[name].shape.fields.items():
        (line,) = re.findall(rf"^\| `{field}` \| .*$", told, re.MULTILINE)
        assert ("*Computed.*" in line) is declared.computed


@pytest.mark.parametrize(("name", "command"), [*commands()], ids=str)
def test_a_command_is_told_with_its_options_and_choices(name: str, command: click.Command) -> None:
    told = chapter("commands", name)
    for option in command.params:
        if isinstance(option, click.Option):
            (line,) = re.findall(rf"^\| `{option.opts[0]}`.*$", told, re.MULTILINE)
            if isinstance(option.type, click.Choice) and not option.metavar:
                assert all(f"`{choice}`" in line for choice in option.type.choices)


@pytest.mark.parametrize("page_", ["kinds", "fields", "commands", "formats"])
def test_every_row_of_a_table_has_as_many_cells_as_its_head(page_: str) -> None:
    width = 0
    for number, line in enumerate(page(page_).split("\n"), 1):
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("| ") else 0
        assert not width or not cells or cells == width, f"line {number}"
        width = cells


@pytest.mark.parametrize("line", [*examples()])
def test_an_example_of_a_command_is_understood(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "social").mkdir()  # an option may ask for a folder that is there
    (tmp_path / "comms" / "social").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    first, *args = shlex.split(line)
    assert first == "policycheck"
    understood(program, args)


def understood(command: click.Command, args: list[str]) -> None:
    """Read the arguments as the command would, without running it; what is wrong is raised."""
    context = command.make_context(command.name, args)
    rest = [*context._protected_args, *context.args]
    if isinstance(command, click.Group) and rest:
        name, below, left = command.resolve_command(context, rest)
        assert below is not None, name
        understood(below, left)
