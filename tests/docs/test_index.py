"""docs/README.md lists every page, and between them the pages show every command at work."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from policycheck.cli.main import COMMANDS
from policycheck.policy.load import load_policy, pack_names
from tests.cli.running import ROOT

from .installing import NOT_RUN
from .markup import items, target_of
from .pages import PAGES, Block, blocks
from .session import steps

DOCS = ROOT / "docs"
INDEX = DOCS / "README.md"
LISTED = dict(items(INDEX.read_text(encoding="utf-8")))
#: Written by people, and by programs: whatever a reader may look for.
LISTABLE = sorted(page for page in DOCS.rglob("*.md") if page != INDEX)


def shown(found: Iterator[Block]) -> Iterator[tuple[str, ...]]:
    """The words of each command that is run, `policycheck` being the first."""
    for block in found:
        if block.language == "console":
            for step in steps(block.body):
                line = step.line.partition("  # ")[0].rstrip()
                if line.startswith("policycheck ") and line not in NOT_RUN:
                    yield tuple(shlex.split(line.replace("\\\n", " ")))


def to_be_shown() -> Iterator[tuple[str, ...]]:
    """Every command that does something, and every one below it."""
    for name, path in COMMANDS.items():
        command = import_module(path).command
        if not isinstance(command, click.Group):
            yield (name,)
            continue
        if command.invoke_without_command:
            yield (name,)
        yield from ((name, below) for below in command.commands)


def is_shown(command: tuple[str, ...], lines: set[tuple[str, ...]]) -> bool:
    """Whether one of the lines runs a command: what follows is no command below it."""
    below = {one for one in to_be_shown() if len(one) > len(command)}
    return any(
        words[1 : len(command) + 1] == command and words[1 : len(command) + 2] not in below
        for words in lines
    )


SHOWN = set(shown(block for page in PAGES for block in blocks(page)))


@pytest.mark.parametrize("page", LISTABLE, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_a_page_stands_in_the_index_with_what_it_is_about(page: Path) -> None:
    said = {target_of(target, INDEX)[0].resolve(): words for target, words in LISTED.items()}
    assert page in said, "write a line for it in docs/README.md"
    assert len(said[page].split()) >= 3, "say what it is about"


@pytest.mark.parametrize("command", [*to_be_shown()], ids=" ".join)
def test_a_command_is_shown_at_work_in_some_page(command: tuple[str, ...]) -> None:
    assert is_shown(command, SHOWN), f"no page runs policycheck {' '.join(command)}"


@pytest.mark.parametrize(
    ("command", "line", "shows"),
    [
        ("waivers", "waivers", True),
        ("waivers", "waivers --as-of 2026-11-23", True),
        ("waivers", "waivers add SEC-001 --record a", False),
        ("waivers add", "waivers add SEC-001 --record a", True),
        ("waivers add", "waivers", False),
        ("hook posts", "hook project", False),
    ],
)
def test_a_command_is_not_shown_by_one_below_or_above_it(
    command: str, line: str, shows: bool
) -> None:
    words = ("policycheck", *line.split())
    assert is_shown(tuple(command.split()), {words}) is shows


@pytest.mark.parametrize("pack", pack_names())
def test_the_readme_counts_the_rules_of_each_pack(pack: str) -> None:
    rules = len(load_policy(pack, Path()).rules)
    assert f"| `{pack}` | {rules} |" in (ROOT / "README.md").read_text(encoding="utf-8")
