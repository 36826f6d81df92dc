"""Records that are alike are judged once: what a rule came to on one, it comes to on the next.

Most posts of an account differ in their words and their instants alone, and most rules ask for
neither. For one record of each sort it is watched what every rule asks of it (`learning.py`). A
rule that asked for nothing but what the sort has in common comes to the same on all its records; a
rule that asked for the text besides comes to the same on all texts that are silent to it. What is
quietly passed or not applicable is counted; what could not be decided is said of each record in
the same words; what failed is judged by itself, as are all rules on the first records of a sort.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from policycheck.engine.finder import Finder
from policycheck.engine.setting import Setting
from policycheck.engine.sorts import Form, Sort
from policycheck.model.record import Record

if TYPE_CHECKING:  # a few drafts are never compared
    from policycheck.engine.epochs import Epochs
    from policycheck.engine.learning import Learner

__all__ = ["Alike"]

#: So many records are judged one by one before anything is compared: a few drafts never pay for it.
_FEW: Final = 8
#: Once compared fields are known, one record in so many (a power of two) is looked at for them.
_SAMPLE: Final = 16
#: So many sorts are kept at most.
_MOST: Final = 10_000
#: Little is new where at most one rule in so many has to be asked.
_LITTLE: Final = 4


class Alike(Struct, eq=False):
    """The sorts of records of one kind, from sources that carry the same, under the same forms."""

    forms: Sequence[Form]
    finder: Finder
    epochs: Callable[[], Epochs]
    carried: frozenset[str] | None
    _learner: Learner | None = None
    _sorts: dict[tuple[Hashable, ...], Sort | None] = field(default_factory=dict)
    _records: int = 0

    @property
    def learner(self) -> Learner:
        """What learns sorts; made when the first records were not so few."""
        if self._learner is None:
            from policycheck.engine.learning import Learner
            from policycheck.engine.traits import Traits

            self._learner = Learner(self.forms, self.finder, Traits(self.epochs))
        return self._learner

    def sort(self, record: Record, setting: Setting) -> Sort | None:
        """The sort of a record; None while it is not known, and for what is like nothing else."""
        self._records += 1
        if self._records <= _FEW or record.withheld or record.attested:
            return None
        if self._records == _FEW + 1:
            self.learner.learn(record, setting)
        traits = self.learner.traits
        looks = traits.are_open or self._records % _SAMPLE == 0
        if looks and traits.look(record, setting):
            self.settle()
            self._sorts.clear()
            self.learner.recent.clear()
        if not traits.names:
            return None
        values = traits.of(record, setting)
        return self._sorts.get(values) or self._meet(values, record, setting)

    def settle(self) -> None:
        """Count what all records came to quietly."""
        for sort in self._sorts.values():
            if sort is not None:
                sort.settle()

    def _meet(self, values: tuple[Hashable, ...], record: Record, setting: Setting) -> Sort | None:
        """A sort is learnt at its first record where little is new, else at its second."""
        parted = self.learner.traits.parted(values)
        like, differing = self.learner.nearest(parted)
        new = sum(not one.parts.isdisjoint(differing) for one in like) if like else len(self.forms)
        if values not in self._sorts and new * _LITTLE > len(self.forms):
            self._make_room()
            self._sorts[values] = None
            return None
        self._make_room()
        sort = self._sorts[values] = self.learner.learn(record, setting, like, differing)
        self.learner.recent.append((parted, sort))
        return sort

    def _make_room(self) -> None:
        if len(self._sorts) >= _MOST:
            self.settle()
            self._sorts.clear()
