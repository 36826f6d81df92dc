"""The page of the formats: of the files that are read, and of the reports that are written."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module

import click
from reference_commands import command_named
from reference_markdown import WRITTEN, code, prose, table

from policycheck.cli.main import COMMANDS
from policycheck.readers import ENDINGS, READERS
from policycheck.reports import FORMATS, load
from policycheck.reports.backtest import BACKTEST_FORMATS
from policycheck.reports.diff import DIFF_FORMATS
from policycheck.reports.register import REGISTER_FORMATS
from policycheck.reports.rulebook import FORMS

__all__ = ["page"]

#: The registry that the formats of a command stand in; all others write a report.
REGISTRIES = {
    "backtest": BACKTEST_FORMATS,
    "diff": DIFF_FORMATS,
    "rules": FORMS,
    "waivers": REGISTER_FORMATS,
}

HEAD = f"""\
# The formats

{WRITTEN}
"""


def page() -> str:
    """The page as it should be."""
    lines = [HEAD, *_who_takes_which(), *_of_reports()]
    for command, registry in REGISTRIES.items():
        lines += [f"## Of `policycheck {command}`\n"]
        lines += table(
            ("format", "what it is"),
            ((code(name), _doc(registry[name])) for name in _formats(command)),
        )
    return "\n".join([*lines, *_read()])


def _who_takes_which() -> Iterator[str]:
    yield "## Which command writes which\n"
    taken = {command: _formats(command) for command in COMMANDS}
    names = list(dict.fromkeys(name for formats in taken.values() for name in formats))
    rows = [
        (code(command), *("yes" if name in formats else "" for name in names))
        for command, formats in taken.items()
        if formats
    ]
    yield from table(("command", *map(code, names)), rows)
    yield "The first that a command names in its `--help` is what it writes when it is not asked.\n"


def _of_reports() -> Iterator[str]:
    reports = [code(one) for one in COMMANDS if _formats(one) and one not in REGISTRIES]
    yield "## Of a report\n"
    yield f"Written by {', '.join(reports)}. With a format for machines, standard output holds the"
    yield "report and nothing else; the summary, notes and errors go to standard error.\n"
    rows = [
        (code(name), "yes" if load(name).for_machines else "", _doc(module))
        for name, module in FORMATS.items()
    ]
    yield from table(("format", "for machines", "what it is"), rows)


def _read() -> Iterator[str]:
    yield "## Of the files that are read\n"
    rows = []
    for name, module in READERS.items():
        endings = ", ".join(code(ending) for ending, one in ENDINGS.items() if one == name)
        rows.append((endings, code(name), _doc(module)))
    yield from table(("ending", "reader", "what it reads"), rows)


def _formats(command: str) -> list[str]:
    for option in command_named(command).params:
        if "--format" in option.opts and isinstance(option.type, click.Choice):
            return [str(one) for one in option.type.choices]
    return []


def _doc(module: str) -> str:
    """The first paragraph of what a module says of itself."""
    return prose(inspect.cleandoc(import_module(module).__doc__ or "").split("\n\n")[0])
