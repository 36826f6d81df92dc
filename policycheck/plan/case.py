"""What a plan is given to judge: one record (or one element of it) at its instant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeAlias, TypeVar

from msgspec import Struct

from policycheck.document import Pointer, Scalar
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.model.shape import Type
from policycheck.plan.verdict import Missing, Place

__all__ = [
    "Case",
    "Condition",
    "Found",
    "Matcher",
    "Part",
    "Path",
    "Reading",
    "Search",
    "Selector",
    "Spot",
    "Step",
]

T = TypeVar("T")


class Step(Struct, frozen=True):
    """One step of a path: into a field, and (`follow`) on to the record of that kind that it names.

    A `computed` field is not in the source: the engine works it out, or says what it would need.
    Where `back` is set the step goes backwards: to every record of the kind `follow` whose field
    `back` names the record that the path has come to.
    """

    name: str
    follow: str = ""
    computed: bool = False
    back: str = ""


class Path(Struct, frozen=True):
    """A dotted path that was resolved against the schemas when the policy was loaded.

    `steps` start at the record, or at the element where `from_element` (`follow`: the element is an
    id and stands for the record of that kind). Lists on the way are walked through: `many` says
    that there may be several values. `type` is that of one value. `crosses` are the kinds of the
    records besides its own that it needs.
    """

    dotted: str
    steps: tuple[Step, ...]
    type: Type
    many: bool = False
    from_element: bool = False
    follow: str = ""
    crosses: frozenset[str] = frozenset()


class Spot(Struct, frozen=True):
    """One value that a path leads to, and where it stands.

    The value is ABSENT where the field is carried and empty, NotCarried where that cannot be told.
    Beyond a reference the place is that of the reference; in a record that was reached backwards it
    is a place there. `trail` is then every record on the way, its place and what it is in words,
    and ends at the value itself.
    """

    value: Any
    place: Place
    trail: tuple[tuple[Place, str], ...] = ()


class Part(Struct, frozen=True):
    """A run of text to read: a field, an alternative text, a line, a hashtag.

    `offset` is where `text` begins in the text at `pointer`. `scalar` is given where the text
    stands in a file of its own, `record` where it stands in another record than the judged one.
    """

    name: str
    text: str
    pointer: Pointer
    offset: int = 0
    scalar: Scalar | None = None
    record: Record | None = None

    def place(self, start: int, end: int) -> Place:
        at = self.offset
        return Place(self.pointer, at + start, at + end, self.scalar, self.record)


class Reading(Struct, frozen=True):
    """The parts that a rule reads, in the order of the record, and what of them cannot be had."""

    parts: tuple[Part, ...]
    missing: tuple[Missing, ...] = ()


class Selector(Struct, frozen=True):
    """One word of `in:`. `path` is set where it is a field and not one of the named parts."""

    name: str
    path: Path | None = None


class Search(Struct, frozen=True, eq=False):
    """Phrases and patterns to look for. All searches of a program run over a part in one pass.

    Phrases match through case, curly quotes, soft hyphens, zero-width characters and compatibility
    forms; patterns are RE2 syntax and read the text as it stands.
    """

    phrases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    whole_words: bool = True
    match_case: bool = False


class Found(Struct, frozen=True):
    """One place where a search hit: offsets in the text of the part, and what hit there."""

    part: Part
    start: int
    end: int
    term: str

    @property
    def text(self) -> str:
        return self.part.text[self.start : self.end]

    @property
    def place(self) -> Place:
        return self.part.place(self.start, self.end)


class Case(Protocol):
    """One record at its instant, as a plan sees it."""

    @property
    def record(self) -> Record: ...

    @property
    def at(self) -> Moment:
        """The instant the record is judged at: its own for a post, now for all else."""

    @property
    def now(self) -> Moment:
        """The instant to which elapsed time is measured."""

    @property
    def here(self) -> Place:
        """The record, or the element of it that is judged."""

    @property
    def trail(self) -> tuple[tuple[Place, str], ...]:
        """The records by which the element was reached, as in a spot; none in the record itself."""

    def value(self, path: Path) -> Any:
        """The value at a path: ABSENT, NotCarried, one value, or a list where it is `many`."""

    def has_word(self, path: Path) -> bool:
        """Whether a field of the record is seen to be filled at its first letter.

        Where it is not, `value` has to tell. To know no more of a value makes records alike.
        """

    def spots(self, path: Path) -> Sequence[Spot]:
        """Every value at a path with its place; one ABSENT or NotCarried where it has none."""

    def elements(self, path: Path) -> Sequence[Case] | Missing:
        """A case for each element of the list at a path; Missing where it cannot be told."""

    def within(self, value: Any) -> Case:
        """A case whose paths start at a value: an element of a list that a matcher looks at."""

    def judged_at(self, at: Moment) -> Case:
        """The same at another instant: what was in force then."""

    def once(self, name: str, make: Callable[[Case], T]) -> T:
        """What is made of the case, made once for all rules that ask for it by that name."""

    def once_for_account(self, name: str, make: Callable[[Case], T]) -> T:
        """What is made of the account of a post alone, made once for all posts of that account.

        `make` may ask for nothing that depends on the post: not its fields, not its instant.
        """

    def read(self, selectors: Sequence[Selector]) -> Reading:
        """The parts of text that the words of `in:` choose."""

    def found(self, search: Search, parts: Sequence[Part]) -> Sequence[Found]:
        """Where a search hits in these parts: leftmost and longest first, without overlaps."""


#: Whether a value meets a matcher: None where it cannot be decided; what is missing is appended.
Matcher: TypeAlias = Callable[[Case, Any, list[Missing]], bool | None]

#: Whether a condition holds for a case: None where it cannot be decided; what lacks is appended.
Condition: TypeAlias = Callable[[Case, list[Missing]], bool | None]
