"""What is said of a rule in each of its forms, and how much weight it has there."""

from __future__ import annotations

from msgspec.structs import replace

from policycheck.document import Mapping
from policycheck.engine.program import CompiledRule
from policycheck.model.finding import Authority, Clause, Severity
from policycheck.model.report import RuleInForce
from policycheck.policy.periods import Stage
from policycheck.policy.rule_surface import Mode
from policycheck.policy.single_check import CompiledCheck
from policycheck.policy.spoken import Spoken

__all__ = ["about_of", "staged"]


def staged(form: CompiledRule, stage: Stage) -> CompiledRule:
    """The form in a stage: with that weight, for that time."""
    severity = form.about.severity
    if stage.mode is Mode.OBSERVE:
        severity = Severity.INFO
    elif stage.mode is Mode.WARN and severity is Severity.ERROR:
        severity = Severity.WARNING
    return replace(
        form,
        about=replace(form.about, severity=severity),
        begins=stage.period.begins,
        ends=stage.period.ends,
        observed=stage.mode is Mode.OBSERVE,
    )


def about_of(said: Spoken, node: Mapping, check: CompiledCheck) -> RuleInForce:
    """What formats say of the rule."""
    surface = said.surface
    line = node.source.position(node.entries["id"].key.span.start).line
    authority = tuple(
        Authority(
            one.cite,
            one.section,
            one.url,
            one.checked_on.isoformat() if one.checked_on else "",
            one.recheck_by.isoformat() if one.recheck_by else "",
        )
        for one in surface.authority
    )
    return RuleInForce(
        id=surface.id,
        title=said.title,
        severity=surface.severity,
        kind=" ".join(dict.fromkeys(kind.name for kind in check.kinds)),
        clause=Clause(node.source.path, line, said.title),
        remedy=said.remedy,
        authority=authority,
        controls=surface.controls,
        serves=surface.serves,
    )
