"""What a backtest came to, in the sentences that its formats share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from policycheck.model.backtest import CHANGES, Backtest, Change, Limit, Side, Turned
from policycheck.model.finding import Outcome
from policycheck.reports.summary import counted

__all__ = [
    "KEYS_OF_ONE",
    "Row",
    "headline",
    "noun",
    "said_of_change",
    "said_of_limit",
    "said_of_outcomes",
    "side_words",
    "summed",
    "title",
]

#: The outcomes of a rule that only one policy has, in the order in which they are told.
KEYS_OF_ONE = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS, Outcome.NOT_APPLICABLE)
#: Each of one record, and of several.
_BEFORE = {
    Outcome.FAIL: ("that failed", "that failed"),
    Outcome.PASS: ("that passed", "that passed"),
    Outcome.UNKNOWN: ("that could not be decided", "that could not be decided"),
    Outcome.NOT_APPLICABLE: ("that was not judged", "that were not judged"),
}
_AFTER = {
    Outcome.FAIL: ("now fails", "now fail"),
    Outcome.PASS: ("now passes", "now pass"),
    Outcome.UNKNOWN: ("now cannot be decided", "now cannot be decided"),
    Outcome.NOT_APPLICABLE: ("is no longer judged", "are no longer judged"),
}
#: Of a rule that only one policy has: the same, while it is there, and once it is gone.
_IS = {
    Outcome.FAIL: ("fails", "fail"),
    Outcome.UNKNOWN: ("cannot be decided", "cannot be decided"),
    Outcome.PASS: ("passes", "pass"),
    Outcome.NOT_APPLICABLE: ("is not judged", "are not judged"),
}
_WAS = {
    Outcome.FAIL: ("failed", "failed"),
    Outcome.UNKNOWN: ("could not be decided", "could not be decided"),
    Outcome.PASS: ("passed", "passed"),
    Outcome.NOT_APPLICABLE: ("was not judged", "were not judged"),
}
_NOW_PASS, _NOW_FAIL = CHANGES[0].key, CHANGES[1].key


class Row(NamedTuple):
    """How many verdicts of an account or a month change, and which way."""

    name: str
    now_pass: int
    now_fail: int
    other: int


def noun(kinds: Iterable[str]) -> str:
    """What records of these kinds are called: `post` where all are posts."""
    known = {*kinds}
    return known.pop().replace("_", " ") if len(known) == 1 else "record"


def said_of_change(number: int, change: Change, called: str = "") -> str:
    """`11 posts that failed now pass`; without a noun `3 that passed now fail`."""
    who = counted(number, called) if called else f"{number:,}"
    several = number != 1
    return f"{who} {_BEFORE[change.before][several]} {_AFTER[change.after][several]}"


def said_of_outcomes(turned: Turned, *, is_gone: bool) -> str:
    """Of a rule that only one policy has: `4 posts fail, 280 pass`."""
    said: list[str] = []
    for outcome in KEYS_OF_ONE:
        if number := turned.counts.get(outcome, 0):
            who = f"{number:,}" if said else counted(number, noun(turned.kinds))
            said.append(f"{who} {(_WAS if is_gone else _IS)[outcome][number != 1]}")
    return ", ".join(said)


def side_words(side: Side) -> str:
    """`core with max_hashtags=5`."""
    tried = ", ".join(f"{name}={value}" for name, value in side.params.items())
    return f"{side.name} with {tried}" if tried else side.name


def title(found: Backtest) -> str:
    """Which two policies are compared, and on what."""
    records = [counted(count, kind.replace("_", " ")) for kind, count in found.records.items()]
    return (
        f"{side_words(found.old)} → {side_words(found.new)}, on {', '.join(records) or 'nothing'}"
    )


def headline(found: Backtest) -> str:
    """How many records change which way, as one sentence without a full stop."""
    return "; ".join([_changes(found), *_alone(found)])


def _changes(found: Backtest) -> str:
    said: list[str] = []
    called = noun(kind for turned in found.rules for kind in turned.kinds)
    for change in CHANGES:
        if number := found.touched_by[change.key]:
            said.append(said_of_change(number, change, "" if said else called))
    if said:
        return f"{', '.join(said)}; {found.touched:,} of {_judged(found)} change"
    if not found.judged:
        return "nothing was judged"
    if found.compared:
        return f"no verdict changes in {_judged(found)}"
    if found.not_compared and not found.same:
        return f"no rule could be compared; {_judged(found)} judged"
    return f"no rule that both policies have differs; {_judged(found)} judged"


def _alone(found: Backtest) -> Iterator[str]:
    """How many rules are in only one of the policies, and how much they fail."""
    for rules, words in ((found.new_rules, "new"), (found.gone_rules, "gone")):
        if rules:
            failed = sum(one.counts.get(Outcome.FAIL, 0) for one in rules)
            verb = "is" if len(rules) == 1 else "are"
            said = f"with {counted(failed, 'failure')}" if failed else "without a failure"
            yield f"{counted(len(rules), 'rule')} {verb} {words}, {said}"


def _judged(found: Backtest) -> str:
    return counted(found.judged, noun(found.records))


def said_of_limit(limit: Limit, found: Backtest) -> str:
    """Why the limit does not hold."""
    number = found.changed[limit.change.key]
    verb = "goes" if number == 1 else "go"
    return (
        f"{counted(number, 'verdict')} {verb} from {limit.change.before} to {limit.change.after} "
        f"in {_judged(found)}, more than --max-{limit.change.key.replace('_', '-')} {limit.words}"
    )


def summed(by_name: Mapping[str, Mapping[str, int]]) -> list[Row]:
    """The changes of each account or month, in the order that they have."""
    rows = []
    for name, counts in by_name.items():
        passing, failing = counts.get(_NOW_PASS, 0), counts.get(_NOW_FAIL, 0)
        rows.append(Row(name, passing, failing, sum(counts.values()) - passing - failing))
    return rows
