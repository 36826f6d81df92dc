"""A policy that was read and compiled, as what is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Raw, msgpack

from policycheck.document import Node, Scalar
from policycheck.engine.program import CompiledRule, Program
from policycheck.model.shape import Type
from policycheck.plan import Profiles
from policycheck.policy.compile import RuleSource
from policycheck.policy.filled import Filled, MadeForm
from policycheck.policy.inputs import Inputs
from policycheck.policy.kept.entry import (
    Body,
    KeptForm,
    KeptInputs,
    KeptPart,
    KeptPolicy,
    KeptRule,
)
from policycheck.policy.kept.platforms import packed_platforms
from policycheck.policy.kept.trees import packed
from policycheck.policy.kept.values import NotKept, packed_options
from policycheck.policy.loaded import LoadedPolicy
from policycheck.policy.params import names_in_expressions
from policycheck.policy.paths import OWN_TYPES
from policycheck.policy.rule_terms import RuleTerms

__all__ = ["packed_policy"]


def packed_policy(
    policy: LoadedPolicy,
    program: Program,
    sources: Sequence[RuleSource],
    profiles: Profiles,
    inputs: Inputs,
) -> bytes:
    """The policy as bytes. Raises NotKept where it cannot be kept."""
    rules = policy.waiver_rules
    kept = KeptPolicy(
        inputs=_inputs(inputs),
        id=policy.id,
        digest=policy.digest,
        rule_ids=sorted(policy.rule_ids()),
        fields={name: _own_type(type_) for name, type_ in policy.fields.items()},
        max_days={str(severity): days for severity, days in rules.max_days.items()},
        approver_roles=rules.approver_roles,
        allow_inline=rules.allow_inline,
        covers={id_: sorted(others) for id_, others in program.covers.items()},
        untranslated=sorted(one.surface.id for one in sources if one.untranslated),
        rules=[_rule(one) for one in sources],
        profiles=packed_platforms(profiles),
    )
    return msgpack.encode(kept, enc_hook=_plain_text)


def _plain_text(value: object) -> str:
    """A text with more to it (in several languages, say) as what it says here."""
    if isinstance(value, str):
        return str(value)
    raise NotKept(f"a value of type {type(value).__name__}")


def _inputs(inputs: Inputs) -> KeptInputs:
    return KeptInputs(
        [(target, base, file) for (target, base), file in sorted(inputs.targets.items())],
        dict(sorted(inputs.files.items())),
        dict(sorted(inputs.listings.items())),
        sorted(inputs.missing),
    )


def _own_type(wanted: Type) -> str:
    return next(name for name, one in OWN_TYPES.items() if one == wanted)


def _rule(source: RuleSource) -> KeptRule:
    surface = source.surface
    return KeptRule(
        surface.id,
        RuleTerms(surface.severity, surface.applies_to, surface.waivable),
        [_part(one, source) for one in source.made],
        [_form(form, number) for number, one in enumerate(source.made) for form in one.forms],
    )


def _form(form: CompiledRule, part: int) -> KeptForm:
    return KeptForm(
        part=part,
        begins=form.begins.isoformat() if form.begins else None,
        ends=form.ends.isoformat() if form.ends else None,
        about=form.about,
        observed=form.observed,
    )


def _part(made: MadeForm, source: RuleSource) -> KeptPart:
    filled, plan, form = made.filled, made.check.plan, made.forms[0]
    if filled.each is not None and not isinstance(filled.each, Scalar):
        raise NotKept("each is no path")
    searches = [
        (one.phrases, one.patterns, one.whole_words, one.match_case) for one in form.searches
    ]
    return KeptPart(
        each=filled.each.text if filled.each else None,
        has_when=filled.when is not None,
        looks_across=plan.gather is not None,
        reads_text=form.reads_text,
        reads=sorted(form.reads),
        idle=form.idle,
        searches=Raw(msgpack.encode(searches, enc_hook=_plain_text)),
        body=Raw(msgpack.encode(_body(made, source), enc_hook=_plain_text)),
    )


def _body(made: MadeForm, source: RuleSource) -> Body:
    filled = made.filled
    when = filled.when
    return Body(
        when=packed(when.node, when.empty) if when else None,
        check=packed(filled.check.node, filled.check.empty),
        options=[packed_options(one) for one in made.check.asked],
        message=str(filled.message),
        params=_params(filled, source),
        answers={
            text: answer
            for text, one in filled.expressions.items()
            if (answer := one.constant) is not None
        },
    )


def _params(filled: Filled, source: RuleSource) -> dict[str, Any]:
    """The parameters that its expressions name, and those that these are made of."""
    parts: list[Node] = [filled.check.node, *([filled.when.node] if filled.when else [])]
    named = {name for part in parts for name in names_in_expressions(part)}
    wanted = source.loaded.params.all_of(named) & filled.params.keys()
    return {name: packed(filled.params[name], {}) for name in sorted(wanted)}
