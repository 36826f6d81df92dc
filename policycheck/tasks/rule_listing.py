"""One rule with every field as it counts on a date, and where each field came from."""

from __future__ import annotations

from policycheck.document import Mapping, Node, Sequence
from policycheck.engine.program import CompiledRule
from policycheck.model.finding import Severity
from policycheck.model.moment import Moment
from policycheck.model.rulebook import ListedRule, Provenance, Sentence, WaiversAllowed
from policycheck.policy.compile import RuleSource
from policycheck.policy.loaded import Changed, LoadedPolicy
from policycheck.policy.params import with_params
from policycheck.policy.problems import Problems
from policycheck.policy.spoken import Spoken
from policycheck.policy.waiver_rules import WaiverRules
from policycheck.policy.worded import dotted, worded
from policycheck.policy.wording import Asked, Saying, asked_by, conditions_in
from policycheck.policy.words import Words
from policycheck.tasks.rule_examples import examples_of
from policycheck.tasks.rule_parameters import parameters_of
from policycheck.tasks.rule_stand import form_at, period_of_form, stand_of
from policycheck.tasks.rule_values import check_value, node_value

__all__ = ["default_message", "listed_rule", "provenance"]


def listed_rule(
    source: RuleSource, policy: LoadedPolicy, at: Moment, language: str = ""
) -> ListedRule:
    """The rule of a policy on a date, its words in a language where it has them."""
    surface, loaded, form = source.surface, source.loaded, form_at(source, at)
    said = Spoken(surface, language)
    values = loaded.params.at(period_of_form(form), source.zone)
    when, check = (_part(loaded.node, key) for key in ("when", "check"))
    say = Saying(surface.applies_to[0], values, source.shapes.groups, surface.each)
    about = form.about
    return ListedRule(
        id=surface.id,
        title=said.title,
        message=said.message or default_message(source, said.title),
        remedy=said.remedy,
        languages=_languages(source),
        applies_to=surface.applies_to,
        each=surface.each,
        when=node_value(with_params(when, values, Problems())) if when else None,
        check=check_value(with_params(check, values, Problems())) if check else None,
        kind=about.kind,
        severity=about.severity,
        severity_as_written=surface.severity,
        stand=stand_of(source, at),
        effective=(surface.effective.from_, surface.effective.to),
        stages=tuple((one.from_, str(one.mode)) for one in surface.stages),
        authority=about.authority,
        controls=surface.controls,
        serves=surface.serves,
        delegable=surface.delegable,
        waivers=_waivers(form, policy.waiver_rules, may=surface.waivable),
        examples=examples_of(source),
        example_count=_count(_part(loaded.node, "examples")),
        clause=about.clause,
        policy=loaded.policy,
        changes=tuple(map(provenance, loaded.changes)),
        parameters=parameters_of(loaded, values, policy),
        asks=tuple(map(_sentence, asked_by(check, say))) if check else (),
        conditions=tuple(conditions_in(when, say)),
    )


def default_message(source: RuleSource, title: str) -> str:
    """What a finding says where the rule has no words for it: those of its kind, else its title."""
    kinds = source.check.kinds
    return kinds[0].message if len(kinds) == 1 else title


def provenance(changed: Changed) -> Provenance:
    """A change that a policy below has made, as it is listed."""
    at = changed.after
    return Provenance(
        field=dotted(changed.field),
        was=node_value(changed.before),
        now=node_value(changed.after),
        was_words=worded(changed.before) if changed.before else "not given",
        now_words=worded(changed.after),
        way=str(changed.way or ""),
        policy=changed.policy,
        path=at.source.path,
        line=at.source.position(at.span.start).line,
        reason=changed.reason,
    )


def _part(node: Node, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Mapping) else None


def _count(node: Node | None) -> int:
    return len(node.items) if isinstance(node, Sequence) else 0


def _languages(source: RuleSource) -> dict[str, dict[str, str]]:
    surface = source.surface
    texts = {"title": surface.title, "message": surface.message, "remedy": surface.remedy}
    return {name: dict(text.by_language) for name, text in texts.items() if isinstance(text, Words)}


def _waivers(form: CompiledRule, rules: WaiverRules, *, may: bool) -> WaiversAllowed:
    roles = rules.approver_roles or ()
    most = rules.max_days.get(Severity(form.about.severity))
    if not may or not roles:
        return WaiversAllowed(allowed=False)
    return WaiversAllowed(True, most, roles, bool(rules.allow_inline))


def _sentence(asked: Asked) -> Sentence:
    return Sentence(asked.text, tuple(map(_sentence, asked.parts)))
