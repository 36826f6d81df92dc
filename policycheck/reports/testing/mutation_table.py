"""Mutation for a person: each change that no test notices, and the example that would have."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.model.mutation import Fate, Mutation, RuleMutation, TriedMutant, score
from policycheck.reports.format import Style
from policycheck.reports.paint import Paint
from policycheck.reports.table import Cell, draw
from policycheck.text.harmless import one_line

__all__ = ["render"]

_COLUMNS = ("rule", "score", "mutants", "killed", "survived", "equivalent", "tests")
#: Under `examples:` of a rule, as policies are usually indented.
_INDENT = " " * 6


def render(mutation: Mutation, style: Style) -> Iterator[str]:
    """Write the survivors, then a row for each rule that has any, then the counts."""
    paint = Paint(style)
    weak = [one for one in mutation.rules if one.of(Fate.SURVIVED)]
    for rule in weak:
        for one in rule.of(Fate.SURVIVED):
            yield from _survivor(one, paint)
    if weak:
        weak.sort(key=lambda one: (score(one.mutants), one.path, one.line))
        heads = [Cell(name, paint.bold(name), right=at > 0) for at, name in enumerate(_COLUMNS)]
        yield from draw([heads, *(_row(one) for one in weak)])
        yield "\n"
    yield from _closing(mutation)


def _survivor(one: TriedMutant, paint: Paint) -> Iterator[str]:
    yield f"{paint.bold('survived')}: {one_line(one.id)}\n"
    yield f"  --> {one_line(one.path)}:{one.line}:{one.column}\n"
    yield f"  {one_line(one.words)}, and every test still comes out\n"
    if one.example:
        yield f"  {paint.help('add')} under examples:\n"
        yield from (f"{_INDENT}{line}\n" for line in one.example.split("\n"))
    else:
        yield f"  no example was found that would notice: {one_line(one.why)}\n"
    yield "\n"


def _row(rule: RuleMutation) -> list[Cell]:
    counts = [len(rule.of(fate)) for fate in (Fate.KILLED, Fate.SURVIVED, Fate.EQUIVALENT)]
    texts = [f"{score(rule.mutants):.0f} %", len(rule.mutants), *counts, rule.tests]
    return [Cell(one_line(rule.rule)), *(Cell(str(text), right=True) for text in texts)]


def _closing(mutation: Mutation) -> Iterator[str]:
    for note in mutation.notes:
        yield f"note: {one_line(note)}\n"
    if mutation.inherited:
        rules = "rule is" if mutation.inherited == 1 else "rules are"
        yield f"note: {mutation.inherited} inherited {rules} left out; --select takes them in\n"
    counts = ", ".join(f"{mutation.count(fate):,} {fate}" for fate in Fate)
    noun = "mutant" if mutation.count() == 1 else "mutants"
    rules = "rule" if len(mutation.rules) == 1 else "rules"
    yield (
        f"Score {mutation.score:.1f} %: {mutation.count():,} {noun} of"
        f" {len(mutation.rules)} {rules}: {counts}\n"
    )
