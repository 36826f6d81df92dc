"""Learning what a sort of records comes to: each rule is watched while it judges one of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import zip_longest
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from policycheck.engine.finder import Finder
from policycheck.engine.judge import judge, worst
from policycheck.engine.program import CompiledRule
from policycheck.engine.questions import judged, parts_of, see, signs_of
from policycheck.engine.setting import Setting
from policycheck.engine.sorts import QUIET, Ear, Form, Settled, Sort, Todo
from policycheck.engine.traits import Parted, Traits
from policycheck.engine.watched import Watch
from policycheck.engine.watched_instants import Asked
from policycheck.model.finding import Outcome
from policycheck.model.record import Record
from policycheck.plan import Judgement

__all__ = ["Learner"]

#: A new sort is compared to so many of those learnt last.
_RECENT: Final = 64


class Learner(Struct, eq=False):
    """Learns sorts of records that are compared by the same traits."""

    forms: Sequence[Form]
    finder: Finder
    traits: Traits
    recent: deque[tuple[Parted, Sort]] = field(default_factory=lambda: deque(maxlen=_RECENT))

    def nearest(self, parted: Parted) -> tuple[Sequence[Settled | Todo], set[str]]:
        """What is known of the sort that differs least of those learnt last, and in which parts."""
        least: set[str] | None = None
        like: Sequence[Settled | Todo] = ()
        for other, sort in reversed(self.recent):
            differing = self.traits.differing(parted, other)
            if least is None or len(differing) < len(least):
                least, like = differing, sort.learnt
            if len(least) == 1:  # none is nearer
                break
        return like, least or set()

    def learn(
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
        watch = Watch.over(record, setting)
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
        over = Watch.over(record, setting)
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
