"""`explain RULE`: everything about one rule, in the order in which a person asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.kinds import KINDS, kind
from policycheck.lint import LINTS
from policycheck.model.moment import Moment
from policycheck.model.report import RuleInForce
from policycheck.plan import Kind
from policycheck.plan.declared import declared_in
from policycheck.policy.compile import RuleSource
from policycheck.policy.loaded import LoadedPolicy
from policycheck.policy.params import with_params
from policycheck.policy.periods import Period
from policycheck.policy.problems import Problems
from policycheck.policy.spoken import Spoken
from policycheck.policy.worded import worded
from policycheck.tasks.built_in import BUILT_IN
from policycheck.tasks.explanation import ExplainRequest, Line, policy_of, rule_named
from policycheck.tasks.rule_listing import default_message, provenance
from policycheck.tasks.rule_parameters import parameters_of
from policycheck.tasks.rule_stand import form_at, period_of_form, stand_of

__all__ = ["explain_rule"]


def explain_rule(request: ExplainRequest) -> list[Line]:
    """The lines about a rule of a policy, which is found as `check` finds it.

    Raises UsageError for an unknown rule, InputError for a broken policy.
    """
    about = _built_in(request.named)
    if about is not None:
        return [
            Line(about.id, about.title),
            Line("severity", str(about.severity)),
            Line("defined by", "policycheck itself"),
            *_manual(about.id),
            Line("help", about.remedy),
        ]
    ready = policy_of(request)
    source = rule_named(request, ready)
    at = request.as_of or Moment.instant(request.now)
    said = Spoken(source.surface, request.language)
    return [
        *_head(source, said, request.as_of),
        *_covers(source, ready.sources),
        *_test(source, ready.loaded, at),
        *_words(source, said),
        *_authority(source),
        *_examples(source),
    ]


def _built_in(rule: str) -> RuleInForce | None:
    """A rule of policycheck itself: of a check, of lint, or of tests."""
    if rule.startswith("policycheck:") and rule not in BUILT_IN:
        from policycheck.tasks.lint_findings import LINT_RULES
        from policycheck.tasks.trial_findings import TRIAL_RULES

        return LINT_RULES.get(rule) or TRIAL_RULES.get(rule)
    return BUILT_IN.get(rule)


def _manual(id_: str) -> Iterator[Line]:
    """What a lint says of itself."""
    module = LINTS.get(id_.partition(":")[2])
    text = str(import_module(module).__doc__) if module else ""
    for number, paragraph in enumerate(text.strip().split("\n\n") if text else ()):
        yield Line("" if number else "looks for", " ".join(paragraph.split()))


def _covers(source: RuleSource, sources: Iterable[RuleSource]) -> Iterator[Line]:
    """The rules that ask the same: one place that both find is said once."""
    if source.surface.covers:
        yield Line("covers", ", ".join(source.surface.covers))
    by = [one.surface.id for one in sources if source.surface.id in one.surface.covers]
    if by:
        yield Line("covered by", ", ".join(by))


def _head(source: RuleSource, said: Spoken, as_of: Moment | None) -> Iterator[Line]:
    about = form_at(source, as_of).about if as_of else source.rule.about
    yield Line(about.id, said.title)
    written = source.surface.severity
    lowered = "" if about.severity is written else f"  (written as {written})"
    yield Line("severity", f"{about.severity}{lowered}")
    yield Line(
        "defined in", f"{about.clause.path}:{about.clause.line}  (policy {source.loaded.policy})"
    )
    each = f", each of its {source.surface.each}" if source.surface.each else ""
    yield Line("applies to", " and ".join(source.rule.applies_to) + each)
    yield from _dates(source)
    if as_of:
        stand = stand_of(source, as_of)
        mode = f": {stand.mode}" if source.surface.stages and stand.mode else ""
        yield Line("on the date", f"{as_of}: {stand.words}{mode}")
    yield from _changes(source)


def _dates(source: RuleSource) -> Iterator[Line]:
    """From when to when, and with what weight, where it is not always the same."""
    forms = source.rule.forms
    if len(forms) == 1 and not forms[0].begins and not forms[0].ends:
        return
    for number, form in enumerate(forms):
        weight = "observed" if form.observed else str(form.about.severity)
        said = str(Period(form.begins, form.ends))
        staged = f"{said}: {weight}" if source.surface.stages else said
        yield Line("" if number else "in force", staged)


def _changes(source: RuleSource) -> Iterator[Line]:
    """What policies below have changed in it, and where."""
    for number, changed in enumerate(source.loaded.changes):
        one = provenance(changed)
        way = f": {one.way}" if one.way else ""
        yield Line(
            "" if number else "changed",
            f"{one.field} {one.now_words} (was {one.was_words}){way}, by {one.policy} at "
            f"{one.path}:{one.line}: {one.reason}",
        )


def _test(source: RuleSource, policy: LoadedPolicy, at: Moment) -> Iterator[Line]:
    """When it applies and when it fails, with its parameters as they are at that moment."""
    node = source.loaded.node
    if not isinstance(node, Mapping):
        return
    values = source.loaded.params.at(period_of_form(form_at(source, at)), source.zone)
    when = node.get("when")
    if when is not None:
        yield Line("when", worded(with_params(when, values, Problems())))
    yield from _check(with_params(node.entries["check"].value, values, Problems()))
    for number, one in enumerate(parameters_of(source.loaded, values, policy)):
        how = "lexicon" if one.is_lexicon else "open" if one.is_open else "may only be tightened"
        place = f"{one.path}:{one.line}"
        yield Line("" if number else "uses", f"{one.name}: {one.words}  ({place}, {how})")


def _check(node: Node, depth: int = 0) -> Iterator[Line]:
    """The kind in its own words, then its options; what combines others has them indented."""
    if not isinstance(node, Mapping):
        return
    about, indent = ("", "  " * depth) if depth else ("fails when", "")
    named = node.get("kind")
    if not isinstance(named, Scalar):
        for entry in node:
            yield Line(about, f"{indent}{_COMBINED.get(entry.key.text, entry.key.text)}")
            below = entry.value.items if isinstance(entry.value, Sequence) else [entry.value]
            for one in below:
                yield from _check(one, depth + 1)
        return
    manual = str(import_module(KINDS[named.text]).__doc__)
    first = manual.partition("\n\n")[0].replace("\n", " ").removeprefix("Fails when ")
    yield Line(about, f"{indent}{first}  ({named.text})")
    found = kind(named.text)
    for entry in node:
        if entry.key.text != "kind":
            direction = _direction(found, entry.key.text)
            yield Line("", f"{indent}{entry.key.text}: {worded(entry.value)}  ({direction})")


_COMBINED = {
    "all": "any of these fails:",
    "any": "all of these fail:",
    "not": "this does not fail:",
}


def _direction(found: Kind, option: str) -> str:
    for declared in declared_in(found.options).values():
        if declared.name == option:
            return str(declared.tighter)
    return ""


def _words(source: RuleSource, said: Spoken) -> Iterator[Line]:
    yield Line("message", said.message or default_message(source, said.title))
    if said.remedy:
        yield Line("help", said.remedy)


def _authority(source: RuleSource) -> Iterator[Line]:
    for number, one in enumerate(source.rule.about.authority):
        parts = [f"{one.cite}, {one.section}" if one.section else one.cite]
        parts += [one.url] if one.url else []
        parts += [f"checked on {one.checked_on}" if one.checked_on else "not checked"]
        yield Line("" if number else "authority", "; ".join(parts))
    if source.surface.controls:
        yield Line("controls", ", ".join(source.surface.controls))
    if source.surface.serves:
        yield Line("serves", ", ".join(source.surface.serves))


def _examples(source: RuleSource) -> Iterator[Line]:
    node = source.loaded.node
    examples = node.get("examples") if isinstance(node, Mapping) else None
    for number, example in enumerate(examples.items if isinstance(examples, Sequence) else ()):
        yield Line("" if number else "examples", _bare(example))


def _bare(example: Node) -> str:
    """An example without the braces around it."""
    text = worded(example)
    return text[1:-1] if isinstance(example, Mapping) else text
