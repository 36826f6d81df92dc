"""One clause of a handbook: what a rule asks, of whom, why, what to do, and examples."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.model.finding import Authority
from policycheck.model.registry import RECORD_KINDS
from policycheck.model.rulebook import Example, ListedRule, Sentence
from policycheck.reports.rulebook.layout import Layout
from policycheck.reports.rulebook.markdown import anchor, code, escape, link

__all__ = ["clause"]

#: So many examples of what is wrong, and of what is right, are shown.
_EXAMPLES = 3
#: A longer record tells a reader nothing; who keeps records finds it in the policy.
_LONGEST = 200


def clause(rule: ListedRule, number: str, layout: Layout) -> Iterator[str]:
    """The blocks of a clause, in the order in which a person asks."""
    yield anchor(layout.rule(rule))
    yield f"### {number} {escape(rule.title)} ({escape(rule.id)})"
    yield _asks(rule)
    yield _whom(rule)
    if rule.authority:
        yield _why(rule)
    if rule.remedy:
        yield f"**What to do.** {escape(rule.remedy)}"
    yield from _examples(rule)
    yield _terms(rule, layout)


def _asks(rule: ListedRule) -> str:
    if len(rule.asks) == 1 and not rule.asks[0].parts:
        return f"**What is asked.** {escape(rule.asks[0].text)}"
    lines = [line for one in rule.asks for line in _items(one, "")]
    return "\n".join(["**What is asked.**", "", *lines])


def _items(sentence: Sentence, indent: str) -> Iterator[str]:
    yield f"{indent}- {escape(sentence.text)}"
    for part in sentence.parts:
        yield from _items(part, f"{indent}  ")


def _whom(rule: ListedRule) -> str:
    kinds = " and ".join(RECORD_KINDS[kind].plural.replace("_", " ") for kind in rule.applies_to)
    each = f", and there for each entry of {rule.each} by itself" if rule.each else ""
    who = f"**For whom.** For all {escape(kinds + each)}"
    if not rule.conditions:
        return f"{who}."
    if len(rule.conditions) == 1:
        return f"{who}, where {escape(rule.conditions[0])}."
    lines = [f"- {escape(one)}" for one in rule.conditions]
    return "\n".join([f"{who}, where all of this holds:", "", *lines])


def _why(rule: ListedRule) -> str:
    if len(rule.authority) == 1:
        return f"**Why.** {_authority(rule.authority[0])}"
    return "\n".join(["**Why.**", "", *(f"- {_authority(one)}" for one in rule.authority)])


def _authority(one: Authority) -> str:
    name = link(one.cite, one.url) if one.url else escape(one.cite)
    section = f", {escape(one.section)}" if one.section else ""
    checked = f"checked on {one.checked_on}" if one.checked_on else "not checked"
    return f"{name}{section} ({checked})"


def _examples(rule: ListedRule) -> Iterator[str]:
    for outcome, words in (("fail", "Wrong"), ("pass", "Right")):
        shown = [
            one
            for one in rule.examples
            if one.outcome == outcome and (one.text or len(one.words) <= _LONGEST)
        ]
        # What can be read as a post comes first: records are for those who keep them.
        shown.sort(key=lambda one: not one.text)
        if shown:
            yield "\n".join([f"**{words}:**", "", *map(_example, shown[:_EXAMPLES])])


def _example(one: Example) -> str:
    found = f" (found: {escape(one.found)})" if one.found and one.found != one.text else ""
    return f"- {escape(f'“{one.text}”') if one.text else code(one.words)}{found}"


def _terms(rule: ListedRule, layout: Layout) -> str:
    """What is said of every clause in a line: weight, dates, exceptions, lists, place."""
    said = [f"Weight: {_weight(rule)}", _dates(rule), _exceptions(rule)]
    if rule.serves:
        marks = (link(mark, "#appendix-b") for mark in rule.serves)
        said.append(f"Serves: {', '.join(marks)}")
    if rule.controls:
        said.append(f"Controls: {escape(', '.join(rule.controls))}")
    if rule.parameters:
        lists = (link(one.name, f"#{layout.list(one)}") for one in rule.parameters)
        said.append(f"Lists: {', '.join(lists)}")
    line = " · ".join(said)
    changed = [
        f"- Changed by {escape(one.policy)}: {escape(f'{one.field} {one.now_words}')}"
        f" (was {escape(one.was_words)}), because {escape(one.reason)}"
        for one in rule.changes
        if one.way
    ]
    return "\n".join([line, "", *changed]) if changed else line


def _weight(rule: ListedRule) -> str:
    if rule.stand.mode == "observe":
        return f"observed only for now; then {rule.severity_as_written}"
    if rule.severity is not rule.severity_as_written:
        return f"{rule.severity} for now; then {rule.severity_as_written}"
    return str(rule.severity)


def _dates(rule: ListedRule) -> str:
    stages = "; ".join(f"from {begins}: {_MODES[mode]}" for begins, mode in rule.stages)
    said = stages or rule.stand.words.removeprefix("in force").strip() or "without limit of time"
    return f"In force: {escape(said)}"


_MODES = {"observe": "observed only", "warn": "warned of", "enforce": "enforced"}


def _exceptions(rule: ListedRule) -> str:
    waivers = rule.waivers
    if not waivers.allowed:
        return "Exceptions: none"
    most = f"for {waivers.most_days} days at most" if waivers.most_days else "for a time"
    roles = escape(", ".join(waivers.approver_roles))
    return f"Exceptions: possible {most}, approved by one of these: {roles}"
