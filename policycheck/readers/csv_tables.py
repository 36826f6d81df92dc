"""Whose table a header belongs to, and so how its rows are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from policycheck.document import Entry
from policycheck.document import Mapping as MappingNode
from policycheck.errors import Problem
from policycheck.readers.assembly import named
from policycheck.readers.csv_accounts import AccountTable
from policycheck.readers.csv_dialects import DIALECTS, Dialect, choose, normal
from policycheck.readers.csv_header import Header
from policycheck.readers.csv_plain import PlainTable, known_columns
from policycheck.readers.csv_posts import Named, drafts_of_row
from policycheck.readers.csv_rows import Row
from policycheck.readers.inventories import INVENTORIES, Inventory, choose_inventory
from policycheck.readers.reader import Draft, Drafts, Input
from policycheck.source import Span

__all__ = ["Reading", "no_such_dialect", "rows_as", "tables_for"]

#: From a row, its cells under their names and what is added to its id, to records.
Make: TypeAlias = Callable[[Row, list[Named], str], Drafts]
Table: TypeAlias = Dialect | Inventory


@dataclass(frozen=True, slots=True)
class Reading:
    """How the rows of a table become records.

    `at_once` makes the record of a row from its texts; None where this table has no such way.
    """

    make: Make
    at_once: Callable[[Row, str], Draft | None] | None = None


def tables_for(input: Input) -> Mapping[str, Table]:  # noqa: A002
    """Give the tables of tools that hold records of the kind."""
    if input.kind == "account":
        return INVENTORIES
    return DIALECTS if input.kind == "post" else {}


def no_such_dialect(input: Input) -> Problem:  # noqa: A002
    """Say that nobody knows the dialect that was declared."""
    from difflib import get_close_matches

    known = tables_for(input)
    near = get_close_matches(input.dialect, known, 1)
    advice = f"did you mean {near[0]}?" if near else f"known are {', '.join(known) or 'none'}"
    message = f"there is no dialect {input.dialect!r} of CSV for {input.kind} records"
    return Problem(input.path, 1, 1, message, advice)


def rows_as(
    first: Row,
    header: Header,
    input: Input,  # noqa: A002
) -> Reading | Problem:
    """Decide how the rows under a header are read."""
    names = header.known()
    if input.mapping:
        return Reading(lambda row, cells, suffix: iter([_raw(row, cells, suffix)]))
    texts = [name.text.strip() for name in names]
    table = tables_for(input).get(input.dialect) or _chosen(texts, input)
    if table is not None:
        lacking = table.needed - {normal(text) for text in texts}
        if lacking:
            message = f"the header lacks {min(lacking)!r}, which {table.tool}'s tables have"
            return Problem(input.path, *_place(first), message, "add it, or declare no dialect")
        return Reading(_of_tool(table, texts, input))
    if 2 * len(known_columns(texts, input)) < len(texts) or not texts:
        return _unknown_header(first, texts, input)
    plain, problems = PlainTable.of(names, input)
    if problems:
        return problems[0]  # nothing could be put together of such a row
    make: Make = lambda row, cells, suffix: iter([plain.draft(row, cells, suffix)])  # noqa: E731
    return Reading(make, plain.at_once(header))


def _chosen(names: Collection[str], input: Input) -> Table | None:  # noqa: A002
    if input.kind == "account":
        return choose_inventory(names)
    return choose(names) if input.kind == "post" else None


def _of_tool(table: Table, names: Collection[str], input: Input) -> Make:  # noqa: A002
    if isinstance(table, Inventory):
        accounts = AccountTable.of(table, names)
        return lambda row, cells, suffix: iter([accounts.draft(row, cells, suffix)])
    return lambda row, cells, suffix: drafts_of_row(row, cells, table, input, suffix)


def _raw(row: Row, cells: list[Named], suffix: str) -> Draft:
    """Give a row as it stands, for a mapping to take apart."""
    entries = {}
    for key, value in cells:
        name = key.text.strip()
        entries[name] = Entry(named(key, name), value)
    span = Span(0, len(row.source.text.rstrip("\r\n")))
    return Draft(MappingNode(row.source, span, entries), suffix, layout="fields")


def _place(row: Row) -> tuple[int, int]:
    return row.source.position(row.cells[0].span.start)


def _unknown_header(first: Row, names: list[str], input: Input) -> Problem:  # noqa: A002
    header = {normal(name) for name in names}
    advice = "name the columns as fields, or declare a mapping for the file in policycheck.yaml"
    tables = tables_for(input).values()
    if tables:
        tools = list(dict.fromkeys(table.tool for table in tables))
        near = max(tables, key=lambda table: len(table.needed & header))
        shared = near.needed & header
        lacking = ", ".join(sorted(near.needed - header))
        closest = f" (nearest: {near.tool}, which also has {lacking})" if shared else ""
        known = f"known are tables of {', '.join(tools)}{closest}"
        advice = f"{known}; {advice}"
    message = "the header is of no table that policycheck knows"
    return Problem(input.path, *_place(first), message, advice)
