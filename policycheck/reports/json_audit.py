"""The `audit` part of the report for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from policycheck.model.audit import Audit, Cells, MissingField, RecordOutcomes, Standing
from policycheck.reports.json_text import Json, array, dumps, joined

__all__ = ["audit_text"]

#: What so many different records came to is kept as text.
_MOST: Final = 1_024


def audit_text(audit: Audit) -> Iterator[str]:
    """Write the object in pieces. Every outcome of a record stands on the record's line."""
    groups: dict[str, Json] = {name: [*rules] for name, rules in audit.groups.items()}
    yield f'{{"groups": {dumps(groups)},\n"total": {dumps(_cells(audit.total))},\n'
    lists: dict[str, Iterator[Json]] = {
        "accounts": map(_account, audit.accounts),
        "organizations": map(_organization, audit.organizations),
        "others": map(_other, audit.others),
        "missing": map(_missing, audit.missing),
    }
    for key, values in lists.items():
        yield f"{dumps(key)}: "
        yield from array(values)
        yield ",\n"
    yield f"{dumps('records')}: "
    yield from joined(_records(audit.records))
    yield "}"


def _cells(cells: Cells) -> dict[str, Json]:
    return {
        "score": _rounded(cells.score),
        "coverage": _rounded(cells.coverage),
        "passed": cells.passed,
        "failed": cells.failed,
        "waived": cells.waived,
        "unknown": cells.unknown,
        "not_applicable": cells.not_applicable,
    }


def _rounded(share: float | None) -> float | None:
    """A share to four places, rounded down, so that only all of it is 1."""
    return None if share is None else int(share * 10_000 + 1e-9) / 10_000


def _groups(groups: Mapping[str, Cells]) -> Json:
    return {name: _cells(cells) for name, cells in sorted(groups.items())}


def _account(one: Standing) -> Json:
    return {
        "account": one.name,
        "organization": one.organization or None,
        **_cells(one.cells),
        "groups": _groups(one.groups),
    }


def _organization(one: Standing) -> Json:
    return {
        "organization": one.name or None,
        "accounts": one.accounts,
        **_cells(one.cells),
        "groups": _groups(one.groups),
    }


def _other(one: Standing) -> Json:
    return {"kind": one.name, **_cells(one.cells), "groups": _groups(one.groups)}


def _missing(one: MissingField) -> Json:
    return {"kind": one.kind, "field": one.path, "cells": one.cells, "rules": [*one.rules]}


def _records(records: Iterable[RecordOutcomes]) -> Iterator[str]:
    """Write records, and what is the same for many of them once."""
    written: dict[int, str] = {}
    for one in records:
        outcomes = written.get(id(one.outcomes))
        if outcomes is None:
            came: Json = {rule: str(outcome) for rule, outcome in one.outcomes.items()}
            if len(written) >= _MOST:
                written.clear()
            outcomes = written[id(one.outcomes)] = dumps(came)
        name = one.record
        record: Json = {"kind": name.kind, "id": name.id, "account": name.account or None}
        yield f'{{"record": {dumps(record)}, "outcomes": {outcomes}}}'
