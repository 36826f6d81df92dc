"""Two rules that cannot both be met, and how that is made sure of."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from policycheck.document import Node
from policycheck.lint.atoms import Named
from policycheck.lint.bench import Bench, Fields, Trial
from policycheck.lint.conditions import Way, clash_in, ways
from policycheck.lint.forms import Form
from policycheck.model.finding import Outcome

__all__ = ["Conflict", "Side", "settled"]


class Side(NamedTuple):
    """One of the two rules: what it asks, in words that follow its id, and where it says so."""

    form: Form
    asks: str
    node: Node


class Conflict(NamedTuple):
    """Two sides that exclude each other.

    `witness` is a record on which both were tried: it passes the one and fails the other; None
    where no such record can be made up. `partly`: other ways to meet the first are left.
    """

    one: Side
    other: Side
    witness: Trial | None = None
    partly: bool = False


def settled(bench: Bench, one: Side, other: Side, candidates: Iterable[Fields]) -> Conflict | None:
    """The conflict, if there are records to which both rules apply; the first record that shows it.

    The candidates are what a record has to say besides meeting the conditions of both.
    """
    conditions = bench.conditions(one.form, other.form)
    for fields in candidates if conditions is not None else ():
        trial = bench.tried(one.form, other.form, {**(conditions or {}), **fields})
        if trial and trial.divides:
            return Conflict(one, other, trial)
        if trial and trial.outcomes == (Outcome.PASS, Outcome.PASS):
            return None  # what was worked out is not so: believe the record
    return Conflict(one, other) if _may_both_apply(one.form, other.form) else None


def _may_both_apply(one: Form, other: Form) -> bool:
    """Whether a record can meet both conditions, as far as they say all that they ask."""
    zone = one.source.zone
    pairs = product(ways(one.when, one.scope, zone), ways(other.when, other.scope, zone))
    joined = [(*first, *second) for first, second in pairs]
    possible = [way for way in joined if clash_in(way) is None]
    if one.when is None or other.when is None or one.plain_when == other.plain_when:
        return bool(possible)
    return any(_is_plain(way) for way in possible)


def _is_plain(way: Way) -> bool:
    """Whether it would be known if parts of it excluded each other."""
    if not way:
        return False
    atoms = [atom for asked in way for atom in asked.atoms]
    hidden = ("present", "some", "anything")
    return not any(one.what in hidden or isinstance(one.value, Named) for one in atoms)
