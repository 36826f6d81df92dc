"""What a kind is, and what it is offered to turn its options into a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from typing import Any, NoReturn, Protocol, TypeAlias

from msgspec import Struct

from policycheck.document import Node
from policycheck.mistakes.mistake import Mistake
from policycheck.mistakes.rules import OPTION_VALUE
from policycheck.model.shape import Type
from policycheck.plan.case import Case, Condition, Matcher, Path, Search, Selector
from policycheck.plan.options import Options
from policycheck.plan.profile import Profiles
from policycheck.plan.verdict import Fact, Judgement, Missing

__all__ = ["Binding", "Kind", "Plan", "RefusedOption", "Sign", "Signs", "signs_in"]


class RefusedOption(Exception):  # noqa: N818 - not an error of the program: a policy is refused
    """An option that cannot be used; the problem is already noted with its place."""


class Binding(Protocol):
    """The rule that a plan is made for. `at` is where in the options a problem would stand.

    `offset` names a character of the text there.
    """

    @property
    def applies_to(self) -> tuple[str, ...]:
        """The record kinds that the rule judges."""

    @property
    def each(self) -> bool:
        """Whether the rule judges the elements of a list, one by one."""

    @property
    def profiles(self) -> Profiles:
        """What is known of the platforms, by date."""

    @property
    def zone(self) -> tzinfo | None:
        """The zone whose days count."""

    @property
    def params(self) -> Mapping[str, Node]:
        """The parameters and lexicons that the rule may name, by name."""

    def path(self, dotted: str, *at: str | int, offset: int | None = None) -> Path:
        """Resolve a path against the schemas."""

    def unset(self, option: str) -> Missing | None:
        """What is missing where a parameter has left the list of an option empty."""

    def selectors(self, names: Sequence[str], *at: str | int) -> tuple[Selector, ...]:
        """Resolve the words of `in:`."""

    def matcher(self, of: Type, *at: str | int, many: bool = False) -> Matcher:
        """Compile the matcher at `at`, for values of a type (for a list of them if `many`)."""

    def where(self, path: Path, *at: str | int) -> Condition:
        """Compile the conditions at `at`; they are asked of each case of `Case.elements(path)`."""

    def condition(self, *at: str | int) -> Condition:
        """Compile the conditions at `at`, as `when` takes them."""

    def within(self, path: Path, dotted: str, *at: str | int, offset: int | None = None) -> Path:
        """Resolve a path that starts at an element of the list at `path`."""

    def search(
        self,
        *,
        phrases: Sequence[str] = (),
        patterns: Sequence[str] = (),
        whole_words: bool = True,
        match_case: bool = False,
        at: str = "patterns",
    ) -> Search:
        """A search, with its patterns tried: one that RE2 refuses is refused where it stands."""

    def refuse(
        self,
        message: str,
        *at: str | int,
        mistake: Mistake = OPTION_VALUE,
        advice: str = "",
        offset: int | None = None,
    ) -> NoReturn:
        """Note a problem at an option and give up on this rule."""


#: Something that a text bears, by a cheap test: False is certain, True says that it may matter.
Sign: TypeAlias = Callable[[str], bool]

#: The signs that tell whether a text matters to a plan, for all cases that are like this one; None
#: where no cheap test tells. The text of the case is not to be looked at.
Signs: TypeAlias = Callable[[Case], Sequence[Sign] | None]

#: Parts that a text is cut into: what a search finds in the whole says nothing of them.
_PIECES = frozenset({"first_line", "sentence"})


def signs_in(selectors: Sequence[Selector], *signs: Sign) -> Signs | None:
    """`Plan.signs` for a plan that reads these parts; without signs its searches say all."""
    if any(one.name in _PIECES for one in selectors):
        return None
    return lambda _case: signs


class Plan(Struct, frozen=True):
    """How a rule is decided.

    Most rules `judge` a record by itself. A rule across records gathers a fact of each instead
    (None: not this record) and concludes once all are in: one judgement for each fact, in their
    order.

    `signs` is given where a text counts only by what the searches of the plan find in it and by
    the signs that it bears. A text in which no search finds anything and which bears none of the
    signs is silent to the plan: on two silent texts the verdict is the same as long as all else is,
    links, hashtags and mentions included, which are asked for by their own names. It is then taken
    over from one record to the next that is alike (see `engine/sorts.py`). Signs that are one and
    the same function are looked for once for all rules.
    """

    judge: Callable[[Case], Judgement] | None = None
    searches: tuple[Search, ...] = ()
    signs: Signs | None = None
    gather: Callable[[Case], Fact | Judgement] | None = None
    conclude: Callable[[Sequence[Fact]], Sequence[Judgement]] | None = None


class Kind(Struct, frozen=True):
    """A kind of check: its name, its options, and how they become a plan.

    `values` are the names that a rule's message may use; `message` is the sentence where the rule
    has none. A `reads_text` kind does not apply to a repost without words, nor to what citizens
    wrote. `heuristic` kinds guess: no rule of theirs may be an error.
    """

    name: str
    options: type[Options]
    plan: Callable[[Any, Binding], Plan]
    message: str
    values: tuple[str, ...] = ()
    reads_text: bool = False
    heuristic: bool = False
