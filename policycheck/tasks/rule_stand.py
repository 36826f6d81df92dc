"""Where a rule stands on a date: in force or not, and with how much weight."""

from __future__ import annotations

from datetime import datetime

from policycheck.engine.program import CompiledRule
from policycheck.model.moment import Moment
from policycheck.model.rulebook import Stand
from policycheck.policy.compile import RuleSource
from policycheck.policy.periods import Period, stages_of

__all__ = ["form_at", "period_of_form", "stand_of"]


def form_at(source: RuleSource, at: Moment) -> CompiledRule:
    """The form in force; else the next one, else the last that was."""
    forms = source.rule.forms
    coming = (form for form in forms if form.begins and form.begins > at.last)
    return source.rule.at(at) or next(coming, forms[-1])


def period_of_form(form: CompiledRule) -> Period:
    return Period(form.begins, form.ends)


def stand_of(source: RuleSource, at: Moment) -> Stand:
    form = form_at(source, at)
    in_force = source.rule.at(at) is not None
    period = period_of_form(form)
    mode = _mode(source, form) if in_force else ""
    return Stand(in_force, mode, _edge(form.begins), _edge(form.ends), _words(period, at, mode))


def _mode(source: RuleSource, form: CompiledRule) -> str:
    stages = stages_of(source.surface.stages, period_of_form(form), source.zone)
    return str(stages[0].mode) if stages else ""


def _edge(edge: datetime | None) -> str:
    return edge.isoformat().replace("+00:00", "Z") if edge else ""


def _words(period: Period, at: Moment, mode: str) -> str:
    if mode == "":
        if period.is_empty:
            return "never in force"
        later = period.begins is not None and period.begins > at.last
        return f"not yet in force: {period}" if later else f"no longer in force: {period}"
    always = period.begins is None and period.ends is None
    return "in force" if always else f"in force {period}"
