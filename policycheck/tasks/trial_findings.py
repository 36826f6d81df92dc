"""Tests that do not come out as they say, as findings of built-in rules, for every format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policycheck.digests import sha256
from policycheck.document import Mapping as MappingNode
from policycheck.document import Node
from policycheck.model.finding import (
    Clause,
    Finding,
    Outcome,
    RecordName,
    Related,
    Severity,
)
from policycheck.model.report import RuleInForce
from policycheck.model.trials import Trial, Word
from policycheck.tasks.node_location import location_of

__all__ = ["EXAMPLE", "SUITE", "TRIAL_RULES", "Failure", "finding_of", "sentence", "word_of"]

EXAMPLE = "policycheck:example"
SUITE = "policycheck:suite"


def _rule(id_: str, title: str, remedy: str) -> RuleInForce:
    clause = Clause("policycheck", 1, title)
    return RuleInForce(id_, title, Severity.ERROR, "built-in", clause, remedy)


#: What `test` reports, by id, in the form of the other built-in rules.
TRIAL_RULES: Mapping[str, RuleInForce] = {
    EXAMPLE: _rule(
        EXAMPLE,
        "An example does not come out as it says",
        "change the rule until the example holds, or the example where it is wrong",
    ),
    SUITE: _rule(
        SUITE,
        "A suite does not come out as it says",
        "change the rule until the suite holds, or what the suite expects where that is wrong",
    ),
}

_OTHERWISE = {
    Outcome.PASS: "what should pass",
    Outcome.UNKNOWN: "what it should not be able to decide",
    Outcome.NOT_APPLICABLE: "what it should not apply to",
}
_NOT_FLAGGED = {
    Outcome.PASS: "lets through",
    Outcome.UNKNOWN: "cannot decide",
    Outcome.NOT_APPLICABLE: "does not apply to",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """A test that did not come out: its word, a sentence, and the place in it that says otherwise.

    `findings` are those of the rule on the record; they show what decided. Of a suite, `expected`
    is the expectation that did not hold, and `came` what would have to stand at the node; ''
    where nothing could.
    """

    trial: Trial
    word: Word
    message: str
    node: Node
    label: str
    clause: Clause | None = None
    findings: tuple[Finding, ...] = ()
    expected: MappingNode | None = None
    came: str = ""


def word_of(expected: Outcome, came: Outcome) -> Word:
    """What it is called where a rule comes to another outcome than expected."""
    if came is Outcome.FAIL:
        return Word.NOISY
    return Word.MISSING if expected is Outcome.FAIL else Word.WRONG


def sentence(rule: str, expected: Outcome, came: Outcome, why: str = "") -> str:
    """Say that a rule came to another outcome than expected, and by what."""
    if came is Outcome.FAIL:
        said = f"{rule} flags {_OTHERWISE[expected]}"
    elif expected is Outcome.FAIL:
        said = f"{rule} {_NOT_FLAGGED[came]} what should fail"
    else:
        said = f"{rule} comes to {came}, not to {expected}"
    return f"{said}: {why}" if why else said


def finding_of(failure: Failure, id_: str) -> Finding:
    """A failure as a finding; where the rule hit is shown beside it."""
    rule, trial = TRIAL_RULES[id_], failure.trial
    return Finding(
        rule=id_,
        title=rule.title,
        severity=rule.severity,
        outcome=Outcome.FAIL,
        message=f"{failure.word}: {failure.message}",
        record=RecordName("test", trial.name),
        location=location_of(failure.node),
        label=failure.label,
        clause=failure.clause or rule.clause,
        fingerprint=_fingerprint(id_, trial, failure.word),
        related=tuple(_related(failure.findings)),
        remedy=rule.remedy,
    )


def _related(findings: Iterable[Finding]) -> Iterable[Related]:
    for one in findings:
        yield Related(one.location, one.label or "found here")
        yield from one.related


def _fingerprint(*parts: str | Trial) -> str:
    key = "\x1f".join("\x1e".join(part) if isinstance(part, Trial) else str(part) for part in parts)
    return sha256(key.encode(errors="replace")).hexdigest()[:32]
