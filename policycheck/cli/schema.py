"""`policycheck schema`: JSON Schemas for editors and other tools."""

from __future__ import annotations

from pathlib import Path

import click

from policycheck.tasks.schemas import schema_names, schema_text, stale_schemas, write_schemas

__all__ = ["command"]

_FOLDER = click.Path(file_okay=False, exists=True, path_type=Path)


@click.command("schema")
@click.argument("name", required=False)
@click.option("--write", type=_FOLDER, help="Write all generated schemas into this folder.")
@click.option("--check", type=_FOLDER, help="End with status 1 where this folder is out of date.")
def command(name: str | None, write: Path | None, check: Path | None) -> int:
    r"""Print the JSON Schema NAME, or list the names.

    \b
    policycheck schema policy > policy.schema.json
    policycheck schema post
    """
    if write is not None:
        for file in write_schemas(write):
            click.echo(f"written: {file}")
        return 0
    if check is not None:
        stale = stale_schemas(check)
        for file in stale:
            click.echo(f"out of date: {file}; run policycheck schema --write {check}", err=True)
        return 1 if stale else 0
    click.echo(schema_text(name) if name else "\n".join(schema_names()), nl=name is None)
    return 0
