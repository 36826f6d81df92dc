"""The page around the sections: its head with the policy of what may run, its contents, its end."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from policycheck.digests import sha256
from policycheck.model.report import Report
from policycheck.reports.html.markup import Markup, el, group, trusted
from policycheck.reports.html.words import READINESS
from policycheck.reports.summary import summary_line

__all__ = ["begin", "contents", "end"]


@cache
def _asset(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _content_security_policy() -> str:
    """Nothing is loaded, nothing is sent, and only what the package wrote runs."""
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src {_digest(_asset('report.css'))}; script-src {_digest(_asset('report.js'))}"
    )


def begin(report: Report, headline: str) -> str:
    """The page up to the verdict; its header is still open."""
    title = f"{headline} - {report.policy.id}"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=_content_security_policy()),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="generator", content=f"policycheck {report.version}"),
        el("title", title),
        el("style", trusted(_asset("report.css"))),
    )
    skip = el("a", "Skip to the findings", href="#main", class_="skip")
    as_of = el("span", f"as of {report.as_of}") if report.as_of else None
    only = el("span", f"only what changed: {report.left_out}") if report.left_out else None
    above = el("p", el("span", report.policy.id), as_of, only, class_="above")
    opened = f"<body>\n{skip.html}\n<header>\n{above.html}\n{_title(headline).html}\n"
    return f'<!doctype html>\n<html lang="en">\n{head.html}\n{opened}'


def _title(headline: str) -> Markup:
    """The headline; a number and its word stay on one line."""
    *parts, last = headline.split(", ")
    pieces = (group([el("span", f"{part},"), " "]) for part in parts)
    return el("h1", *pieces, el("span", last))


def contents(entries: Iterable[tuple[str, str, str]]) -> str:
    """The list of the sections: name, anchor, and how much is in it."""
    items = (
        el("li", el("a", name, " ", _total(total), href=f"#{anchor}"))
        for name, anchor, total in entries
    )
    return el("nav", el("ul", *items), aria_label="Sections").html + "\n"


def _total(total: str) -> Markup | None:
    return el("span", total, class_="total") if total else None


def end(report: Report) -> str:
    """The rest of the page: what was done, by which policy, and what the words mean."""
    meanings = (
        el("div", el("dt", str(readiness).capitalize()), el("dd", words))
        for readiness, words in READINESS.items()
    )
    footer = el(
        "footer",
        el("p", summary_line(report), trusted("\n")),
        el("p", f"Policy {report.policy.id}, {report.policy.digest}", class_="digest"),
        el("dl", *meanings) if report.view else None,
        el("p", f"policycheck {report.version}. This page loads nothing and sends nothing."),
    )
    script = el("script", trusted(_asset("report.js")))
    return f"</main>\n{footer.html}\n{script.html}\n</body>\n</html>\n"
