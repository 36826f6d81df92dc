"""What policycheck itself has to say: findings of built-in rules, with their ids and severities."""

from __future__ import annotations

from collections.abc import Mapping

from policycheck.digests import sha256
from policycheck.engine.findings import name_of
from policycheck.engine.references import Refers
from policycheck.model.finding import (
    Clause,
    Excerpt,
    Finding,
    Location,
    Outcome,
    RecordName,
    Severity,
)
from policycheck.model.record import Record
from policycheck.model.report import RuleInForce
from policycheck.readers import UnknownKey
from policycheck.source import Source, Span

__all__ = [
    "ABOUT_FILES",
    "BUILT_IN",
    "EXPIRED_WAIVER",
    "FIXED_BASELINE_ENTRY",
    "INVALID_WAIVER",
    "MALFORMED_SUPPRESSION",
    "UNKNOWN_FIELD",
    "UNRESOLVED_REFERENCE",
    "UNUSED_SUPPRESSION",
    "UNUSED_WAIVER",
    "said_of",
    "unknown_field",
    "unresolved_reference",
]

UNKNOWN_FIELD = "policycheck:unknown-field"
UNRESOLVED_REFERENCE = "policycheck:unresolved-reference"
INVALID_WAIVER = "policycheck:invalid-waiver"
EXPIRED_WAIVER = "policycheck:expired-waiver"
UNUSED_WAIVER = "policycheck:unused-waiver"
MALFORMED_SUPPRESSION = "policycheck:malformed-suppression"
UNUSED_SUPPRESSION = "policycheck:unused-suppression"
FIXED_BASELINE_ENTRY = "policycheck:fixed-baseline-entry"

#: What these find is said once a file, of whichever record in it.
ABOUT_FILES = frozenset({UNKNOWN_FIELD})


def _rule(id_: str, title: str, severity: Severity, remedy: str) -> RuleInForce:
    return RuleInForce(id_, title, severity, "built-in", Clause("policycheck", 1, title), remedy)


#: The rules that policycheck itself has, by id; selected and ignored like all others.
BUILT_IN: Mapping[str, RuleInForce] = {
    rule.id: rule
    for rule in (
        _rule(
            UNKNOWN_FIELD,
            "A record has a field that nobody declared",
            Severity.INFO,
            "correct its name, or declare it under fields: in the policy",
        ),
        _rule(
            UNRESOLVED_REFERENCE,
            "A record names another that is not on record",
            Severity.ERROR,
            "correct the id, or add the record that it names",
        ),
        _rule(
            INVALID_WAIVER,
            "A waiver cannot count, and covers nothing",
            Severity.ERROR,
            "correct the waiver, or remove it",
        ),
        _rule(
            EXPIRED_WAIVER,
            "A waiver has expired, and covers nothing",
            Severity.WARNING,
            "correct what it covered and remove it, or have it approved anew",
        ),
        _rule(
            UNUSED_WAIVER,
            "A waiver is for a rule that did not fail",
            Severity.WARNING,
            "remove it, or correct the rule or the record that it names",
        ),
        _rule(
            MALFORMED_SUPPRESSION,
            "A comment means to suppress a finding and does not",
            Severity.ERROR,
            "write policycheck: allow RULE -- the reason, or remove the comment",
        ),
        _rule(
            UNUSED_SUPPRESSION,
            "A comment suppresses a rule that does not fail",
            Severity.WARNING,
            "remove the rule from the comment, or the comment",
        ),
        _rule(
            FIXED_BASELINE_ENTRY,
            "A finding in the baseline is fixed",
            Severity.INFO,
            "write the baseline anew with --write-baseline, or remove this line",
        ),
    )
}


def unknown_field(key: UnknownKey) -> Finding:
    """A key that no schema and no `fields:` declares: kept, used by no rule, said once a file."""
    rule = BUILT_IN[UNKNOWN_FIELD]
    mark = f"{rule.id}\x1f{key.path}\x1f{key.name}"
    return Finding(
        rule=rule.id,
        title=rule.title,
        severity=rule.severity,
        outcome=Outcome.FAIL,
        message=f"no rule can use the field {key.name}: {key.kind} has no such field",
        record=RecordName(key.kind, key.path),
        location=Location(
            key.path,
            key.line,
            key.column,
            key.line,
            key.end_column or key.column + len(key.name),
            excerpt=Excerpt(((key.line, key.text),)) if key.text else Excerpt(()),
        ),
        label="unknown",
        clause=rule.clause,
        fingerprint=sha256(mark.encode(errors="replace")).hexdigest()[:32],
        remedy=rule.remedy,
    )


def unresolved_reference(
    record: Record, refers: Refers, location: Location, advice: str
) -> Finding:
    """An id that resolves nowhere; rules that need what it names cannot be decided."""
    rule = BUILT_IN[UNRESOLVED_REFERENCE]
    name = name_of(record)
    mark = f"{rule.id}\x1f{name.kind}\x1f{name.id}\x1f{location.pointer}\x1f{refers.id}"
    return Finding(
        rule=rule.id,
        title=rule.title,
        severity=rule.severity,
        outcome=Outcome.FAIL,
        message=f"no {refers.kind.replace('_', ' ')} {refers.id!r} is on record",
        record=name,
        location=location,
        label=advice,
        clause=rule.clause,
        fingerprint=sha256(mark.encode(errors="replace")).hexdigest()[:32],
        remedy=rule.remedy,
    )


def said_of(
    id_: str, record: RecordName, at: tuple[Source, Span], message: str, label: str = ""
) -> Finding:
    """A finding of a built-in rule at a place of a file; `label` stands beside the place."""
    rule = BUILT_IN[id_]
    source, span = at
    start, end = source.position(span.start), source.position(span.end)
    lines = tuple((line, source.line(line)) for line in range(start.line, end.line + 1))
    mark = (
        f"{id_}\x1f{source.path}\x1f{record.kind}\x1f{record.id}\x1f{source.cut(span)}\x1f{message}"
    )
    return Finding(
        rule=id_,
        title=rule.title,
        severity=rule.severity,
        outcome=Outcome.FAIL,
        message=message,
        record=record,
        location=Location(source.path, *start, *end, excerpt=Excerpt(lines)),
        label=label,
        clause=rule.clause,
        fingerprint=sha256(mark.encode(errors="replace")).hexdigest()[:32],
        remedy=rule.remedy,
    )
