"""Rules by what they have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from policycheck.model.finding import SEVERITIES
from policycheck.model.rulebook import ListedRule, Rulebook
from policycheck.reports.rulebook.served import QUESTIONS, meaning

__all__ = ["GROUPINGS", "RuleGroup", "grouped", "unserved"]


class RuleGroup(NamedTuple):
    """Rules under a heading; a rule may stand in several groups."""

    name: str
    about: str
    rules: tuple[ListedRule, ...]


def grouped(book: Rulebook, by: str) -> Iterator[RuleGroup]:
    """The rules by `question`, `severity`, `kind`, `file` or `authority`, none left out."""
    names_of, order = GROUPINGS[by]
    found: dict[str, list[ListedRule]] = {}
    for rule in book.rules:
        for name in dict.fromkeys(names_of(rule)) or ("",):
            found.setdefault(name, []).append(rule)
    for name in sorted(found, key=order):
        yield RuleGroup(name or _NOTHING[by], _about(book, by, name), tuple(found[name]))


def unserved(book: Rulebook) -> list[str]:
    """The questions that no rule serves."""
    served = {mark for rule in book.rules for mark in rule.serves}
    return [name for name in QUESTIONS if name not in served]


def _about(book: Rulebook, by: str, name: str) -> str:
    if by == "question":
        return meaning(name)
    return book.chapters[name].title if by == "file" else ""


_NOTHING = {
    "question": "no question",
    "severity": "no severity",
    "kind": "no kind",
    "file": "no file",
    "authority": "no authority",
}

Names = Callable[[ListedRule], tuple[str, ...]]
Order = Callable[[str], tuple[int, str]]


def _last_empty(name: str) -> tuple[int, str]:
    return (0 if name else 1, name)


#: Name of a grouping → the groups that a rule is in, and their order.
GROUPINGS: dict[str, tuple[Names, Order]] = {
    "question": (
        lambda rule: rule.serves,
        lambda name: (0 if name in QUESTIONS else 1 if name else 2, name),
    ),
    "severity": (
        lambda rule: (str(rule.severity),),
        lambda name: ([str(one) for one in SEVERITIES].index(name), name),
    ),
    "kind": (lambda rule: tuple(rule.kind.split()), _last_empty),
    "file": (lambda rule: (rule.clause.path,), _last_empty),
    "authority": (lambda rule: tuple(one.cite for one in rule.authority), _last_empty),
}
