"""Two policies side by side, with all that they extend: their rules, paired by id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from policycheck.model.policy_diff import Verdict
from policycheck.policy.loaded import LoadedPolicy, LoadedRule
from policycheck.policy.periods import ALWAYS, Period
from policycheck.policy.rules_compared import (
    ComparedField,
    compared_fields,
    content_of,
    counts_within,
    verdict_of,
)

__all__ = ["ComparedRule", "Stand", "compared_rules"]


@dataclass(frozen=True, slots=True)
class Stand:
    """A version of a policy: as loaded, and the ids of its rules that can be compiled."""

    policy: LoadedPolicy
    usable: AbstractSet[str]

    def rules(self, within: Period) -> dict[str, LoadedRule]:
        """The rules that count at some time within a period, by id; the first of each id."""
        found: dict[str, LoadedRule] = {}
        for rule in self.policy.rules:
            unread = rule.id not in self.usable
            if rule.id and (within == ALWAYS or unread or counts_within(rule, within)):
                found.setdefault(rule.id, rule)
        return found


@dataclass(frozen=True, slots=True)
class ComparedRule:
    """A rule that differs; a side is None where there is none. `renamed`: its other id, or ''."""

    id: str
    old: LoadedRule | None
    new: LoadedRule | None
    verdict: Verdict
    fields: list[ComparedField]
    renamed: str = ""


def compared_rules(old: Stand, new: Stand, within: Period = ALWAYS) -> Iterator[ComparedRule]:
    """The rules that differ, in the order of their ids."""
    olds, news = old.rules(within), new.rules(within)
    names = _renamed(olds, news)
    for id_ in sorted({*olds, *news}):
        one, other = olds.get(id_), news.get(id_)
        if one is None or other is None:
            verdict = Verdict.NEW if one is None else Verdict.GONE
            yield ComparedRule(id_, one, other, verdict, [], names.get(id_, ""))
            continue
        can_be_told = id_ in old.usable and id_ in new.usable
        fields = compared_fields(one, other, can_be_told=can_be_told, within=within)
        verdict_or_none = verdict_of(fields)
        if verdict_or_none:
            yield ComparedRule(id_, one, other, verdict_or_none, fields)


def _renamed(olds: dict[str, LoadedRule], news: dict[str, LoadedRule]) -> dict[str, str]:
    """Rules that are gone and new ones with the same content, each with the id of the other."""
    by_content: dict[str, list[str]] = defaultdict(list)
    for id_ in sorted(news.keys() - olds.keys()):
        by_content[content_of(news[id_])].append(id_)
    found: dict[str, str] = {}
    for id_ in sorted(olds.keys() - news.keys()):
        same = by_content[content_of(olds[id_])]
        if same:
            name = same.pop(0)
            found |= {id_: name, name: id_}
    return found
