"""The register as rows of texts, the same for people and for spreadsheets, and in one sentence."""

from __future__ import annotations

from collections import Counter

from policycheck.model.waiver import Register, RegisterEntry, WaiverState
from policycheck.reports.summary import counted

__all__ = ["COLUMNS", "REASON", "STATE", "WHY", "register_line", "row"]

COLUMNS = (
    "rule",
    "record",
    "state",
    "days left",
    "approved by",
    "granted",
    "expires",
    "reason",
    "why",
    "where",
)
STATE, REASON, WHY = (COLUMNS.index(name) for name in ("state", "reason", "why"))


def row(entry: RegisterEntry) -> tuple[str, ...]:
    """The texts of the columns; an account stands among the records as `account: its id`."""
    record = f"{entry.kind} {entry.record}".strip()
    return (
        entry.rule,
        f"account: {entry.account}" if entry.account else record,
        str(entry.state),
        "" if entry.days_left is None else str(entry.days_left),
        entry.approved_by,
        entry.granted,
        entry.expires,
        entry.reason,
        "; ".join(entry.why),
        f"{entry.path}:{entry.line}:{entry.column}",
    )


def register_line(register: Register) -> str:
    """How many waivers there are and how they stand, without a line end."""
    counts = Counter(entry.state for entry in register.waivers)
    states = ", ".join(f"{counts[state]:,} {state}" for state in WaiverState if counts[state])
    total = counted(len(register.waivers), "waiver")
    return f"{total}: {states}" if states else total
