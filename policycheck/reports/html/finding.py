"""One finding: what is wrong, what to do about it, and by which clause and authority."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policycheck.model.finding import Authority, Finding
from policycheck.reports.html.excerpt import excerpt
from policycheck.reports.html.markup import Child, Markup, el, group, web_address
from policycheck.reports.html.words import STATES, state_of

__all__ = ["authority", "finding_item"]


def finding_item(finding: Finding, number: int, anchor: str, *, in_post: bool) -> Markup:
    """The finding as an item of a list. One that is marked in its post needs no source lines."""
    state = state_of(finding)
    lines = None if in_post else excerpt(finding.location, str(finding.severity))
    return el(
        "li",
        el(
            "h4",
            el("span", str(number), class_="n"),
            el("span", STATES[state], class_=f"badge {state}"),
            " ",
            el("span", finding.message, class_="message"),
        ),
        _waiver(finding),
        el("p", el("b", "What to do: "), finding.remedy, class_="do") if finding.remedy else None,
        _fix(finding),
        lines,
        *_related(finding),
        el("dl", *_grounds(finding), class_="grounds"),
        class_=f"finding {state}",
        id=anchor,
        data_state=state,
        tabindex="-1",
    )


def _waiver(finding: Finding) -> Markup | None:
    if not finding.waiver:
        return None
    return el("p", el("b", "Accepted: "), finding.waiver, class_="waiver", dir="auto")


def _fix(finding: Finding) -> Markup | None:
    """What to write instead, and whether there is only that."""
    fix = finding.fix
    if fix is None:
        return None
    sure = "Suggested fix: " if fix.safe else "Possible fix, to be looked at: "
    if not fix.replacement:
        return el("p", el("b", sure), "remove what is marked", class_="fix")
    return el("p", el("b", sure), "write ", el("ins", fix.replacement, dir="auto"), class_="fix")


def _related(finding: Finding) -> Iterator[Markup]:
    for one in finding.related:
        place = el("span", str(one.location), class_="place")
        yield el(
            "details",
            el("summary", "See also: ", one.message, " ", place, dir="auto"),
            excerpt(one.location, "related"),
        )


def _grounds(finding: Finding) -> Iterator[Markup]:
    """The rule and its clause, its authority, and the place in the file."""
    clause = el("span", f"{finding.clause.path}:{finding.clause.line}", class_="place")
    title = el("span", finding.title, class_="name")
    yield _ground("Rule", title, " ", el("span", finding.rule, class_="rule"), " at ", clause)
    if finding.authority:
        yield _ground("Authority", *_separated([authority(one) for one in finding.authority]))
    yield _ground("Place", el("span", str(finding.location), class_="place"))


def _ground(name: str, *children: Child) -> Markup:
    return el("div", el("dt", name), el("dd", *children))


def _separated(parts: Sequence[Markup]) -> Iterator[Child]:
    for number, part in enumerate(parts):
        yield "; " if number else None
        yield part


def authority(one: Authority) -> Markup:
    """What it is called, as a link where it has an address of the web."""
    words = f"{one.cite} {one.section}".strip()
    url = web_address(one.url)
    if url is None:
        return group([words])
    return el("a", words, href=url, rel="noopener noreferrer external")
