"""The finished report of a check: masked, in order, counted, with what is to be noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec.structs import replace

from policycheck import __version__
from policycheck.engine.evaluation import Evaluation
from policycheck.engine.spool import Spool
from policycheck.engine.veil import Veil
from policycheck.errors import Problem
from policycheck.model.finding import Finding, Outcome, Severity, order
from policycheck.model.report import Report, Summary
from policycheck.tasks.built_in import BUILT_IN
from policycheck.tasks.listed_unknown import listed_unknown
from policycheck.tasks.ready import ReadyPolicy, may_be_waived
from policycheck.tasks.request import CheckRequest

__all__ = ["finished"]


def finished(
    request: CheckRequest,
    ready: ReadyPolicy,
    result: Evaluation,
    problems: Iterable[Problem],
    notes: Iterable[str],
) -> Report:
    """The report of an evaluation; `notes` are sentences besides those that it makes itself."""
    veil = Veil(()) if request.reveal else Veil(result.secrets)
    findings = Spool.of((veil.finding(one) for one in result.findings), order)
    most = request.max_findings
    listed = findings.settled() if most is None else tuple(islice(findings, most))
    unknown, cut_unknown = listed_unknown(result.unknown)
    own = (rule for id_, rule in BUILT_IN.items() if id_ in ready.built_in)
    rules = [*(rule.about for rule in ready.program.rules), *own]
    return Report(
        version=__version__,
        as_of=str(request.as_of) if request.as_of else None,
        policy=replace(ready.program.policy, rules=len(ready.program.rules)),
        summary=_summary(result, findings),
        rules=tuple(sorted(rules, key=lambda one: one.id)),
        findings=listed,
        unknown=tuple(veil.unknown(one) for one in unknown),
        errors=tuple(sorted({veil.problem(one) for one in problems})),
        notes=(*_interrupted(result), *_said(request, ready, result), *notes),
        cut_findings=len(findings) - len(listed),
        cut_unknown=cut_unknown,
        records=result.record_ids.settled(),
        waivable=may_be_waived(request.project, ready),
        interrupted=result.interrupted,
    )


def _summary(result: Evaluation, findings: Iterable[Finding]) -> Summary:
    by_severity: Counter[Severity] = Counter()
    waived = fixable = 0
    for one in findings:
        if one.outcome is Outcome.WAIVED:
            waived += 1
        elif one.outcome is Outcome.FAIL and not one.observed:
            by_severity[one.severity] += 1
            fixable += bool(one.fix and one.fix.safe)
    return Summary(
        records=dict(sorted(result.records.items())),
        findings={severity: by_severity[severity] for severity in Severity},
        unknown=len(result.unknown),
        waived=waived,
        not_applicable=result.outcomes[Outcome.NOT_APPLICABLE],
        passed=result.outcomes[Outcome.PASS],
        fixable=fixable,
    )


def _said(request: CheckRequest, ready: ReadyPolicy, result: Evaluation) -> Iterator[str]:
    """What is to be noted of the rules and their findings."""
    if not request.changes:
        yield from _idle(ready, result)
    yield from _left_out(result)
    yield from _untranslated(request, ready)


def _interrupted(result: Evaluation) -> Iterator[str]:
    if result.interrupted:
        done = sum(result.records.values())
        yield f"interrupted: {done:,} records were read, and not all of what was asked is judged"


def _left_out(result: Evaluation) -> Iterator[str]:
    if result.left_out:
        pairs = ", ".join(f"{one.rule} by {one.by}" for one in sorted(result.left_out))
        noun = "finding is" if result.left_out.total() == 1 else "findings are"
        yield f"{result.left_out.total()} {noun} said by a rule that asks the same: {pairs}"


def _untranslated(request: CheckRequest, ready: ReadyPolicy) -> Iterator[str]:
    rules = ready.untranslated
    if rules:
        noun = "rule has" if len(rules) == 1 else "rules have"
        yield f"{len(rules)} {noun} no words in {request.language}: {', '.join(rules)}"


def _idle(ready: ReadyPolicy, result: Evaluation) -> Iterator[str]:
    idle = sorted(
        rule.id
        for rule in ready.program.rules
        if rule.id in result.in_force and rule.id not in result.matched
    )
    if idle and result.records:
        noun = "rule in force" if len(idle) == 1 else "rules in force"
        yield f"{len(idle)} {noun} matched no record: {', '.join(idle)}"
