"""Records that are alike are judged once: what a rule came to on one, it comes to on the next.

Most posts of an account differ in their words and their instants alone, and most rules ask for
neither. For one record of each sort it is watched what every rule asks of it (`watched.py`). A rule
that asked for nothing but what the sort has in common comes to the same on all its records; a rule
that asked for the text besides comes to the same on all texts that are silent to its plan. What is
quietly passed or not applicable is counted; what could not be decided is said of each record in
the same words; what failed is judged by itself, as are all rules on the first records of a sort.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.judge import judge, judge_plan, stopped_short, worst
from policycheck.engine.program import CompiledRule, DatedRule
from policycheck.engine.setting import Setting
from policycheck.engine.verdicts import Came
from policycheck.model.finding import Outcome
from policycheck.model.record import Record
from policycheck.plan import Judgement, Search

if TYPE_CHECKING:  # a few drafts are never compared
    from policycheck.engine.epochs import Epochs
    from policycheck.engine.traits import Traits

__all__ = ["QUIET", "Alike", "Form", "Sort", "Todo"]

#: Outcomes of which there is no more to say.
QUIET: Final = (Outcome.NOT_APPLICABLE, Outcome.PASS)
#: So many records are judged one by one before anything is compared: a few drafts never pay for it.
_FEW: Final = 8
#: Once compared fields are known, one record in so many (a power of two) is looked at for them.
_SAMPLE: Final = 16
#: So many sorts are kept at most.
_MOST: Final = 20_000


class Form(Struct, eq=False):
    """A rule, the form of it in force, and how many records it quietly came to."""

    dated: DatedRule
    rule: CompiledRule | None
    passed: int = 0
    not_applicable: int = 0

    def count(self, outcome: Outcome, times: int = 1) -> None:
        if outcome is Outcome.PASS:
            self.passed += times
        else:
            self.not_applicable += times


class Todo(Struct, eq=False):
    """A rule that is not settled for a sort. `applies`: what `when` asks is settled, and holds.

    `known` is the verdict on all records of the sort, where there is something to say of each.
    `listens`: its plan may have nothing to say of a silent text; it is then `on_silence`, once that
    was seen.
    """

    form: Form
    rule: CompiledRule
    applies: bool = False
    listens: bool = False
    on_silence: Judgement | None = None
    known: Judgement | None = None
    _searches: frozenset[Search] = frozenset()

    def __post_init__(self) -> None:
        self._searches = frozenset(self.rule.plan.searches)

    def is_silent(self, text: str, heard: frozenset[Search]) -> bool:
        """Whether a text, with what may be found in it, says nothing to the plan of the rule."""
        if heard and not heard.isdisjoint(self._searches):
            return False
        silent = self.rule.plan.silent
        return silent is not None and silent(text)


class Sort(Struct, eq=False):
    """Records that are alike: which rules are settled for them, and what is left to do.

    `settled` and `todo` are in the order of the rules; `seen` counts the records.
    """

    settled: Sequence[tuple[Form, Outcome]]
    todo: Sequence[Todo]
    seen: int = 0
    _cells: Sequence[Came] | None = None

    @property
    def cells(self) -> Sequence[Came]:
        """What the settled rules came to, without those that are only observed."""
        if self._cells is None:
            rules = [(form.rule or form.dated.forms[-1], came) for form, came in self.settled]
            self._cells = tuple((rule.id, came) for rule, came in rules if not rule.observed)
        return self._cells

    def settle(self) -> None:
        """Count its records for its settled rules."""
        for form, outcome in self.settled:
            form.count(outcome, self.seen)
        self.seen = 0


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
        for form in self.forms:
            found = self._watch(form, record, setting)
            if isinstance(found, Todo):
                todo.append(found)
            else:
                settled.append((form, found))
        return Sort(settled, todo)

    def _watch(self, form: Form, record: Record, setting: Setting) -> Outcome | Todo:
        """What a rule comes to on all records of a sort, or what is to be asked of each."""
        rule = form.rule
        if rule is None:
            return Outcome.NOT_APPLICABLE
        watch = self._watch_whole if rule.each is None else self._watch_each
        return watch(form, rule, record, setting)

    def _watch_whole(
        self, form: Form, rule: CompiledRule, record: Record, setting: Setting
    ) -> Outcome | Todo:
        copy, seen, asked = _watched(record, setting)
        stopped = stopped_short(rule, RecordCase(copy, self.finder, seen))
        applies = self._are_common(asked)
        if stopped is not None:
            return _taken_over(form, rule, stopped) if applies else Todo(form, rule)
        copy, seen, asked = _watched(record, setting)
        found = judge_plan(rule, RecordCase(copy, self.finder, seen))
        common = self._are_common(asked)
        if not applies:
            return Todo(form, rule)
        listens = self._listens(rule, asked)
        todo = Todo(form, rule, applies=True, listens=listens)
        if not isinstance(found, Judgement) or found.hits:
            return todo
        if common:
            return _taken_over(form, rule, found)
        text = record.fields.get("text")
        if listens and isinstance(text, str) and todo.is_silent(text, self.finder.heard(text)):
            todo.on_silence = found
        return todo

    def _watch_each(
        self, form: Form, rule: CompiledRule, record: Record, setting: Setting
    ) -> Outcome | Todo:
        copy, seen, asked = _watched(record, setting)
        case = RecordCase(copy, self.finder, seen)
        found = judge(rule, case)
        common = self._are_common(asked)
        results = [one.result for one in found if isinstance(one.result, Judgement)]
        if not common or len(results) < len(found):
            return Todo(form, rule)
        if found[0].case is case:  # of the whole record: its list is empty, or cannot be told
            return _taken_over(form, rule, results[0])
        outcomes = [one.outcome for one in results]
        quiet = all(one in QUIET for one in outcomes)
        return worst(outcomes) if quiet else Todo(form, rule)

    def _are_common(self, asked: Iterable[str]) -> bool:
        """Whether all that was asked for is compared; what is not may be, before long."""
        self.traits.ask(asked)
        return set(asked) <= set(self.traits.names)

    def _listens(self, rule: CompiledRule, asked: set[str]) -> bool:
        if rule.plan.silent is None or "text" not in asked:
            return False
        return asked - {"text"} <= set(self.traits.names)

    def learn_silence(self, todo: Todo, record: Record, setting: Setting) -> None:
        """See what a plan comes to on a silent text, where no text of the sort was so far."""
        copy, seen, asked = _watched(record, setting)
        found = judge_plan(todo.rule, RecordCase(copy, self.finder, seen))
        common = asked <= {*self.traits.names, "text"}
        if common and isinstance(found, Judgement) and not found.hits:
            todo.on_silence = found
        else:
            todo.listens = False


def _taken_over(form: Form, rule: CompiledRule, found: Judgement) -> Outcome | Todo:
    """What a verdict on one record is for all of its sort. What fails is shown where it stands."""
    if found.outcome in QUIET:
        return found.outcome
    is_shown = bool(found.hits) or found.outcome is Outcome.FAIL
    return Todo(form, rule, applies=True, known=None if is_shown else found)


def _watched(record: Record, setting: Setting) -> tuple[Record, Setting, set[str]]:
    from policycheck.engine.watched import watched

    return watched(record, setting)
