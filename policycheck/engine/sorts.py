"""What is known of records of one sort: rules that are settled for all of them, and what is left.

Of what is left, most rules read the text, and most texts say nothing to most rules. A rule listens
where its verdict depends on the text only by what searches find and by cheap signs (see
`plan/kind.py`): a text that is silent to it comes to what another silent one came to. A text that
is silent to all rules that listen is told by one look, for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final, TypeAlias

from msgspec import Struct, field

from policycheck.engine.finder import Finder
from policycheck.engine.program import CompiledRule, DatedRule
from policycheck.engine.verdicts import Came
from policycheck.model.finding import Outcome
from policycheck.plan import Judgement, Search, Sign

__all__ = ["QUIET", "Ear", "Form", "Heard", "Left", "Settled", "Sort", "Todo"]

#: Outcomes of which there is no more to say.
QUIET: Final = (Outcome.NOT_APPLICABLE, Outcome.PASS)

#: What a rule listens for in a text.
Ear: TypeAlias = Search | Sign
#: What a text says of all that is listened for; None where there is no text to listen to.
Heard: TypeAlias = frozenset[Ear] | None


#: Of so many texts of which something else was heard it is kept what is left to do.
_MOST_HEARD: Final = 16


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
    `ears` are given where the rule listens: on a text that says nothing to them it comes to
    `on_silence`, once that was seen. `parts` are those of a record on which all of this depends.
    """

    form: Form
    rule: CompiledRule
    applies: bool = False
    known: Judgement | None = None
    ears: frozenset[Ear] | None = None
    on_silence: Judgement | None = None
    parts: frozenset[str] = frozenset()

    def is_silent(self, heard: Heard) -> bool:
        """Whether a text of which this was heard says nothing to the rule."""
        return heard is not None and self.ears is not None and heard.isdisjoint(self.ears)


class Settled(Struct, eq=False):
    """A rule that comes to the same on all records that are alike in some `parts`."""

    form: Form
    outcome: Outcome
    parts: frozenset[str] = frozenset()


class Left(Struct, eq=False):
    """What is left to do of the records of a sort of whose texts the same was heard.

    `quiet` are rules settled for them besides those that are `settled` for all of the sort.
    """

    todo: Sequence[Todo]
    settled: Sequence[Settled]
    quiet: Sequence[Settled] = ()
    seen: int = 0
    _cells: Sequence[Came] | None = None

    @property
    def cells(self) -> Sequence[Came]:
        """What settled rules come to that are not only observed: the same sequence for all."""
        if self._cells is None:
            known = [(one.form.rule or one.form.dated.forms[-1], one.outcome) for one in self._all]
            self._cells = tuple((rule.id, came) for rule, came in known if not rule.observed)
        return self._cells

    def settle(self) -> None:
        """Count the records that were seen for the rules that are settled for them."""
        for one in self._all if self.seen else ():
            one.form.count(one.outcome, self.seen)
        self.seen = 0

    @property
    def _all(self) -> Iterator[Settled]:
        return chain(self.settled, self.quiet)


class Sort(Struct, eq=False):
    """Records that are alike: what is known of each rule, in the order of the rules.

    Of a text it only matters what of it is heard by the rules that listen.
    """

    learnt: Sequence[Settled | Todo]
    _whole: Left = field(default_factory=lambda: Left((), ()))
    _by_heard: dict[frozenset[Ear], Left] = field(default_factory=dict)
    _signs: tuple[Sign, ...] = ()
    _ears: frozenset[Ear] = frozenset()

    def __post_init__(self) -> None:
        todo = [one for one in self.learnt if isinstance(one, Todo)]
        self._whole = Left(todo, [one for one in self.learnt if isinstance(one, Settled)])
        self.arrange()

    def hear(self, text: object, finder: Finder) -> Heard:
        """What a text says to the rules that listen. An empty one is asked for as it is."""
        if not text or not self._ears or not isinstance(text, str):
            return None
        found = finder.heard(text) & self._ears
        borne = [sign for sign in self._signs if sign(text)]
        return found.union(borne) if borne else found

    def left(self, heard: Heard) -> Left:
        """What is to be done of one more record."""
        found = self._whole if heard is None else self._by_heard.get(heard)
        if found is None:
            found = self._left_of(heard)
        found.seen += 1
        return found

    def _left_of(self, heard: Heard) -> Left:
        """What is left where this was heard, once it is known what silence comes to."""
        whole = self._whole
        silent = [one for one in whole.todo if one.is_silent(heard)]
        if heard is None or any(one.on_silence is None for one in silent):
            return whole
        if len(self._by_heard) >= _MOST_HEARD:
            self.settle()
            self._by_heard.clear()
        known = [(one, one.on_silence.outcome) for one in silent if one.on_silence]
        quiet = [Settled(one.form, came) for one, came in known if came in QUIET]
        gone = {id(one.form) for one in quiet}
        todo = [one for one in whole.todo if id(one.form) not in gone]
        left = self._by_heard[heard] = Left(todo, whole.settled, quiet)
        return left

    def arrange(self) -> None:
        """Take in which rules listen, and what they come to on silence."""
        self.settle()
        self._by_heard.clear()
        ears = [one.ears for one in self._whole.todo if one.ears is not None]
        self._ears = frozenset[Ear]().union(*ears)
        self._signs = tuple(ear for ear in self._ears if not isinstance(ear, Search))

    def settle(self) -> None:
        """Count its records for the rules that are settled for them."""
        for left in (self._whole, *self._by_heard.values()):
            left.settle()
