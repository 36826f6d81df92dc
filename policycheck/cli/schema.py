"""`policycheck schema`: JSON Schemas for editors and other tools."""

from __future__ import annotations

from pathlib import Path

import click

from policycheck.cli.completing import named_schemas
from policycheck.tasks.schemas import schema_names, schema_text, stale_schemas, write_schemas

__all__ = ["command"]

_FOLDER = click.Path(file_okay=False, exists=True, path_type=Path)


@click.command(
    "schema",
    epilog="""\b
Examples:
  policycheck schema policy > policy.schema.json
  policycheck schema post
""",
)
@click.argument("name", required=False, shell_complete=named_schemas)
@click.option("--write", type=_FOLDER, help="Write all generated schemas into this folder.")
@click.option("--check", type=_FOLDER, help="End with status 1 where this folder is out of date.")
@click.pass_context
def command(ctx: click.Context, name: str | None, write: Path | None, check: Path | None) -> int:
    """Print the JSON Schema NAME, or list the names."""
    if (name is not None) + (write is not None) + (check is not None) > 1:
        raise click.UsageError("give one of NAME, --write and --check", ctx)
    if write is not None:
        for file in write_schemas(write):
            click.echo(f"written: {file.as_posix()}")
        return 0
    if check is not None:
        stale = stale_schemas(check)
        for file in stale:
            advice = f"run policycheck schema --write {check.as_posix()}"
            click.echo(f"out of date: {file.as_posix()}; {advice}", err=True)
        return 1 if stale else 0
    click.echo(schema_text(name) if name else "\n".join(schema_names()), nl=name is None)
    return 0
