"""The rules as a table: one line each, or under headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policycheck.model.rulebook import ListedRule, Rulebook
from policycheck.reports.format import Style
from policycheck.reports.paint import Paint
from policycheck.reports.rulebook.groups import grouped, unserved
from policycheck.reports.table import GAP, Cell, draw, fitted, width
from policycheck.text.harmless import one_line

__all__ = ["render"]

#: On a narrow terminal a title still gets this many columns.
_LEAST_TITLE = 24
_HEAD = ("rule", "severity", "for", "kind", "serves", "title")


def render(book: Rulebook, style: Style, by: str = "") -> Iterator[str]:
    """One table, or one for each group of `by`; then how many rules there are."""
    paint = Paint(style)
    if not by:
        yield from _table(book.rules, style)
    for group in grouped(book, by) if by else ():
        heading = f"{group.name}  {group.about}" if group.about else group.name
        counted = f"({_rules(len(group.rules))})"
        yield f"{paint.bold(one_line(heading))}  {counted}\n"
        yield from _table(group.rules, style)
        yield "\n"
    if by == "question" and (open_ := unserved(book)):
        yield f"no rule serves {', '.join(open_)}\n"
    yield f"{_closing(book)}\n"


def _table(rules: Sequence[ListedRule], style: Style) -> Iterator[str]:
    if not rules:
        return
    paint = Paint(style)
    rows = [_HEAD, *map(_row, rules)]
    room = None
    if style.width is not None:
        used = sum(max(width(row[at]) for row in rows) + len(GAP) for at in range(len(_HEAD) - 1))
        room = max(style.width - used, _LEAST_TITLE)
    cells = [[Cell(text) for text in row[:-1]] + [Cell(fitted(row[-1], room))] for row in rows]
    for line, rule in zip(cells[1:], rules, strict=True):
        line[1] = line[1]._replace(painted=paint.severity(rule.severity, line[1].text))
    yield from draw([[Cell(one.text, paint.gutter(one.text)) for one in cells[0]], *cells[1:]])


def _row(rule: ListedRule) -> tuple[str, ...]:
    each = f".{rule.each}" if rule.each else ""
    cells = (
        rule.id,
        _severity(rule),
        ", ".join(f"{kind}{each}" for kind in rule.applies_to),
        rule.kind.replace(" ", ", "),
        ", ".join(rule.serves) or "-",
        rule.title if rule.stand.in_force else f"{rule.title} ({rule.stand.words})",
    )
    return tuple(map(one_line, cells))


def _severity(rule: ListedRule) -> str:
    """The severity on that day, and why it is another than the one written."""
    if rule.stand.mode == "observe":
        return f"{rule.severity} (observed)"
    if rule.severity is not rule.severity_as_written:
        return f"{rule.severity} ({rule.stand.mode} of {rule.severity_as_written})"
    return str(rule.severity)


def _closing(book: Rulebook) -> str:
    here = sum(1 for rule in book.rules if rule.stand.in_force)
    said = f"{_rules(here)} of {one_line(book.id)} in force on {book.as_of}"
    others = book.total - here
    if not others:
        return said
    hint = "" if len(book.rules) > here else ": --all lists them too"
    return f"{said}, {_rules(others)} not{hint}"


def _rules(count: int) -> str:
    return "1 rule" if count == 1 else f"{count} rules"
