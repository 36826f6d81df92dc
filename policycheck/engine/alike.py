"""Records that are alike are judged once: what a rule came to on one, it comes to on the next.

Most posts of an account differ in their words and their instants alone, and most rules ask for
neither. For one record of each sort it is watched what every rule asks of it (`watched.py`). A rule
that asked for nothing but what the sort has in common comes to the same on all its records; a rule
that asked for the text besides comes to the same on all texts that are silent to its plan. What is
quietly passed or not applicable is counted; what could not be decided is said of each record in
the same words; what failed is judged by itself, as are all rules on the first records of a sort.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from collections.abc import Set as AbstractSet
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from policycheck.engine.finder import Finder
from policycheck.engine.judge import judge, worst
from policycheck.engine.program import CompiledRule
from policycheck.engine.questions import judged, parts_of, see, signs_of, watch_over
from policycheck.engine.setting import Setting
from policycheck.engine.sorts import QUIET, Ear, Form, Settled, Sort, Todo
from policycheck.model.finding import Outcome
from policycheck.model.record import Record
from policycheck.plan import Judgement

if TYPE_CHECKING:  # a few drafts are never compared
    from policycheck.engine.epochs import Epochs
    from policycheck.engine.traits import Parted, Traits
    from policycheck.engine.watched import Watch
    from policycheck.engine.watched_instants import Asked

__all__ = ["Alike"]

T = TypeVar("T")

#: So many records are judged one by one before anything is compared: a few drafts never pay for it.
_FEW: Final = 8
#: Once compared fields are known, one record in so many (a power of two) is looked at for them.
_SAMPLE: Final = 16
#: So many sorts are kept at most; to those learnt last new ones are compared.
_MOST: Final = 10_000
_RECENT: Final = 64
#: Little is new where at most one rule in so many has to be asked.
_LITTLE: Final = 4


class Alike(Struct, eq=False):
    """The sorts of records of one kind, from sources that carry the same, under the same forms."""

    forms: Sequence[Form]
    finder: Finder
    epochs: Callable[[], Epochs]
    carried: frozenset[str] | None
    _traits: Traits | None = None
    _sorts: dict[tuple[Hashable, ...], Sort | None] = field(default_factory=dict)
    _recent: deque[tuple[Parted, Sort]] = field(default_factory=lambda: deque(maxlen=_RECENT))
    _records: int = 0

    @property
    def traits(self) -> Traits:
        """What records are compared by."""
        if self._traits is None:
            from policycheck.engine.traits import Traits

            self._traits = Traits(self.epochs)
        return self._traits

    def sort(self, record: Record, setting: Setting) -> Sort | None:
        """The sort of a record; None while it is not known, and for what is like nothing else."""
        self._records += 1
        if self._records <= _FEW or record.withheld or record.attested:
            return None
        if self._records == _FEW + 1:
            self._learn(record, setting)
        traits = self.traits
        looks = traits.are_open or self._records % _SAMPLE == 0
        if looks and traits.look(record, setting):
            self.settle()
            self._sorts.clear()
            self._recent.clear()
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
        parted = self.traits.parted(values)
        like, differing = self._nearest(parted)
        new = sum(not one.parts.isdisjoint(differing) for one in like) if like else len(self.forms)
        if values not in self._sorts and new * _LITTLE > len(self.forms):
            self._make_room()
            self._sorts[values] = None
            return None
        self._make_room()
        sort = self._sorts[values] = self._learn(record, setting, like, differing)
        self._recent.append((parted, sort))
        return sort

    def _make_room(self) -> None:
        if len(self._sorts) >= _MOST:
            self.settle()
            self._sorts.clear()

    def _nearest(self, parted: Parted) -> tuple[Sequence[Settled | Todo], set[str]]:
        """What is known of the sort that differs least of those learnt last, and in which parts."""
        differing = self.traits.differing
        found = [(differing(parted, other), sort) for other, sort in self._recent]
        least, sort = min(found, key=lambda one: len(one[0]), default=(set[str](), None))
        return (sort.learnt, least) if sort else ((), least)

    def _learn(
        self,
        record: Record,
        setting: Setting,
        like: Sequence[Settled | Todo] = (),
        differing: AbstractSet[str] = frozenset(),
    ) -> Sort:
        """Judge a record by every rule, and see what of that holds for all of its sort.

        What is known of a sort that it is `like` holds for it, too, where it does not depend on the
        parts in which they differ.
        """
        watch = watch_over(record, setting)
        new: list[Todo] = []
        learnt: list[Settled | Todo] = []
        for form, known in zip_longest(self.forms, like):
            if known is not None and known.parts.isdisjoint(differing):
                learnt.append(replace(known) if isinstance(known, Todo) else known)
                continue
            found = self._watch(form, watch)
            learnt.append(found)
            new += [found] if isinstance(found, Todo) else []
        sort = Sort(learnt)
        heard = sort.hear(record.fields.get("text"), self.finder)
        for one in new:
            if not one.is_silent(heard):
                one.on_silence = None
        sort.arrange()
        return sort

    def _watch(self, form: Form, over: Watch) -> Settled | Todo:
        """What a rule comes to on all records of a sort, or what is to be asked of each."""
        rule = form.rule
        if rule is None:
            return Settled(form, Outcome.NOT_APPLICABLE)
        watch = self._watch_whole if rule.each is None else self._watch_each
        return watch(form, rule, over)

    def _watch_whole(self, form: Form, rule: CompiledRule, over: Watch) -> Settled | Todo:
        found, when, plan = judged(self.finder, rule, over)
        quiet = found if isinstance(found, Judgement) and not found.hits else None
        applies, settles = self._are_common(when), self._are_common(plan)
        parts = parts_of(when | plan)
        if applies and settles:
            todo = Todo(form, rule, applies=True, parts=parts)
            return _taken_over(todo, quiet) if quiet else todo
        ears, asked = self._ears(rule, over)
        parts |= parts_of(asked)
        if not self._only_listens(rule, when, plan, ears):
            return Todo(form, rule, applies, parts=parts)
        heard = frozenset(rule.hears or ()) | (ears or set())
        return Todo(form, rule, applies, None, heard, quiet, parts)

    def _watch_each(self, form: Form, rule: CompiledRule, over: Watch) -> Settled | Todo:
        found, asked = see(self.finder, judge, rule, over)
        todo = Todo(form, rule, parts=parts_of(asked))
        results = [one.result for one in found if isinstance(one.result, Judgement)]
        if not self._are_common(asked) or len(results) < len(found):
            return todo
        if found[0].case.element is None:  # the list of the record is empty, or cannot be told
            return _taken_over(todo, results[0])
        outcomes = [one.outcome for one in results]
        quiet = all(one in QUIET for one in outcomes)
        return Settled(form, worst(outcomes), todo.parts) if quiet else todo

    def _are_common(self, asked: Asked) -> bool:
        """Whether all that was asked for is compared; what is not may be, before long."""
        self.traits.ask(asked)
        return self.traits.names.issuperset(asked)

    def _ears(self, rule: CompiledRule, over: Watch) -> tuple[frozenset[Ear] | None, Asked]:
        """What the plan of a rule listens for, and what it asks of a record to tell that.

        None where it reads texts in no such way.
        """
        signs, asked = see(self.finder, signs_of, rule, over)
        if signs is None or not self._are_common(asked):
            return None, asked
        return frozenset([*rule.plan.searches, *signs]), asked

    def _only_listens(
        self, rule: CompiledRule, when: Asked, plan: Asked, ears: frozenset[Ear] | None
    ) -> bool:
        """Whether all that a rule asked for is compared, but for a text that it listens to."""
        if ("text" in when and rule.hears is None) or ("text" in plan and ears is None):
            return False
        return self._are_common(when - {"text"}) and self._are_common(plan - {"text"})

    def learn_silence(self, sort: Sort, todo: Todo, record: Record, setting: Setting) -> None:
        """See what a rule comes to on a silent text, where no text of the sort was so far."""
        over = watch_over(record, setting)
        found, when, plan = judged(self.finder, todo.rule, over)
        ears, asked = self._ears(todo.rule, over)
        todo.parts |= parts_of(when | plan | asked)
        quiet = found if isinstance(found, Judgement) and not found.hits else None
        if quiet and self._only_listens(todo.rule, when, plan, ears):
            todo.on_silence = quiet
        else:
            todo.ears = None
        sort.arrange()


def _taken_over(todo: Todo, found: Judgement) -> Settled | Todo:
    """What a verdict on one record is for all of its sort. What fails is shown where it stands."""
    if found.outcome in QUIET:
        return Settled(todo.form, found.outcome, todo.parts)
    is_shown = bool(found.hits) or found.outcome is Outcome.FAIL
    return replace(todo, applies=True, known=None if is_shown else found)
