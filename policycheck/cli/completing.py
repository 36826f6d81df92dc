"""What a shell offers for an argument: ids of rules, names of packs, files.

Everything is imported when it is asked for: the options are declared in every run.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

__all__ = ["named_schemas", "policies", "rule_ids", "rules_or_files"]

Items: TypeAlias = "list[CompletionItem[str]]"


def rule_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:  # noqa: ARG001
    """The ids of rules that begin so, of the policy on this command line."""
    from policycheck.tasks import completions

    if ctx.command.name == "lint":
        return _items(completions.lints_that_begin(incomplete))
    policy = ctx.params.get("policy") or next(iter(ctx.params.get("policies") or ()), "")
    return _items(completions.rules_that_begin(incomplete, policy, Path.cwd()))


def rules_or_files(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """The same, and files of records."""
    return [*rule_ids(ctx, param, incomplete), *_file(incomplete)]


def policies(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:  # noqa: ARG001
    """The names of the built-in packs that begin so, and files."""
    from policycheck.tasks.completions import packs

    found = _items((name, "") for name in packs() if name.startswith(incomplete))
    return [*found, *_file(incomplete)]


def named_schemas(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:  # noqa: ARG001
    """The names of the JSON Schemas that begin so."""
    from policycheck.tasks.schemas import schema_names

    return _items((name, "") for name in schema_names() if name.startswith(incomplete))


def _items(found: Iterable[tuple[str, str]]) -> Items:
    from click.shell_completion import CompletionItem

    return [CompletionItem(name, help=title or None) for name, title in found]


def _file(incomplete: str) -> Items:
    """What tells the shell to go on with the names of files."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]
