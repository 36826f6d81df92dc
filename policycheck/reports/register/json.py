"""The register for programs: version 1 of the document; a waiver stands on one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from policycheck.errors import Problem
from policycheck.model.waiver import Register, RegisterEntry, WaiverState
from policycheck.reports.format import Style
from policycheck.reports.json_text import Json, array, dumps
from policycheck.reports.register import RegisterFormat

__all__ = ["FORMAT"]

VERSION = 1


def render(register: Register, style: Style) -> Iterator[str]:  # noqa: ARG001 - no looks
    """Write every key always; what a waiver does not have is null."""
    counts = Counter(entry.state for entry in register.waivers)
    head: dict[str, Json] = {
        "version": VERSION,
        "tool": {"name": "policycheck", "version": register.version},
        "as_of": register.as_of,
        "policy": {"id": register.policy.id, "digest": register.policy.digest},
        "summary": {_word(state): counts[state] for state in WaiverState},
    }
    yield "{"
    for key, value in head.items():
        yield f"{dumps(key)}: {dumps(value)},\n"
    yield '"waivers": '
    yield from array(map(_entry, register.waivers))
    yield ',\n"errors": '
    yield from array(map(_error, register.errors))
    yield f',\n"notes": {dumps([*register.notes])}}}\n'


def _word(state: WaiverState) -> str:
    return state.replace(" ", "_")


def _entry(entry: RegisterEntry) -> Json:
    record: dict[str, Json] = {"id": entry.record or None, "kind": entry.kind or None}
    return {
        "rule": entry.rule,
        "record": {**record, "account": entry.account or None},
        "state": _word(entry.state),
        "days_left": entry.days_left,
        "approved_by": entry.approved_by or None,
        "granted": entry.granted or None,
        "expires": entry.expires or None,
        "reason": entry.reason or None,
        "evidence": entry.evidence or None,
        "why": [*entry.why],
        "location": {"path": entry.path, "line": entry.line, "column": entry.column},
    }


def _error(problem: Problem) -> Json:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "help": problem.help or None,
    }


FORMAT = RegisterFormat("json", render, for_machines=True)
