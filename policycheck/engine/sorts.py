"""What is known of records of one sort: rules that are settled for all of them, and what is left.

Of what is left, most rules read the text, and most texts say nothing to most rules. A rule listens
where its verdict depends on the text only by what searches find and by cheap signs (see
`plan/kind.py`): a text that is silent to it comes to what another silent one came to. A text that
is silent to all rules that listen is told by one look, for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from msgspec import Struct, field

from policycheck.engine.finder import Finder
from policycheck.engine.program import CompiledRule, DatedRule
from policycheck.engine.verdicts import Came
from policycheck.model.finding import Outcome
from policycheck.plan import Judgement, Search, Sign

__all__ = ["QUIET", "Ear", "Form", "Heard", "Settled", "Sort", "Todo"]

#: Outcomes of which there is no more to say.
QUIET: Final = (Outcome.NOT_APPLICABLE, Outcome.PASS)

#: What a rule listens for in a text.
Ear: TypeAlias = Search | Sign
#: What a text says of all that is listened for; None where there is no text to listen to.
Heard: TypeAlias = frozenset[Ear] | None


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


class Sort(Struct, eq=False):
    """Records that are alike: what is known of each rule, in the order of the rules.

    `settled` and `todo` are these apart. `quiet` is settled besides, for texts that are silent to
    all rules that listen, once it is known for each of these what it comes to then.
    """

    learnt: Sequence[Settled | Todo]
    settled: Sequence[tuple[Form, Outcome]] = ()
    todo: Sequence[Todo] = ()
    quiet: Sequence[tuple[Form, Outcome]] = ()
    _signs: tuple[Sign, ...] = ()
    _ears: frozenset[Ear] = frozenset()
    _on_silence: Sequence[Todo] | None = None
    _cells: list[Sequence[Came] | None] = field(default_factory=lambda: [None, None])
    _seen: int = 0
    _silent: int = 0

    def __post_init__(self) -> None:
        known = [one for one in self.learnt if isinstance(one, Settled)]
        self.settled = [(one.form, one.outcome) for one in known]
        self.todo = [one for one in self.learnt if isinstance(one, Todo)]
        self.arrange()

    def hear(self, text: object, finder: Finder) -> Heard:
        """What a text says to the rules that listen. An empty one is asked for as it is."""
        if not text or not self._ears or not isinstance(text, str):
            return None
        found = finder.heard(text)
        borne = [sign for sign in self._signs if sign(text)]
        return found.union(borne) if borne else found

    def left(self, heard: Heard) -> Sequence[Todo]:
        """What is to be done of one more record, in the order of the rules."""
        self._seen += 1
        if self._on_silence is None or heard is None or not heard.isdisjoint(self._ears):
            return self.todo
        self._silent += 1
        return self._on_silence

    def cells(self, left: Sequence[Todo]) -> Sequence[Came]:
        """What rules that are not only observed come to on a record of which this is left to do.

        The same sequence for all records of the sort of which the same is left.
        """
        on_silence = left is self._on_silence
        if self._cells[on_silence] is None:
            settled = [*self.settled, *self.quiet] if on_silence else self.settled
            rules = [(form.rule or form.dated.forms[-1], came) for form, came in settled]
            self._cells[on_silence] = tuple(
                (one.id, came) for one, came in rules if not one.observed
            )
        return self._cells[on_silence] or ()

    def arrange(self) -> None:
        """Take in which rules listen, and what they come to on silence."""
        self.settle()
        self._cells = [None, None]
        listening = [one for one in self.todo if one.ears is not None]
        self._ears = frozenset[Ear]().union(*(one.ears or () for one in listening))
        self._signs = tuple(ear for ear in self._ears if not isinstance(ear, Search))
        known = [(one.form, one.on_silence.outcome) for one in listening if one.on_silence]
        if len(known) < len(listening):
            self._on_silence = None
            return
        self.quiet = [(form, outcome) for form, outcome in known if outcome in QUIET]
        quiet = {id(form) for form, _ in self.quiet}
        self._on_silence = [one for one in self.todo if id(one.form) not in quiet]

    def settle(self) -> None:
        """Count its records for the rules that are settled for them."""
        for form, outcome in self.settled:
            form.count(outcome, self._seen)
        for form, outcome in self.quiet:
            form.count(outcome, self._silent)
        self._seen = self._silent = 0
