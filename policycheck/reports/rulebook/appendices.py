"""What stands behind the clauses of a handbook: lists, questions and authorities."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.model.finding import Authority
from policycheck.model.rulebook import ListedRule, Parameter, Rulebook, Value
from policycheck.reports.rulebook.groups import grouped, unserved
from policycheck.reports.rulebook.layout import Layout
from policycheck.reports.rulebook.markdown import anchor, escape, link
from policycheck.reports.rulebook.served import QUESTIONS

__all__ = ["appendices"]


def appendices(book: Rulebook, layout: Layout) -> Iterator[str]:
    yield anchor("appendix-a")
    yield "## Appendix A: Lists"
    yield "The lists and numbers that clauses use, as they stand on the date of this handbook."
    if not layout.lists:
        yield "No clause uses one."
    for parameter in layout.lists.values():
        yield from _list(parameter, book, layout)
    yield anchor("appendix-b")
    yield "## Appendix B: Questions"
    yield (
        "The questions that a social media strategy answers (after Ines Mergel), what else clauses "
        "serve, and which do."
    )
    yield _questions(book, layout)
    if open_ := unserved(book):
        named = "; ".join(f"{name} ({QUESTIONS[name]})" for name in open_)
        yield f"No clause serves: {escape(named)}."
    yield anchor("appendix-c")
    yield "## Appendix C: Authorities"
    yield "\n".join(_authorities(book, layout)) or "No clause names one."


def _list(one: Parameter, book: Rulebook, layout: Layout) -> Iterator[str]:
    key = layout.list(one)
    users = [rule for rule in book.rules if any(layout.list(p) == key for p in rule.parameters)]
    yield anchor(key)
    yield f"### {escape(one.name)}"
    if one.description:
        yield escape(one.description)
    yield _content(one.value)
    yield "\n".join(f"- {line}" for line in (*_origin(one), f"Used by: {layout.links(users)}"))


def _origin(one: Parameter) -> Iterator[str]:
    if one.source:
        checked = f" (checked on {one.checked_on})" if one.checked_on else ""
        yield f"Source: {escape(one.source)}{checked}"
    if one.owner:
        yield f"Kept by: {escape(one.owner)}"
    if one.is_lexicon:
        return
    who = "a policy below sets it freely" if one.is_open else "a policy below may only tighten it"
    yield f"Set in {escape(f'{one.path}:{one.line}')}; {who}"
    if one.default is not None:
        yield f"The policy that has it gives: {_content(one.default)}"


def _content(value: Value) -> str:
    """A value as it is read: the entries of a list one after the other."""
    if isinstance(value, dict):
        pairs = (f"{escape(key)} → {_content(below)}" for key, below in value.items())
        return "; ".join(pairs) or "*Empty so far.*"
    if isinstance(value, list):
        return " · ".join(_content(one) for one in value) or "*Empty so far.*"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return escape(str(value))


def _questions(book: Rulebook, layout: Layout) -> str:
    rows = ["| mark | what it asks | clauses |", "| --- | --- | --- |"]
    rows += [
        f"| {escape(group.name)} | {escape(group.about)} | {layout.links(group.rules)} |"
        for group in grouped(book, "question")
    ]
    return "\n".join(rows)


def _authorities(book: Rulebook, layout: Layout) -> Iterator[str]:
    """Each authority once, with all that it is cited for."""
    cited: dict[str, dict[Authority, list[ListedRule]]] = {}
    for rule in book.rules:
        for one in rule.authority:
            cited.setdefault(one.cite, {}).setdefault(one, []).append(rule)
    for cite, parts in sorted(cited.items(), key=lambda pair: (pair[0].lower(), pair[0])):
        yield f"- {escape(cite)}"
        for one, rules in sorted(parts.items(), key=lambda pair: pair[0]):
            checked = f"checked on {one.checked_on}" if one.checked_on else "not checked"
            section = (
                link(one.section or "as a whole", one.url)
                if one.url
                else escape(one.section or "as a whole")
            )
            yield f"  - {section} ({checked}): {layout.links(rules)}"
