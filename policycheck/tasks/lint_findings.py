"""The lints as built-in rules, and what they find as findings, for every format there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from policycheck.digests import sha256
from policycheck.lint import LINTS, lint_named
from policycheck.lint.lint import Flaw, Lint
from policycheck.model.finding import (
    Clause,
    Finding,
    Outcome,
    RecordName,
    Related,
)
from policycheck.model.report import RuleInForce
from policycheck.tasks.node_location import location_of

__all__ = ["LINT_RULES", "finding_of"]


def _rule(lint: Lint) -> RuleInForce:
    clause = Clause("policycheck", 1, lint.title)
    return RuleInForce(lint.id, lint.title, lint.severity, "built-in", clause, lint.remedy)


#: What lint looks for, by id, in the form of the other built-in rules.
LINT_RULES: Mapping[str, RuleInForce] = {
    rule.id: rule for rule in (_rule(lint_named(name)) for name in LINTS)
}


def finding_of(flaw: Flaw, lint: Lint, policy: str, seen: Counter[str]) -> Finding:
    """A flaw as a finding about a rule, or about the policy as a whole.

    `seen` counts those that are alike, so that each has a fingerprint of its own.
    """
    rule = LINT_RULES[lint.id]
    return Finding(
        rule=rule.id,
        title=rule.title,
        severity=flaw.severity or lint.severity,
        outcome=Outcome.FAIL,
        message=flaw.message,
        record=RecordName("rule", flaw.rule) if flaw.rule else RecordName("policy", policy),
        location=location_of(flaw.node),
        label=flaw.label,
        clause=rule.clause,
        fingerprint=_fingerprint(flaw, lint, seen),
        related=tuple(Related(location_of(node), words) for node, words in flaw.related),
        remedy=flaw.remedy or lint.remedy,
    )


def _fingerprint(flaw: Flaw, lint: Lint, seen: Counter[str]) -> str:
    """Lint, rule, file and what stands there; lines stay out, so that a moved one is known."""
    source = flaw.node.source
    said = " ".join(source.cut(flaw.node.span).split())
    key = f"{lint.id}\x1f{flaw.rule}\x1f{source.path}\x1f{said}"
    seen[key] += 1
    return sha256(f"{key}\x1f{seen[key]}".encode(errors="replace")).hexdigest()[:32]
