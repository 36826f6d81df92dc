"""One rule, compiled: a form for each period in which nothing about it changes."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as MappingLike
from dataclasses import dataclass
from datetime import tzinfo
from typing import TypeVar

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.engine.program import CompiledRule, DatedRule
from policycheck.mistakes.policies import PARAMETER_GAP
from policycheck.mistakes.rules import CERTAIN_HEURISTIC, UNKNOWN_RECORD_KIND
from policycheck.model.finding import Severity
from policycheck.model.registry import RECORD_KINDS
from policycheck.plan import RefusedOption
from policycheck.policy.checks import CompiledCheck
from policycheck.policy.filled import (
    Filled,
    Filling,
    MadeForm,
    check_of,
    condition_of,
    each_of,
)
from policycheck.policy.loaded import Alteration, LoadedRule
from policycheck.policy.messages import compile_message
from policycheck.policy.params import emptied, names_in_rule, with_params
from policycheck.policy.paths import Scope, Shapes
from policycheck.policy.periods import Period, Stage, cut, period_of, stages_of
from policycheck.policy.problems import Problems, nearest
from policycheck.policy.rule_forms import about_of, staged
from policycheck.policy.rule_scope import RuleScope
from policycheck.policy.rule_surface import RAW, Mode, RuleSurface
from policycheck.policy.spoken import Spoken
from policycheck.policy.surface import validated

__all__ = ["RuleCompiler", "RuleSource"]

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class RuleSource:
    """A compiled rule and where it came from, for those who explain or test it.

    `made` is what it came to in each period in which no parameter changes. `untranslated` says that
    some of its words are in another language than was asked for.
    """

    rule: DatedRule
    surface: RuleSurface
    loaded: LoadedRule
    made: tuple[MadeForm, ...]
    shapes: Shapes
    zone: tzinfo | None
    untranslated: bool = False

    @property
    def check(self) -> CompiledCheck:
        """The check of its last form."""
        return self.made[-1].check


class RuleCompiler:
    """Compiles the rules of one policy; what is wrong with them goes to `problems`."""

    def __init__(
        self, problems: Problems, zone: tzinfo | None, shapes: Shapes, language: str = ""
    ) -> None:
        self.problems = problems
        self.zone = zone
        self.shapes = shapes
        self.language = language

    def rule(self, loaded: LoadedRule) -> RuleSource | None:
        """One rule compiled; None after noting what is wrong. Every part of it is looked at."""
        node = loaded.node
        surface = validated(RuleSurface, node, self.problems, RAW)
        if surface is None or not isinstance(node, Mapping) or not self._are_kinds(surface, node):
            return None
        said = Spoken(surface, self.language)
        try:
            made = [
                self._formed(loaded, said, node, period)
                for period in self._periods(loaded, surface)
            ]
        except RefusedOption:
            return None
        return RuleSource(
            DatedRule(tuple(form for one in made for form in one.forms)),
            surface,
            loaded,
            tuple(made),
            self.shapes,
            self.zone,
            said.untranslated,
        )

    def _periods(self, loaded: LoadedRule, surface: RuleSurface) -> list[Period]:
        """The periods in which no parameter of the rule changes."""
        whole = self._whole(loaded, surface)
        node = loaded.node
        assert isinstance(node, Mapping)
        return cut(whole, loaded.params.cuts(names_in_rule(node), self.zone))

    def _whole(self, loaded: LoadedRule, surface: RuleSurface) -> Period:
        own, policys = (period_of(one, self.zone) for one in (surface.effective, loaded.effective))
        whole = own.within(policys)
        # A rule that never counts is a rule all the same: it has one form, for no time at all.
        return Period(whole.begins, whole.begins) if whole.is_empty else whole

    def _formed(self, loaded: LoadedRule, said: Spoken, node: Mapping, period: Period) -> MadeForm:
        """The forms of a period, one for each stage in it."""
        params = loaded.params.at(period, self.zone)
        self._refuse_gaps(loaded, node, params, period)
        scopes = tuple(Scope(self.shapes, kind) for kind in said.surface.applies_to)
        scope = RuleScope(scopes, self.problems, self.zone, params)
        form, check, filled = self._form(said, node, scope, loaded.altered or _as_it_stands)
        stages = stages_of(said.surface.stages, period, self.zone)
        stages = stages or [Stage(Period(period.begins, period.begins), Mode.ENFORCE)]
        return MadeForm(filled, check, [staged(form, stage) for stage in stages])

    def _refuse_gaps(
        self, loaded: LoadedRule, node: Mapping, params: MappingLike[str, Node], period: Period
    ) -> None:
        """A dated parameter has a value at all times at which the rule counts."""
        gone = sorted((names_in_rule(node) & loaded.params.values.keys()) - params.keys())
        for name in gone:
            message = f"parameter ${name} has no value {period}"
            advice = "give it one for that time, or end the rule before"
            self.problems.at(loaded.params.values[name], PARAMETER_GAP, message, advice)
        if gone:
            raise RefusedOption

    def _form(
        self, said: Spoken, node: Mapping, scope: RuleScope, altered: Alteration
    ) -> tuple[CompiledRule, CompiledCheck, Filled]:
        each, inner = each_of(node.get("each"), scope)
        before = len(self.problems.found)
        when = self._filling("when", node, inner, altered)
        condition = self._tried(lambda: condition_of(when, inner)) if when else None
        asked = self._filling("check", node, inner, altered)
        check = self._check(said.surface, node, asked, inner, each=each is not None)
        if asked is None or check is None or len(self.problems.found) > before:
            raise RefusedOption
        filled = Filled(
            applies_to=said.surface.applies_to,
            check=asked,
            message=said.message or check.message or _literal(said.title),
            message_at=node.get("message") or node,
            params=scope.params,
            when=when,
            each=node.get("each"),
            expressions=inner.seen.expressions,
        )
        rule = CompiledRule(
            about=about_of(said, node, check),
            applies_to=filled.applies_to,
            plan=check.plan,
            message=compile_message(filled.message, filled.message_at, check.values, inner),
            when=condition,
            each=each,
            grounds=tuple(inner.seen.grounds.values()),
            reads=frozenset(inner.seen.kinds),
            reads_text=all(kind.reads_text for kind in check.kinds),
            idle=when is not None and _is_never_met(when.node, inner),
            hears=inner.seen.text.hears,
        )
        return rule, check, filled

    def _filling(
        self, name: str, node: Mapping, scope: RuleScope, altered: Alteration
    ) -> Filling | None:
        """A part with its parameters filled in; None where there is none, or after noting why."""
        written = node.get(name)
        if written is None:
            return None
        before = len(self.problems.found)
        filled = altered(name, with_params(written, scope.params, self.problems))
        if filled is None or len(self.problems.found) > before:
            return None
        return Filling(filled, emptied(written, filled))

    def _tried(self, make: Callable[[], Made]) -> Made | None:
        """What is made; None after what is wrong with it was noted."""
        try:
            return make()
        except RefusedOption:
            return None

    def _check(
        self,
        surface: RuleSurface,
        node: Mapping,
        asked: Filling | None,
        scope: RuleScope,
        *,
        each: bool,
    ) -> CompiledCheck | None:
        """The check; None after noting what is wrong."""
        if asked is None:
            return None
        check = self._tried(lambda: check_of(asked, scope, surface.applies_to, each=each))
        if check is not None:
            self._refuse_certainty(surface, node, check)
        return check

    def _are_kinds(self, surface: RuleSurface, node: Mapping) -> bool:
        named = node.entries["applies_to"].value
        items = named.items if isinstance(named, Sequence) else [named]
        unknown = [i for i in items if isinstance(i, Scalar) and i.text not in RECORD_KINDS]
        for item in unknown:
            advice = nearest(item.text, RECORD_KINDS)
            message = f"unknown kind of record {item.text}"
            self.problems.at(item, UNKNOWN_RECORD_KIND, message, advice)
        return not unknown and len(surface.applies_to) > 0

    def _refuse_certainty(self, surface: RuleSurface, node: Mapping, check: CompiledCheck) -> None:
        guess = next((kind.name for kind in check.kinds if kind.heuristic), None)
        if guess and surface.severity in (Severity.ERROR, Severity.WARNING):
            self.problems.under(
                node,
                ("severity",),
                CERTAIN_HEURISTIC,
                f"{guess} is a heuristic: its severity is review or info, not {surface.severity}",
                "write review: a person decides what a heuristic finds",
            )


def _as_it_stands(_part: str, node: Node) -> Node:
    return node


def _literal(text: str) -> str:
    """A text as a message in which nothing is filled in."""
    return text.replace("{", "{{").replace("}", "}}")


def _is_never_met(when: Node, scope: RuleScope) -> bool:
    """Whether a condition asks for what parameters alone decide, and that is not so."""
    node = when.get("cel") if isinstance(when, Mapping) else None
    expression = scope.seen.expressions.get(node.text) if isinstance(node, Scalar) else None
    return expression is not None and expression.constant is False
