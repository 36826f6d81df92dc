"""`explain`: everything about one rule, in the order in which a person asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.errors import InputError, UsageError
from policycheck.kinds import KINDS, kind
from policycheck.lint import LINTS
from policycheck.model.report import RuleInForce
from policycheck.plan import Kind, Tighter
from policycheck.policy.compile import RuleSource
from policycheck.policy.params import with_params
from policycheck.policy.periods import ALWAYS, Period
from policycheck.policy.problems import Problems, nearest
from policycheck.policy.project import Project
from policycheck.policy.worded import dotted, place_of, worded
from policycheck.tasks.built_in import BUILT_IN
from policycheck.tasks.policies import policy_named, ready_policy

__all__ = ["Line", "explain"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation: what it is about ('' for more of the same) and what it says."""

    about: str
    text: str


def explain(rule: str, policy: str, base: Path, project: Project | None = None) -> list[Line]:
    """The lines about a rule of a policy, which is found as `check` finds it.

    Raises UsageError for an unknown rule, InputError for a broken policy.
    """
    about = _built_in(rule)
    if about is not None:
        return [
            Line(about.id, about.title),
            Line("severity", str(about.severity)),
            Line("defined by", "policycheck itself"),
            *_manual(about.id),
            Line("help", about.remedy),
        ]
    named = policy_named(policy, project, base)
    ready = ready_policy(
        named,
        project.root if project else base,
        zone=project.zone if project else None,
        fields=project.fields if project else {},
    )
    source = next((one for one in ready.sources if one.surface.id == rule), None)
    if source is None:
        if ready.problems:
            raise InputError(ready.problems)
        known = [one.surface.id for one in ready.sources]
        raise UsageError(f"{named} has no rule {rule}; {nearest(rule, known)}")
    return [
        *_head(source),
        *_covers(source, ready.sources),
        *_test(source),
        *_words(source),
        *_authority(source),
        *_examples(source),
    ]


def _built_in(rule: str) -> RuleInForce | None:
    """A rule of policycheck itself: of a check, or of lint."""
    if rule.startswith("policycheck:") and rule not in BUILT_IN:
        from policycheck.tasks.lint_findings import LINT_RULES

        return LINT_RULES.get(rule)
    return BUILT_IN.get(rule)


def _manual(id_: str) -> Iterator[Line]:
    """What a lint says of itself."""
    module = LINTS.get(id_.partition(":")[2])
    text = str(import_module(module).__doc__) if module else ""
    for number, paragraph in enumerate(text.strip().split("\n\n") if text else ()):
        yield Line("" if number else "looks for", " ".join(paragraph.split()))


def _head(source: RuleSource) -> Iterator[Line]:
    about = source.rule.about
    yield Line(about.id, about.title)
    yield Line("severity", str(about.severity))
    yield Line(
        "defined in", f"{about.clause.path}:{about.clause.line}  (policy {source.loaded.policy})"
    )
    each = f", each of its {source.surface.each}" if source.surface.each else ""
    yield Line("applies to", " and ".join(source.rule.applies_to) + each)
    yield from _dates(source)
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
    for number, one in enumerate(source.loaded.changes):
        was = worded(one.before) if one.before else "not given"
        way = f": {one.way}" if one.way else ""
        yield Line(
            "" if number else "changed",
            f"{dotted(one.field)} {worded(one.after)} (was {was}){way}, by {one.policy} at "
            f"{place_of(one.after)}: {one.reason}",
        )


def _covers(source: RuleSource, sources: Iterable[RuleSource]) -> Iterator[Line]:
    """The rules that ask the same: one place that both find is said once."""
    if source.surface.covers:
        yield Line("covers", ", ".join(source.surface.covers))
    by = [one.surface.id for one in sources if source.surface.id in one.surface.covers]
    if by:
        yield Line("covered by", ", ".join(by))


def _test(source: RuleSource) -> Iterator[Line]:
    node = source.loaded.node
    if not isinstance(node, Mapping):
        return
    when = node.get("when")
    if when is not None:
        yield Line("when", worded(_filled(when, source)))
    yield from _check(_filled(node.entries["check"].value, source))


def _check(node: Node, before: str = "fails when") -> Iterator[Line]:
    """The kind in its own words, then its options, each with the direction in which it tightens."""
    if not isinstance(node, Mapping):
        return
    named = node.get("kind")
    if not isinstance(named, Scalar):
        for entry in node:
            below = entry.value.items if isinstance(entry.value, Sequence) else [entry.value]
            yield Line(
                "fails unless", f"{entry.key.text} of these hold" if len(below) > 1 else "not:"
            )
            for one in below:
                yield from _check(one, "  fails when")
        return
    manual = str(import_module(KINDS[named.text]).__doc__)
    first = manual.partition("\n\n")[0].replace("\n", " ").removeprefix("Fails when ")
    yield Line(before, f"{first}  ({named.text})")
    found = kind(named.text)
    for entry in node:
        if entry.key.text != "kind":
            direction = _direction(found, entry.key.text)
            yield Line("", f"{entry.key.text}: {worded(entry.value)}  ({direction})")


def _direction(found: Kind, option: str) -> str:
    for name, field in found.options.model_fields.items():
        if (field.alias or name) == option:
            return next(str(mark) for mark in field.metadata if isinstance(mark, Tighter))
    return ""


def _words(source: RuleSource) -> Iterator[Line]:
    surface = source.surface
    kinds = source.check.kinds
    default = kinds[0].message if len(kinds) == 1 else surface.title
    yield Line("message", surface.message or default)
    if surface.remedy:
        yield Line("help", surface.remedy)


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


def _filled(node: Node, source: RuleSource) -> Node:
    return with_params(node, source.loaded.params.at(ALWAYS, source.zone), Problems())


def _bare(example: Node) -> str:
    """An example without the braces around it."""
    text = worded(example)
    return text[1:-1] if isinstance(example, Mapping) else text
