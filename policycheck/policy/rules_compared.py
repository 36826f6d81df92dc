"""The rules of two policies side by side: which are new or gone, and what differs in the others.

What is compared is what is written, through all time, parameters and lexicons filled in: a value
that counts only from next year on is compared, too. Rules are known by their ids, wherever they
stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import NamedTuple

from policycheck.document import Mapping, Node, Pointer
from policycheck.model.policy_diff import Verdict
from policycheck.policy.differences import differences, stages_of_rule
from policycheck.policy.loaded import LoadedRule
from policycheck.policy.params import with_params
from policycheck.policy.periods import ALWAYS, Period
from policycheck.policy.problems import Problems
from policycheck.policy.tightness import Way, is_comparable
from policycheck.policy.validation import as_python

__all__ = [
    "ComparedField",
    "compared_fields",
    "content_of",
    "counts_within",
    "verdict_of",
    "verdict_of_way",
]

#: What a rule says to people, and what it is named or proved by: none of it finds anything. Of what
#: `covers` leaves out, another rule says as much.
WORDS = ("title", "message", "remedy", "authority", "controls", "serves", "covers", "examples")


class ComparedField(NamedTuple):
    """A field of a rule that differs, with both values (None: not given)."""

    field: Pointer
    before: Node | None
    after: Node | None
    verdict: Verdict


_VERDICTS = {
    Way.TIGHTER: Verdict.TIGHTER,
    Way.LOOSER: Verdict.LOOSER,
    Way.BOTH: Verdict.BOTH,
    Way.OTHER: Verdict.CHANGED,
}


def verdict_of_way(way: Way) -> Verdict:
    return _VERDICTS[way]


def compared_fields(
    old: LoadedRule, new: LoadedRule, *, can_be_told: bool, within: Period = ALWAYS
) -> list[ComparedField]:
    """All that differs between two forms of a rule within a period, what it finds first.

    Where one of them cannot be compiled (`can_be_told` is False), all that is written is compared,
    and where that leads is not known.
    """
    found = [
        ComparedField(one.field, one.before, one.after, verdict_of_way(one.way))
        for one in (differences(old, new, within) if can_be_told else ())
    ]
    known = {str(one.field[0]) for one in found}
    for key, before, after in _written_otherwise(old, new):
        if key not in known and (key in WORDS or within == ALWAYS):
            told = key in WORDS or (can_be_told and _asks_the_same(key, before, after))
            verdict = Verdict.REWORDED if told else Verdict.CHANGED
            found.append(ComparedField((key,), before, after, verdict))
    return found


def _asks_the_same(key: str, before: Node | None, after: Node | None) -> bool:
    """Whether what is written otherwise was compared, and so comes to the same.

    A check whose list is still empty, for a parameter has to be set below, cannot be compared.
    """
    return key != "check" or all(one is not None and is_comparable(one) for one in (before, after))


def verdict_of(fields: list[ComparedField]) -> Verdict | None:
    """What becomes of a rule whose fields differ so; None where none does.

    One that leads nowhere that can be told is never said to be only tighter.
    """
    found = {one.verdict for one in fields}
    if not found:
        return None
    ways = found - {Verdict.REWORDED}
    if not ways:
        return Verdict.REWORDED
    return reduce(_together, sorted(ways))


def _together(one: Verdict, other: Verdict) -> Verdict:
    pair = {one, other}
    if Verdict.CHANGED in pair:
        return (pair - {Verdict.CHANGED, Verdict.TIGHTER} or {Verdict.CHANGED}).pop()
    return Verdict.BOTH


def _written_otherwise(
    old: LoadedRule, new: LoadedRule
) -> Iterator[tuple[str, Node | None, Node | None]]:
    """The keys of a rule with other words in them, whatever these come to."""
    if not isinstance(old.node, Mapping) or not isinstance(new.node, Mapping):
        return
    for key in dict.fromkeys((*old.node.entries, *new.node.entries)):
        before, after = (_filled(one, key) for one in (old, new))
        if key != "id" and _said(before) != _said(after):
            yield key, before, after


def content_of(rule: LoadedRule) -> str:
    """All that a rule says but its id, as a text that is the same for the same content."""
    entries = rule.node.entries if isinstance(rule.node, Mapping) else {}
    said = {key: _said(_filled(rule, key)) for key in sorted(entries) if key != "id"}
    return repr(said)


def _filled(rule: LoadedRule, key: str) -> Node | None:
    node = rule.node.get(key) if isinstance(rule.node, Mapping) else None
    if node is None or key not in ("when", "check"):
        return node
    return with_params(node, rule.params.at(ALWAYS, None), Problems())


def _said(node: Node | None) -> object:
    return as_python(node) if node else None


def counts_within(rule: LoadedRule, within: Period) -> bool:
    """Whether a rule has any weight within a period."""
    return any(not one.period.within(within).is_empty for one in stages_of_rule(rule))
