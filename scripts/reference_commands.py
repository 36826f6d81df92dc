"""The page of the commands."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import click
from reference_markdown import WRITTEN, code, contents, prose, table

from policycheck.cli.main import BUG, COMMANDS, DONE, INTERRUPTED, UNDONE, program

__all__ = ["command_named", "page"]

HEAD = f"""\
# The commands

{WRITTEN} `policycheck COMMAND --help` says the same.

| exit status | of every command, whatever the format |
| ---: | --- |
| `{DONE}` | all that was asked was done, and nothing weighs enough |
| `1` | something was found that weighs enough; the commands say what |
| `{UNDONE}` | not all could be done: a wrong option, a policy or file that is unreadable |
| `{BUG}` | a bug in policycheck; it names a log file to send |
| `{INTERRUPTED}` | it was interrupted |
"""


def page() -> str:
    """The page as it should be."""
    found = [("policycheck", program), *_all()]
    lines = [HEAD, *contents(name for name, _ in found)]
    for name, command in found:
        lines += _entry(name, command)
    return "\n".join(lines)


def command_named(name: str) -> click.Command:
    """The command of that name. Raises KeyError where there is none."""
    found = import_module(COMMANDS[name]).command
    assert isinstance(found, click.Command)
    return found


def _all() -> Iterator[tuple[str, click.Command]]:
    for name in COMMANDS:
        yield from _with_those_below(f"policycheck {name}", command_named(name))


def _with_those_below(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for below, found in command.commands.items():
            yield from _with_those_below(f"{name} {below}", found)


def _entry(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=name)
    yield f"## `{name}`\n"
    yield f"{code(f'{name} ' + ' '.join(command.collect_usage_pieces(context)))}\n"
    yield f"{prose(inspect.cleandoc(command.help or '').replace(chr(8), ''))}\n"
    rows = [_row(one, context) for one in command.params if isinstance(one, click.Option)]
    if rows:
        yield from table(("option", "takes", "where left out", "what it does"), rows)
    if isinstance(command, click.Group):
        below = command.list_commands(context)
        listed = [f"[{code(one)}](#{f'{name} {one}'.replace(' ', '-')})" for one in below]
        yield f"Commands: {', '.join(listed)}.\n"
    yield from _examples(command.epilog or "")


def _row(option: click.Option, context: click.Context) -> tuple[str, ...]:
    names = ", ".join(map(code, option.opts + option.secondary_opts))
    help_, _, default = (option.help or "").rstrip("]").partition("  [default: ")
    again = "; again for more" if option.multiple else ""
    return names, f"{_takes(option, context)}{again}", _default(option, default), prose(help_)


def _takes(option: click.Option, context: click.Context) -> str:
    if option.is_flag:
        return ""
    if option.metavar:
        return code(option.metavar)
    kind = option.type
    if isinstance(kind, click.Choice):
        return ", ".join(code(str(one)) for one in kind.choices)
    if isinstance(kind, click.IntRange):
        return f"a whole number from {kind.min}" if kind.min is not None else "a whole number"
    return code(option.make_metavar(context))


def _default(option: click.Option, told: str) -> str:
    if option.required:
        return "required"
    value: Any = option.default
    if told or not option.show_default:
        return prose(told)
    return ", ".join(code(str(one)) for one in (value if isinstance(value, tuple) else (value,)))


def _examples(epilog: str) -> Iterator[str]:
    for part in inspect.cleandoc(epilog.replace("\b", "")).split("\n\n"):
        before, is_examples, examples = part.partition("Examples:\n")
        if is_examples:
            yield f"```text\n{inspect.cleandoc(examples)}\n```\n"
        elif before.strip():
            yield f"{prose(before.strip())}\n"
