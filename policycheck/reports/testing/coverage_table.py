"""Coverage for a person: a row for each rule, the worst first, and below it what is not reached."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.model.coverage import Coverage, Item, Reached, RuleCoverage
from policycheck.reports.format import Style
from policycheck.reports.paint import Paint
from policycheck.reports.table import Cell, draw
from policycheck.text.harmless import one_line

__all__ = ["render"]

_COLUMNS = ("rule", "covered", "tests", "outcomes", "terms", "limits", "conditions")
_ITEMS = (Item.OUTCOME, Item.TERM, Item.LIMIT, Item.CONDITION)
#: So many of the things that are not reached are named for each rule.
_NAMED = 12
_WHOLE = 100.0


def render(coverage: Coverage, style: Style) -> Iterator[str]:
    """Write the rules that are not covered whole, what they lack, and the counts."""
    paint = Paint(style)
    lacking = [one for one in coverage.rules if one.percent < _WHOLE]
    if lacking:
        heads = [Cell(name, paint.bold(name), right=at > 0) for at, name in enumerate(_COLUMNS)]
        yield from draw([heads, *(_row(one) for one in lacking)])
        yield "\n"
    for rule in lacking:
        yield from _unreached(rule, paint)
    yield from _closing(coverage, len(lacking))


def _row(rule: RuleCoverage) -> list[Cell]:
    counts = [_of(*rule.of(item)) for item in _ITEMS]
    texts = [f"{rule.percent:.0f} %", str(rule.tests), *counts]
    return [Cell(one_line(rule.rule)), *(Cell(text, right=True) for text in texts)]


def _of(reached: int, whole: int) -> str:
    return f"{reached}/{whole}" if whole else "-"


def _unreached(rule: RuleCoverage, paint: Paint) -> Iterator[str]:
    gone = [one for one in rule.reached if not one.is_reached]
    name, place = one_line(rule.rule), f"{one_line(rule.path)}:{rule.line}"
    yield f"{paint.bold(name)} ({place}) is not tested on\n"
    for one in gone[:_NAMED]:
        yield f"  {_place(one)}: {one_line(one.words)}\n"
    if len(gone) > _NAMED:
        yield f"  and {len(gone) - _NAMED} more: --format json lists them all\n"
    if rule.broken:
        tests = "test does" if rule.broken == 1 else "tests do"
        yield f"  {rule.broken} {tests} not come out, and reach nothing\n"
    yield "\n"


def _place(one: Reached) -> str:
    return f"{one_line(one.path)}:{one.line}:{one.column}"


def _closing(coverage: Coverage, lacking: int) -> Iterator[str]:
    whole = len(coverage.rules) - lacking
    counts = ", ".join(
        f"{reached:,} of {many:,} {item}s"
        for item in _ITEMS
        for reached, many in [coverage.of(item)]
        if many
    )
    if coverage.inherited:
        rules = "rule is" if coverage.inherited == 1 else "rules are"
        yield f"note: {coverage.inherited} inherited {rules} left out; --select takes them in\n"
    yield (
        f"Covered {coverage.percent:.1f} %: {whole} of {len(coverage.rules)} rules whole"
        f"{'; ' if counts else ''}{counts}\n"
    )
