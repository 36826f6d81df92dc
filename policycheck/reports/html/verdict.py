"""The verdict, before all else: how many records can go ahead, and what to do about the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policycheck.model.report import Report
from policycheck.model.view import Readiness
from policycheck.model.waiver import WaiverState
from policycheck.reports.html.cards import Card
from policycheck.reports.html.markup import Child, Markup, el
from policycheck.reports.html.records import anchor_of
from policycheck.reports.html.words import (
    READINESS,
    lister,
    order_of_kind,
    plural,
    severities,
)
from policycheck.reports.summary import counted, summary_line
from policycheck.reports.undecided import by_cause

__all__ = ["headline", "verdict"]

Counts = Mapping[Readiness, int]
#: The order in which the numbers stand: the good news first.
_SHOWN = (Readiness.READY, Readiness.TO_FIX, Readiness.TO_REVIEW, Readiness.UNDECIDED)
_NAMES = {"error": "error", "warning": "warning", "review": "question"}


def headline(report: Report) -> str:
    """`6 posts: 1 ready, 3 to fix`: of the posts where there are any, else of what there is.

    What could not be read is part of it, lest the rest be taken for all.
    """
    problems = [counted(len(report.errors), "problem")] if report.errors else []
    problems += ["interrupted"] if report.interrupted else []
    if report.trials is not None:
        return summary_line(report).rpartition(" in ")[0]
    main = _main(report)
    if main is not None:
        return _of_records(*main, problems)
    found = sum(report.summary.findings.values())
    said = [counted(found, "finding")] if found else []
    return ", ".join((*said, *problems)) or "No findings"


def _of_records(kind: str, counts: Counts, problems: list[str]) -> str:
    total = sum(counts.values())
    parts = [f"{counts[one]:,} {one}" for one in _SHOWN if counts[one]]
    if len(parts) > 1:
        return f"{counted(total, kind)}: {', '.join((*parts, *problems))}"
    alone = next(one for one in _SHOWN if counts[one])
    whole = "All " if total > 1 and not problems else ""
    return ", ".join((f"{whole}{counted(total, kind)} {alone}", *problems))


def verdict(report: Report, cards: Mapping[str, Sequence[Card]]) -> Iterator[Markup]:
    """The numbers, those of other kinds of records, and what to do."""
    main = _main(report)
    if main is not None:
        yield _numbers(main[1])
    steps = list(_steps(report, cards))
    if steps:
        listed = el("ol", *(el("li", *step) for step in steps), class_="steps")
        yield el("div", el("h2", "What to do"), listed, class_="plan")
    if main is not None and report.view:
        others = {kind: counts for kind, counts in report.view.readiness.items() if kind != main[0]}
        if others:
            yield _others(others)


def _main(report: Report) -> tuple[str, Counts] | None:
    """Posts where there are any, else the kind that comes first; None where none was judged."""
    readiness = report.view.readiness if report.view else {}
    kinds = sorted((kind for kind in readiness if sum(readiness[kind].values())), key=order_of_kind)
    return (kinds[0], readiness[kinds[0]]) if kinds else None


def _numbers(counts: Counts) -> Markup:
    tiles = (
        el(
            "li",
            el("b", f"{counts[one]:,}"),
            el("span", str(one), class_="name"),
            el("span", READINESS[one], class_="label"),
            class_=f"{str(one).replace(' ', '-')}{'' if counts[one] else ' zero'}",
        )
        for one in _SHOWN
    )
    return el("ul", *tiles, class_="tiles")


def _others(others: Mapping[str, Counts]) -> Markup:
    head = el("tr", el("td"), *(el("th", str(one).capitalize(), scope="col") for one in _SHOWN))
    rows = (
        el(
            "tr",
            el("th", plural(kind).capitalize(), scope="row"),
            *(
                el("td", f"{counts[one]:,}", class_=None if counts[one] else "zero")
                for one in _SHOWN
            ),
        )
        for kind, counts in sorted(others.items(), key=lambda one: order_of_kind(one[0]))
    )
    caption = el("caption", "The other records")
    table = el("table", caption, el("thead", head), el("tbody", *rows), class_="kinds")
    return el("div", table, class_="wide")


def _steps(report: Report, cards: Mapping[str, Sequence[Card]]) -> Iterator[Sequence[Child]]:
    if report.interrupted:
        yield (
            el("a", "Run it again", href="#notes"),
            ": it was interrupted, and not all that was asked is judged.",
        )
    if report.errors:
        count = counted(len(report.errors), "problem")
        yield (
            el("a", f"Solve {count} with what was read", href="#problems"),
            (": what is not understood there is not part of this verdict."),
        )
    for kind, found in cards.items():
        yield from _of_kind(kind, found)
    yield from _missing(report)
    yield from _waivers(report)


def _of_kind(kind: str, found: Sequence[Card]) -> Iterator[Sequence[Child]]:
    for verb, levels in (("Fix", ("error", "warning")), ("Decide about", ("review",))):
        concerned = []
        total: dict[str, int] = dict.fromkeys(levels, 0)
        for card in found:
            of_card = severities(card.findings)
            here = {str(one): count for one, count in of_card.items() if str(one) in levels}
            if any(here.values()):
                concerned.append(card)
                total = {one: total[one] + here[one] for one in levels}
        if concerned:
            words = [counted(count, _NAMES[one]) for one, count in total.items() if count]
            link = el("a", f"{verb} {counted(len(concerned), kind)}", href=f"#{anchor_of(kind)}")
            yield link, f": {lister(words)}."


def _missing(report: Report) -> Iterator[Sequence[Child]]:
    """The cause that leaves most undecided."""
    causes = sorted(by_cause(report.unknown), key=lambda one: -len(one.unknowns))
    if not causes:
        return
    most = causes[0]
    fields = lister([*most.unknowns[0].missing]) or "not said what"
    opened = counted(report.summary.unknown, "answer")
    words = f": {opened} open for want of {fields}."
    if len(causes) > 1:
        most_of_all = f"{len(most.unknowns):,} of them for want of {fields}"
        words = f": {opened} open, {most_of_all} (one of {len(causes):,} causes)."
    yield el("a", "Supply what is missing", href="#undecided"), words


def _waivers(report: Report) -> Iterator[Sequence[Child]]:
    """Those that are about to expire; what is wrong with others is a finding already."""
    waivers = report.view.waivers if report.view else ()
    found = [one for one in waivers if one.state is WaiverState.EXPIRING]
    if found:
        days = min(one.days_left or 0 for one in found)
        link = el("a", f"Look ahead to {counted(len(found), 'expiring waiver')}", href="#register")
        yield link, f": the first ends in {counted(days, 'day')}."
