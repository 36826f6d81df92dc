"""What policycheck itself has to say: findings of built-in rules, with their ids and severities."""

from __future__ import annotations

import hashlib

from policycheck.model.finding import (
    Clause,
    Finding,
    Location,
    Outcome,
    RecordName,
    Severity,
)
from policycheck.readers import UnknownKey

__all__ = ["unknown_field"]

UNKNOWN_FIELD = "policycheck:unknown-field"


def unknown_field(key: UnknownKey) -> Finding:
    """A key that no schema and nobody's `fields:` declares: kept, used by no rule, said once a file."""
    location = Location(
        key.path,
        key.line,
        key.column,
        key.line,
        key.column + len(key.name),
    )
    mark = f"{UNKNOWN_FIELD}\x1f{key.path}\x1f{key.name}"
    return Finding(
        rule=UNKNOWN_FIELD,
        title="A record has a field that nobody declared",
        severity=Severity.INFO,
        outcome=Outcome.FAIL,
        message=f"no rule can use the field {key.name}: {key.kind} has no such field",
        record=RecordName(key.kind, key.path),
        location=location,
        label="unknown",
        clause=Clause("policycheck", 1, "A record has a field that nobody declared"),
        fingerprint=hashlib.sha256(mark.encode()).hexdigest()[:32],
        remedy="correct its name, or declare it under fields: in the policy",
    )
