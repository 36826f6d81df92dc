"""Parameters and lexicon entries through time.

A parameter may be a list of `{value, from, to, source}`, an entry of a lexicon `{phrase, from, to,
source}`. Both are cut into what stands at an instant before a rule is compiled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingLike
from datetime import UTC, datetime, tzinfo

from policycheck.document import Mapping, Node, Sequence
from policycheck.mistakes.language import UNKNOWN_KEY
from policycheck.mistakes.policies import VALUES_AT_ONCE
from policycheck.policy.params import names_in
from policycheck.policy.periods import Period, period_of
from policycheck.policy.problems import Problems, nearest
from policycheck.policy.surface import Effective, validated

__all__ = ["Params", "is_dated", "refuse_wrong_dates", "values_of"]

_KEYS = {word: (word, "from", "to", "source") for word in ("value", "phrase")}


def is_dated(node: Node) -> bool:
    """Whether a parameter is a list of dated values."""
    return (
        isinstance(node, Sequence)
        and bool(node.items)
        and all(isinstance(one, Mapping) and "value" in one.entries for one in node.items)
    )


def values_of(node: Node) -> list[Node]:
    """The values that a parameter has at one time or another."""
    if not is_dated(node):
        return [node]
    return [one.entries["value"].value for one in _mappings(node)]


def refuse_wrong_dates(node: Node, word: str, problems: Problems) -> None:
    """Note what is wrong with the dates beside each `value` or `phrase`."""
    periods: list[tuple[Mapping, Period]] = []
    for item in _mappings(node):
        for entry in item:
            if entry.key.text not in _KEYS[word]:
                advice = nearest(entry.key.text, _KEYS[word])
                message = f"{entry.key.text} cannot stand beside {word}"
                problems.at(entry.key, UNKNOWN_KEY, message, advice)
        effective = validated(Effective, _dates(item), problems)
        if effective is not None:
            periods.append((item, period_of(effective, UTC)))
    if word == "value":
        _refuse_overlaps(periods, problems)


def _refuse_overlaps(periods: list[tuple[Mapping, Period]], problems: Problems) -> None:
    for number, (item, period) in enumerate(periods):
        for other, earlier in periods[:number]:
            if not period.within(earlier).is_empty:
                line = other.source.position(other.span.start).line
                message = f"two values count at once: the other is in line {line}"
                problems.at(
                    item, VALUES_AT_ONCE, message, "end the earlier with to: on the day before"
                )
                break


class Params:
    """The parameters and lexicons that a rule may name, and what they are at an instant."""

    def __init__(self, values: MappingLike[str, Node] | None = None) -> None:
        self.values: MappingLike[str, Node] = values or {}
        self._dated = {name: node for name, node in self.values.items() if _has_dates(node)}
        self._filled: dict[tuple[Period, str], MappingLike[str, Node]] = {}

    def having(self, values: MappingLike[str, Node]) -> Params:
        """These parameters with others set."""
        return Params({**self.values, **values}) if values else self

    def cuts(self, names: Iterable[str], zone: tzinfo | None) -> set[datetime]:
        """The instants at which one of these changes, or one that they are made of."""
        if not self._dated:
            return set()
        dated = [self._dated[name] for name in self.all_of(names) if name in self._dated]
        periods = [period for node in dated for _, period in _periods(node, zone)]
        return {edge for period in periods for edge in period if edge is not None}

    def at(self, period: Period, zone: tzinfo | None) -> MappingLike[str, Node]:
        """All of them within a period in which none changes; those without a value left out."""
        if not self._dated:
            return self.values
        key = (period, str(zone))
        if key not in self._filled:
            now = {name: _at(node, period, zone) for name, node in self._dated.items()}
            whole = {**self.values, **now}
            self._filled[key] = {name: node for name, node in whole.items() if node is not None}
        return self._filled[key]

    def all_of(self, names: Iterable[str]) -> set[str]:
        """These parameters and those that they are made of."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in self.values and name not in found:
                found.add(name)
                waiting += names_in(self.values[name])
        return found


def _has_dates(node: Node) -> bool:
    return is_dated(node) or any("phrase" in one.entries for one in _mappings(node))


def _periods(node: Node, zone: tzinfo | None) -> list[tuple[Mapping, Period]]:
    dates = ((item, validated(Effective, _dates(item), Problems())) for item in _mappings(node))
    return [(item, period_of(found, zone)) for item, found in dates if found]


def _at(node: Node, period: Period, zone: tzinfo | None) -> Node | None:
    holding = [item for item, own in _periods(node, zone) if not own.within(period).is_empty]
    if is_dated(node):
        return holding[0].entries["value"].value if holding else None
    assert isinstance(node, Sequence)
    items = [
        one.entries["phrase"].value if isinstance(one, Mapping) else one
        for one in node.items
        if not isinstance(one, Mapping) or one in holding
    ]
    return Sequence(node.source, node.span, items)


def _dates(item: Mapping) -> Mapping:
    entries = {key: entry for key, entry in item.entries.items() if key in ("from", "to")}
    return Mapping(item.source, item.span, entries)


def _mappings(node: Node) -> Iterator[Mapping]:
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapping):
            yield item
