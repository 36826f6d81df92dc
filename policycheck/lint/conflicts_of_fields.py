"""One field that two rules ask to be different things, or one rule something that nothing is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from policycheck.document import Node
from policycheck.lint.atoms import Atom, atoms_of
from policycheck.lint.bench import Bench, Fields, nested
from policycheck.lint.conditions import Asked, key_of
from policycheck.lint.conflict import Conflict, Side, settled
from policycheck.lint.forms import Ask, Form
from policycheck.lint.possible import clash, example_of
from policycheck.model.shape import ABSENT, ListOf, Type
from policycheck.plan import Path
from policycheck.policy.paths import PathError
from policycheck.policy.worded import worded

__all__ = ["conflicts_of_fields", "impossible_fields"]


class _Wish(NamedTuple):
    """What a rule asks of one field, in words and in parts."""

    form: Form
    asked: Asked
    says: str

    @property
    def type(self) -> Type:
        path = self.asked.path
        return ListOf(path.type) if path.many else path.type

    @property
    def side(self) -> Side:
        return Side(
            self.form, f"asks that {self.asked.path.dotted} is {self.says}", self.asked.node
        )


def conflicts_of_fields(forms: Sequence[Form], bench: Bench) -> Iterator[Conflict]:
    """Pairs of rules that no value of a field meets both of."""
    by_key: dict[str, list[_Wish]] = defaultdict(list)
    for wish in _wishes(forms):
        by_key[f"{wish.form.each} {wish.asked.key}"].append(wish)
    for wishes in by_key.values():
        for one, other in combinations(wishes, 2):
            if one.form is not other.form and one.form.meets(other.form) and _exclude(one, other):
                found = settled(bench, one.side, other.side, _candidates(one, other, bench))
                if found:
                    yield found


def impossible_fields(forms: Sequence[Form]) -> Iterator[Side]:
    """Rules that ask of a field what no value is."""
    for wish in _wishes(forms):
        if clash(wish.asked.atoms, wish.type, absent_differs=False):
            yield wish.side


def _exclude(one: _Wish, other: _Wish) -> bool:
    atoms = [[*wish.asked.atoms] for wish in (one, other)]
    if any(clash(each, one.type, absent_differs=False) for each in atoms):
        return False  # it is said of the one rule by itself
    return clash([*atoms[0], *atoms[1]], one.type, absent_differs=False) is not None


def _candidates(one: _Wish, other: _Wish, bench: Bench) -> Iterator[Fields]:
    """Records that meet the one or the other."""
    for wish in (one, other):
        now = bench.instant(one.form, other.form)
        value = example_of(wish.asked.atoms, wish.type, now)
        fields: Fields | None = {} if value is ABSENT else None
        if value is not None and value is not ABSENT:
            fields = nested(wish.asked, value)
        if fields is not None:
            kind = min(one.form.applies_to & other.form.applies_to)
            yield {**({"text": "x"} if kind == "post" else {}), **fields}


def _wishes(forms: Sequence[Form]) -> Iterator[_Wish]:
    for form in forms:
        for ask in form.asks:
            if ask.name == "field":
                node = ask.option("is")
                yield from _wish(form, ask, ask.options.path, node, worded(node))
            elif ask.name == "required-fields":
                for name in ask.options.fields:
                    yield from _wish(form, ask, name, None, "filled")


def _wish(form: Form, ask: Ask, name: str, node: Node | None, says: str) -> Iterator[_Wish]:
    try:
        path: Path = form.scope.resolve(name)
    except PathError:
        return
    if path.many and node is None:
        return  # one of several values is enough
    at = node or ask.option("fields")
    zone = form.source.zone
    atoms = (
        [Atom("filled", value=True, node=at)]
        if node is None
        else atoms_of(node, path.type, zone, many=path.many)
    )
    yield _Wish(form, Asked(key_of(path), path, atoms, at), says)
