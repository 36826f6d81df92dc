"""Verdicts that change, counted as they come: by rule, account and month, with a few examples."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from policycheck.engine.findings import name_of
from policycheck.engine.instants import Instants
from policycheck.engine.veil import Veil
from policycheck.model.backtest import Example, Turned
from policycheck.model.finding import Outcome
from policycheck.model.record import Record

__all__ = ["Counts", "by_name"]

#: What is only counted of a rule that one policy has: there is nobody to blame, and nothing to see.
_QUIET = frozenset({Outcome.PASS.value, Outcome.NOT_APPLICABLE.value})


def _counters() -> defaultdict[str, Counter[str]]:
    return defaultdict(Counter)


@dataclass(slots=True)
class _OfRule:
    """What became of one rule so far."""

    kinds: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    accounts: defaultdict[str, Counter[str]] = field(default_factory=_counters)
    months: defaultdict[str, Counter[str]] = field(default_factory=_counters)
    examples: defaultdict[str, list[Example]] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class Counts:
    """All that is kept of the records that went by: its size does not grow with their number.

    Only the names of the records of which a verdict changes are kept. At most so many `examples`
    are kept of each rule and key.
    """

    instants: Instants
    examples: int
    changes: dict[str, _OfRule] = field(default_factory=dict)
    alone: dict[str, _OfRule] = field(default_factory=dict)
    accounts: defaultdict[str, Counter[str]] = field(default_factory=_counters)
    months: defaultdict[str, Counter[str]] = field(default_factory=_counters)
    changed: Counter[str] = field(default_factory=Counter)
    touched: defaultdict[str, set[tuple[str, str]]] = field(
        default_factory=lambda: defaultdict(set)
    )

    def change(self, rule: str, key: str, record: Record, example: Callable[[], Example]) -> None:
        """Count a change of a verdict; `example` is called where one more is wanted."""
        of_rule = self.changes.setdefault(rule, _OfRule())
        account, month = self._take(of_rule, key, record, example)
        self.changed[key] += 1
        self.accounts[account][key] += 1
        self.months[month][key] += 1
        self.touched[key].add((record.kind, record.id))

    def outcome(self, rule: str, key: str, record: Record, example: Callable[[], Example]) -> None:
        """Count the outcome of a rule that only one of the policies has."""
        of_rule = self.alone.setdefault(rule, _OfRule())
        if key in _QUIET:
            of_rule.counts[key] += 1
            of_rule.kinds.add(record.kind)
        else:
            self._take(of_rule, key, record, example)

    def _take(
        self, of_rule: _OfRule, key: str, record: Record, example: Callable[[], Example]
    ) -> tuple[str, str]:
        account, month = name_of(record).account, self.instants.month(record)
        of_rule.counts[key] += 1
        of_rule.kinds.add(record.kind)
        of_rule.accounts[account][key] += 1
        of_rule.months[month][key] += 1
        if len(of_rule.examples[key]) < self.examples:
            of_rule.examples[key].append(example())
        return account, month

    @property
    def all_touched(self) -> set[tuple[str, str]]:
        """The records of which some verdict changes, by kind and id."""
        return set().union(*self.touched.values())

    def turned(self, titles: Mapping[str, str], veil: Veil) -> tuple[Turned, ...]:
        """The rules of both of which some verdict changes, by id."""
        return _turned(self.changes, titles, veil)

    def of_one(self, titles: Mapping[str, str], veil: Veil) -> tuple[Turned, ...]:
        """The rules that only one of the policies has, by id, also those without any verdict."""
        return _turned({rule: self.alone.get(rule, _OfRule()) for rule in titles}, titles, veil)


def _turned(
    found: Mapping[str, _OfRule], titles: Mapping[str, str], veil: Veil
) -> tuple[Turned, ...]:
    return tuple(
        Turned(
            rule,
            titles[rule],
            tuple(sorted(one.kinds)),
            dict(one.counts),
            by_name(one.accounts),
            by_name(one.months),
            {key: tuple(_veiled(one, veil) for one in kept) for key, kept in one.examples.items()},
        )
        for rule, one in sorted(found.items())
    )


def _veiled(example: Example, veil: Veil) -> Example:
    """The example without what no output may show."""
    return example._replace(message=veil.text(example.message))


def by_name(counts: Mapping[str, Counter[str]]) -> dict[str, dict[str, int]]:
    """Counters by name, in the order of the names."""
    return {name: dict(counted) for name, counted in sorted(counts.items())}
