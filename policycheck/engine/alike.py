"""Records that are alike are judged once: what a rule came to on one, it comes to on the next.

Most posts of an account differ in their words and their instants alone, and most rules ask for
neither. For one record of each sort it is watched what every rule asks of it (`watched.py`). A rule
that asked for nothing but what the sort has in common comes to the same on all its records; a rule
that asked for the text besides comes to the same on all texts that are silent to its plan. What is
quietly passed or not applicable is counted; what could not be decided is said of each record in
the same words; what failed is judged by itself, as are all rules on the first records of a sort.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct, field

from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.judge import judge, judge_plan, stopped_short, worst
from policycheck.engine.program import CompiledRule
from policycheck.engine.setting import Setting
from policycheck.engine.sorts import QUIET, Ear, Form, Sort, Todo
from policycheck.model.finding import Outcome
from policycheck.model.record import Record
from policycheck.plan import Fact, Judgement, Sign

if TYPE_CHECKING:  # a few drafts are never compared
    from policycheck.engine.epochs import Epochs
    from policycheck.engine.traits import Traits
    from policycheck.engine.watched import Watch
    from policycheck.engine.watched_instants import Asked

__all__ = ["Alike"]

T = TypeVar("T")

#: So many records are judged one by one before anything is compared: a few drafts never pay for it.
_FEW: Final = 8
#: Once compared fields are known, one record in so many (a power of two) is looked at for them.
_SAMPLE: Final = 16
#: So many sorts are kept at most.
_MOST: Final = 20_000


class Alike(Struct, eq=False):
    """The sorts of records of one kind, from sources that carry the same, under the same forms."""

    forms: Sequence[Form]
    finder: Finder
    epochs: Callable[[], Epochs]
    carried: frozenset[str] | None
    _traits: Traits | None = None
    _sorts: dict[tuple[Hashable, ...], Sort | None] = field(default_factory=dict)
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
        """A sort is worth learning at its second record."""
        if values not in self._sorts:
            if len(self._sorts) >= _MOST:
                self.settle()
                self._sorts.clear()
            self._sorts[values] = None
            return None
        sort = self._sorts[values] = self._learn(record, setting)
        return sort

    def _learn(self, record: Record, setting: Setting) -> Sort:
        """Judge a record by every rule, and see what of that holds for all of its sort."""
        settled: list[tuple[Form, Outcome]] = []
        todo: list[Todo] = []
        watch = _watch_over(record, setting)
        for form in self.forms:
            found = self._watch(form, watch)
            if isinstance(found, Todo):
                todo.append(found)
            else:
                settled.append((form, found))
        sort = Sort(settled, todo)
        heard = sort.hear(record.fields.get("text"), self.finder)
        for one in todo:
            if not one.is_silent(heard):
                one.on_silence = None
        sort.arrange()
        return sort

    def _watch(self, form: Form, over: Watch) -> Outcome | Todo:
        """What a rule comes to on all records of a sort, or what is to be asked of each."""
        rule = form.rule
        if rule is None:
            return Outcome.NOT_APPLICABLE
        watch = self._watch_whole if rule.each is None else self._watch_each
        return watch(form, rule, over)

    def _watch_whole(self, form: Form, rule: CompiledRule, over: Watch) -> Outcome | Todo:
        found, when, plan = _judged(self.finder, rule, over)
        quiet = found if isinstance(found, Judgement) and not found.hits else None
        applies, settles = self._are_common(when), self._are_common(plan)
        if applies and settles:
            return _taken_over(form, rule, quiet) if quiet else Todo(form, rule, applies=True)
        ears = self._ears(rule, over)
        if not self._only_listens(rule, when, plan, ears):
            return Todo(form, rule, applies)
        return Todo(form, rule, applies, None, frozenset(rule.hears or ()) | (ears or set()), quiet)

    def _watch_each(self, form: Form, rule: CompiledRule, over: Watch) -> Outcome | Todo:
        found, asked = _see(self.finder, judge, rule, over)
        common = self._are_common(asked)
        results = [one.result for one in found if isinstance(one.result, Judgement)]
        if not common or len(results) < len(found):
            return Todo(form, rule)
        if found[0].case.element is None:  # the list of the record is empty, or cannot be told
            return _taken_over(form, rule, results[0])
        outcomes = [one.outcome for one in results]
        quiet = all(one in QUIET for one in outcomes)
        return worst(outcomes) if quiet else Todo(form, rule)

    def _are_common(self, asked: Asked) -> bool:
        """Whether all that was asked for is compared; what is not may be, before long."""
        self.traits.ask(asked)
        return self.traits.names.issuperset(asked)

    def _ears(self, rule: CompiledRule, over: Watch) -> frozenset[Ear] | None:
        """What the plan of a rule listens for; None where it reads texts in no such way."""
        signs, asked = _see(self.finder, _signs, rule, over)
        if signs is None or not self._are_common(asked):
            return None
        return frozenset([*rule.plan.searches, *signs])

    def _only_listens(
        self, rule: CompiledRule, when: Asked, plan: Asked, ears: frozenset[Ear] | None
    ) -> bool:
        """Whether all that a rule asked for is compared, but for a text that it listens to."""
        if ("text" in when and rule.hears is None) or ("text" in plan and ears is None):
            return False
        return self._are_common(when - {"text"}) and self._are_common(plan - {"text"})

    def learn_silence(self, sort: Sort, todo: Todo, record: Record, setting: Setting) -> None:
        """See what a rule comes to on a silent text, where no text of the sort was so far."""
        over = _watch_over(record, setting)
        found, when, plan = _judged(self.finder, todo.rule, over)
        ears = self._ears(todo.rule, over)
        quiet = found if isinstance(found, Judgement) and not found.hits else None
        if quiet and self._only_listens(todo.rule, when, plan, ears):
            todo.on_silence = quiet
        else:
            todo.ears = None
        sort.arrange()


def _watch_over(record: Record, setting: Setting) -> Watch:
    from policycheck.engine.watched import Watch

    return Watch.over(record, setting)


def _see(
    finder: Finder, ask: Callable[[CompiledRule, RecordCase], T], rule: CompiledRule, over: Watch
) -> tuple[T, Asked]:
    """What a rule says of a record, and what it asked of it for that."""
    copy, setting, asked = over.begin()
    return ask(rule, RecordCase(copy, finder, setting)), asked


def _judged(
    finder: Finder, rule: CompiledRule, over: Watch
) -> tuple[Judgement | Fact, Asked, Asked]:
    """What a rule comes to, and what its condition and its plan asked for that."""
    stopped, when = _see(finder, stopped_short, rule, over)
    if stopped is not None:
        return stopped, when, set()
    found, plan = _see(finder, judge_plan, rule, over)
    return found, when, plan


def _signs(rule: CompiledRule, case: RecordCase) -> Sequence[Sign] | None:
    return rule.plan.signs(case) if rule.plan.signs else None


def _taken_over(form: Form, rule: CompiledRule, found: Judgement) -> Outcome | Todo:
    """What a verdict on one record is for all of its sort. What fails is shown where it stands."""
    if found.outcome in QUIET:
        return found.outcome
    is_shown = bool(found.hits) or found.outcome is Outcome.FAIL
    return Todo(form, rule, applies=True, known=None if is_shown else found)
