"""What the formats for people show of a backtest, and how much of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policycheck.model.backtest import CHANGES, Backtest, Example, Turned
from policycheck.model.finding import Outcome
from policycheck.reports.backtest.sentences import (
    Row,
    noun,
    said_of_change,
    said_of_outcomes,
    summed,
)

__all__ = ["Block", "Part", "Table", "blocks", "quiet", "tables"]

#: So many accounts are listed, those with the most changes; the others are counted.
MOST_ACCOUNTS = 10


class Part(NamedTuple):
    """One way in which verdicts of a rule change, its examples, and how many more there are."""

    says: str
    examples: tuple[Example, ...]
    more: int


class Block(NamedTuple):
    """What is to be said of one rule; `word` is `new` or `gone` of one that one policy has."""

    word: str
    rule: str
    title: str
    parts: tuple[Part, ...]


class Table(NamedTuple):
    """Changes by account or by month; `more` says what is not listed."""

    heading: str
    rows: tuple[Row, ...]
    more: str


def blocks(found: Backtest) -> Iterator[Block]:
    """The rules of both that turn verdicts, then those that are new, then those that are gone."""
    for turned in found.rules:
        called = noun(turned.kinds)
        parts = (
            _part(said_of_change(turned.counts[change.key], change, called), change.key, turned)
            for change in CHANGES
            if turned.counts.get(change.key)
        )
        yield Block("", turned.rule, turned.title, tuple(parts))
    for word, rules in _alone(found):
        for turned in rules:
            if _has_more_to_say(turned):
                yield Block(word, turned.rule, turned.title, (_of_one(turned, word),))


def quiet(found: Backtest) -> Iterator[tuple[str, str]]:
    """Of the new rules, and of those that are gone, the ones that nothing fails: a word, ids."""
    for word, rules in _alone(found):
        ids = [turned.rule for turned in rules if not _has_more_to_say(turned)]
        if ids:
            yield word, ", ".join(ids)


def _alone(found: Backtest) -> tuple[tuple[str, tuple[Turned, ...]], ...]:
    return ("new", found.new_rules), ("gone", found.gone_rules)


def _has_more_to_say(turned: Turned) -> bool:
    return any(turned.counts.get(key) for key in (Outcome.FAIL, Outcome.UNKNOWN))


def _part(says: str, key: str, turned: Turned) -> Part:
    examples = turned.examples.get(key, ())
    return Part(says, examples, turned.counts[key] - len(examples))


def _of_one(turned: Turned, word: str) -> Part:
    """All outcomes of a rule in one sentence, with examples of those that it fails."""
    says = said_of_outcomes(turned, is_gone=word == "gone")
    failed = str(Outcome.FAIL)
    return _part(says, failed, turned) if turned.counts.get(failed) else Part(says, (), 0)


def tables(found: Backtest) -> Iterator[Table]:
    """Changes by account, the most changed first, and by month."""
    rows = sorted(summed(found.accounts), key=lambda row: (-sum(row[1:]), row.name))
    named = [row._replace(name=row.name or "(no account)") for row in rows]
    if any(row.name for row in rows):
        left = len(named) - MOST_ACCOUNTS
        more = f"and {left:,} more" if left > 0 else ""
        yield Table("account", tuple(named[:MOST_ACCOUNTS]), more)
    months = summed(found.months)
    if any(row.name for row in months):
        dated = tuple(row._replace(name=row.name or "(no date)") for row in months)
        yield Table("month", dated, "")
