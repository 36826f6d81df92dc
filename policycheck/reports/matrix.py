"""The audit for a person at a terminal: accounts by groups of rules, organisations, and gaps.

On a terminal a table keeps to its width: groups that do not fit follow in a table below, names are
cut, and of many rows the worst are shown. Elsewhere nothing is cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from policycheck.model.audit import Audit, Cells, MissingField, Standing
from policycheck.model.finding import Severity
from policycheck.reports.format import Style
from policycheck.reports.paint import Paint
from policycheck.reports.summary import counted
from policycheck.reports.table import GAP, Cell, draw, fitted, width
from policycheck.text.harmless import one_line

__all__ = ["matrix", "percent"]

#: So many rows and missing fields are shown on a terminal; the others are counted.
MOST_ROWS, MOST_FIELDS = 30, 10
#: So many columns of a terminal a name, or a list of rules, may take.
NAME_WIDTH, RULES_NAMED = 24, 4
NOTHING = "-"
LEGEND = "2! failed  3? undecided  4~ waived  ok all passed  blank: none applied"


def matrix(audit: Audit, style: Style) -> Iterator[str]:
    """Write the tables; each ends with an empty line."""
    paint = Paint(style)
    rows = [*audit.accounts, *_of_no_account(audit)]
    if rows:
        yield from _accounts(audit, rows, style, paint)
    if any(one.name for one in audit.organizations):
        yield from _organizations(audit.organizations, style, paint)
    if audit.missing:
        yield from _missing(audit.missing, style, paint)


def percent(share: float | None) -> str:
    """A share in whole per cents, rounded down, so that only all of it is 100 %; - for none."""
    if share is None:
        return NOTHING
    whole = int(share * 100 + 1e-9)
    return "<1 %" if share and not whole else f"{whole} %"


def _of_no_account(audit: Audit) -> Iterator[Standing]:
    for one in audit.others:
        yield one._replace(name=f"({one.name} of no account)")


def _accounts(audit: Audit, rows: Sequence[Standing], style: Style, paint: Paint) -> Iterator[str]:
    listed, rest = _worst(rows, style)
    total = Standing("all", audit.total, _by_group(rows))
    lines = [*listed, total]
    head = [_head(line, style, paint) for line in lines]
    title = [Cell(""), Cell("score", right=True), Cell("coverage", right=True)]
    fixed = sum(max(width(row[at].text) for row in [title, *head]) for at in range(3))
    columns = {
        group: [
            Cell(group, paint.bold(group)),
            *(_cell(line.groups, group, paint) for line in lines),
        ]
        for group in map(one_line, audit.groups)
    }
    for number, chunk in enumerate(_chunks(columns, style.width, fixed + 2 * len(GAP))):
        more = ", continued" if number else ""
        yield paint.bold(f"Accounts by groups of rules{more}") + "\n"
        body = zip([title, *head], *(columns[group] for group in chunk), strict=True)
        yield from draw([*first, *others] for first, *others in body)
        yield "\n"
    yield from _uncut(rest, "row")
    yield f"{LEGEND}\n\n"


def _by_group(rows: Iterable[Standing]) -> dict[str, Cells]:
    parts: dict[str, list[Cells]] = {}
    for row in rows:
        for group, cells in row.groups.items():
            parts.setdefault(group, []).append(cells)
    return {group: Cells.total(cells) for group, cells in parts.items()}


def _worst(rows: Sequence[Standing], style: Style) -> tuple[list[Standing], int]:
    """The rows by how much failed and how much is not known; how many are left out."""
    ordered = sorted(rows, key=lambda one: (-one.cells.failed, -one.cells.unknown, one.name))
    most = len(ordered) if style.width is None else MOST_ROWS
    return ordered[:most], len(ordered) - len(ordered[:most])


def _uncut(rest: int, noun: str) -> Iterator[str]:
    if rest:
        yield f"{counted(rest, noun)} more, none worse; a file or a pipe gets all of them\n"


def _head(row: Standing, style: Style, paint: Paint) -> list[Cell]:
    """Name, score and coverage."""
    name = fitted(one_line(row.name), None if style.width is None else NAME_WIDTH)
    score, coverage = percent(row.cells.score), percent(row.cells.coverage)
    return [
        Cell(name or "(none)"),
        Cell(score, _by_worth(row.cells, paint)(score), right=True),
        Cell(coverage, coverage, right=True),
    ]


def _by_worth(cells: Cells, paint: Paint) -> partial[str]:
    if cells.failed:
        return partial(paint.severity, Severity.ERROR)
    return partial(paint.passed if cells.decided else paint.unknown)


def _cell(groups: Mapping[str, Cells], group: str, paint: Paint) -> Cell:
    cells = groups.get(group, Cells())
    counts = {"!": cells.failed, "?": cells.unknown, "~": cells.waived}
    words = [f"{count:,}{sign}" for sign, count in counts.items() if count]
    if not words:
        return Cell("ok", paint.passed("ok")) if cells.decided else Cell("")
    text = " ".join(words)
    painted = [
        paint.severity(Severity.ERROR, one) if one.endswith("!") else paint.unknown(one)
        for one in words
    ]
    return Cell(text, " ".join(painted))


def _chunks(
    columns: Mapping[str, Sequence[Cell]], room: int | None, fixed: int
) -> Iterator[list[str]]:
    """The groups that fit beside the names, then those that fit below, at least one each time."""
    chunk: list[str] = []
    used = fixed
    for group, cells in columns.items():
        wanted = len(GAP) + max(width(cell.text) for cell in cells)
        if chunk and room is not None and used + wanted > room:
            yield chunk
            chunk, used = [], fixed
        chunk.append(group)
        used += wanted
    yield chunk


def _organizations(rows: Sequence[Standing], style: Style, paint: Paint) -> Iterator[str]:
    listed, rest = _worst(rows, style)
    titles = ("accounts", "failed", "unknown")
    yield paint.bold("Organisations") + "\n"
    table = [
        [Cell(""), Cell("score", right=True), Cell("coverage", right=True)]
        + [Cell(title, right=True) for title in titles]
    ]
    room = None if style.width is None else max(style.width - 50, NAME_WIDTH)
    for row in listed:
        name = Cell(fitted(one_line(row.name), room) or "(no organisation)")
        numbers = (row.accounts, row.cells.failed, row.cells.unknown)
        shares = _head(row, style, paint)[1:]
        table.append([name, *shares, *(Cell(f"{one:,}", right=True) for one in numbers)])
    yield from draw(table)
    yield "\n"
    if rest:
        yield from _uncut(rest, "organisation")
        yield "\n"


def _missing(missing: Sequence[MissingField], style: Style, paint: Paint) -> Iterator[str]:
    listed = missing if style.width is None else missing[:MOST_FIELDS]
    rest = len(missing) - len(listed)
    fields = [fitted(one_line(f"{one.kind}: {one.path}"), _half(style)) for one in listed]
    room = None
    if style.width is not None:
        numbers = max(len(f"{one.cells:,}") for one in listed)
        room = style.width - numbers - max(map(width, fields)) - 2 * len(GAP)
    yield paint.bold("What was missing where rules are undecided") + "\n"
    yield from draw(
        [
            Cell(f"{one.cells:,}", paint.unknown(f"{one.cells:,}"), right=True),
            Cell(field),
            Cell(fitted(_rules(one.rules, style), room)),
        ]
        for one, field in zip(listed, fields, strict=True)
    )
    yield "\n"
    if rest:
        yield from _uncut(rest, "field")
        yield "\n"


def _half(style: Style) -> int | None:
    return None if style.width is None else style.width // 2


def _rules(rules: Sequence[str], style: Style) -> str:
    most = len(rules) if style.width is None else RULES_NAMED
    rest = f" and {len(rules) - most} more" if len(rules) > most else ""
    return one_line(", ".join(rules[:most])) + rest
