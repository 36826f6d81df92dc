"""A citation that was to be looked at again by now, or whose date of checking lies ahead.

It looks at `recheck_by` and `checked_on` of the authorities of rules and of lexicons. What falls
due within 30 days is said as information; a date of checking in the future is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, timedelta

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.lint.lint import Flaw, Lint, Subject
from policycheck.model.finding import Severity
from policycheck.model.moment import Moment

__all__ = ["EXAMPLES", "LINT"]

EXAMPLES = """
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: lang, is: en},
         authority: [{cite: Memo, checked_on: 2025-01-01, recheck_by: 2026-01-01}]}
  as_of: 2026-01-02
  at: '4: 2026-01-01'
  says: Memo was to be checked again by 2026-01-01
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: lang, is: en},
         authority: [{cite: Memo, checked_on: 2025-01-01, recheck_by: 2026-01-01}]}
  as_of: 2026-01-01
  at: '4: 2026-01-01'
  says: Memo is to be checked again by 2026-01-01
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: lang, is: en},
         authority: [{cite: Memo, checked_on: 2026-01-05}]}
  as_of: 2026-01-01
  at: '4: 2026-01-05'
  says: Memo was checked on 2026-01-05, which is still to come
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: lang, is: en},
         authority: [{cite: Memo, checked_on: 2025-01-01, recheck_by: 2026-02-01}]}
  as_of: 2026-01-01
"""

_SOON = timedelta(days=30)
#: How far ahead of UTC a day begins somewhere on earth.
_FIRST = timedelta(hours=14)


def _find(subject: Subject) -> Iterator[Flaw]:
    for source in subject.sources:
        node = source.loaded.node
        named = node.get("authority") if isinstance(node, Mapping) else None
        for item in named.items if isinstance(named, Sequence) else ():
            cite = item.get("cite") if isinstance(item, Mapping) else None
            name = cite.text if isinstance(cite, Scalar) else "the authority"
            yield from _dates(item, name, source.surface.id, subject.as_of)
    for document in subject.policy.documents.values():
        if "entries" in document.entries:
            id_ = document.get("lexicon")
            shown = f"lexicon {id_.text}" if isinstance(id_, Scalar) else "the lexicon"
            yield from _dates(document, shown, "", subject.as_of)


def _dates(item: Node, name: str, rule: str, as_of: Moment) -> Iterator[Flaw]:
    if not isinstance(item, Mapping):
        return
    checked, due = (_day(item.get(key)) for key in ("checked_on", "recheck_by"))
    today = as_of.first.date()
    if checked and checked > _latest(as_of):
        message = f"{name} was checked on {checked}, which is still to come"
        advice = "write the day on which somebody looked at it"
        yield Flaw(item.entries["checked_on"].value, message, rule, advice, Severity.ERROR)
    if not due or due > today + _SOON:
        return
    over = due < today
    message = f"{name} {'was' if over else 'is'} to be checked again by {due}"
    severity = Severity.WARNING if over else Severity.INFO
    yield Flaw(item.entries["recheck_by"].value, message, rule, severity=severity)


def _day(node: Node | None) -> date | None:
    return date.fromisoformat(node.text) if isinstance(node, Scalar) and node.text else None


def _latest(as_of: Moment) -> date:
    """The latest day that it is anywhere."""
    return as_of.last.date() if as_of.is_day else (as_of.last.astimezone(UTC) + _FIRST).date()


LINT = Lint(
    name="stale-citation",
    title="A citation was not checked again in time",
    severity=Severity.WARNING,
    remedy="read the source again, correct the rule, and set checked_on and recheck_by anew",
    find=_find,
)
