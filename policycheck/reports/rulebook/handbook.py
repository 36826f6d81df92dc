"""A policy as a handbook in Markdown, which employees read and an agency can publish.

Chapters are the files of the policy, clauses its rules; then the lists that they use, the questions
that they serve and the authorities that they rest on. The same policy on the same date gives the
same document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from policycheck.model.rulebook import Rulebook
from policycheck.reports.format import Style
from policycheck.reports.rulebook.appendices import appendices
from policycheck.reports.rulebook.clause import clause
from policycheck.reports.rulebook.layout import Layout
from policycheck.reports.rulebook.markdown import anchor, code, escape, link

__all__ = ["render"]


def render(book: Rulebook, style: Style, by: str = "") -> Iterator[str]:  # noqa: ARG001 - no looks
    layout = Layout.of(book)
    for block in (*_opening(book), *_contents(layout)):
        yield f"{block}\n\n"
    for number, chapter in enumerate(layout.chapters, 1):
        yield f"{anchor(layout.chapter(chapter.path))}\n\n"
        yield f"## {number}. {escape(chapter.title)}\n\n"
        if chapter.description:
            yield f"{escape(chapter.description)}\n\n"
        policy = book.policies.get(chapter.policy, chapter.policy)
        if len(book.policies) > 1 and policy not in ("", chapter.title):
            yield f"*From: {escape(policy)}.*\n\n"
        for place, rule in enumerate(layout.rules[chapter.path], 1):
            for block in clause(rule, f"{number}.{place}", layout):
                yield f"{block}\n\n"
    *blocks, last = appendices(book, layout)
    for block in blocks:
        yield f"{block}\n\n"
    yield f"{last}\n"


def _opening(book: Rulebook) -> Iterator[str]:
    yield f"# {escape(book.title or book.id)}"
    yield f"**A handbook of the rules in force on {escape(book.as_of)}.**"
    if book.description:
        yield escape(book.description)
    owner = f" It is kept by: {escape(book.owner)}." if book.owner else ""
    above = [title or name for name, title in book.policies.items() if name != book.id]
    built = f" It builds on: {escape('; '.join(above))}." if above else ""
    yield (
        f"This handbook is written from the policy {code(book.id)}, which a computer checks as it "
        f"stands here; where the two seem to differ, the policy counts.{owner}{built}"
    )
    yield "## How to read it"
    yield (
        "Each clause is named after the fault that it guards against. It says what is asked and of "
        "whom, why, what to do, and shows what is wrong and what is right. The letters and digits "
        "behind the name are the number of the clause in reports; names such as captions.reviewed "
        "are fields of the records that are checked. What the policy cannot find out "
        "is never taken for granted: such a clause is reported as undecided."
    )
    yield _weights(book)
    yield _exceptions(book)


def _weights(book: Rulebook) -> str:
    counted = Counter(str(rule.severity) for rule in book.rules)
    rows = ["| weight | what it means | clauses |", "| --- | --- | ---: |"]
    rows += [f"| {name} | {words} | {counted[name]} |" for name, words in _WEIGHTS.items()]
    return "\n".join(rows)


_WEIGHTS = {
    "error": "It must be put right.",
    "warning": "It should be put right, or there is a good reason.",
    "review": "It may be fine: a person looks and decides.",
    "info": "Good to know.",
}


def _exceptions(book: Rulebook) -> str:
    """Who may approve an exception, said once: each clause says whether there can be one."""
    roles = next((rule.waivers.approver_roles for rule in book.rules if rule.waivers.allowed), ())
    if not roles:
        return (
            "This policy names nobody who may approve an exception, so there are none. A policy "
            "that builds on it can name them."
        )
    return (
        f"An exception to a clause is approved in writing, for a time, with its reason, by one of "
        f"these: {escape(', '.join(roles))}; nobody approves their own."
    )


def _contents(layout: Layout) -> Iterator[str]:
    yield "## Contents"
    lines = []
    for number, chapter in enumerate(layout.chapters, 1):
        count = len(layout.rules[chapter.path])
        clauses = "1 clause" if count == 1 else f"{count} clauses"
        title = link(chapter.title, f"#{layout.chapter(chapter.path)}")
        lines.append(f"{number}. {title} ({clauses})")
    yield "\n".join(lines)
    yield "\n".join(
        f"- Appendix {letter}: {link(title, f'#appendix-{letter.lower()}')}"
        for letter, title in (("A", "Lists"), ("B", "Questions"), ("C", "Authorities"))
    )
