"""What the paths of one rule may reach, and where to note what they may not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import TYPE_CHECKING, NoReturn

from msgspec import Struct, field
from msgspec.structs import replace

from policycheck.document import Node, Scalar
from policycheck.engine.program import Ground
from policycheck.mistakes.mistake import Mistake
from policycheck.mistakes.rules import NO_SUCH_FIELD
from policycheck.model.shape import Type
from policycheck.plan import Missing, Options, Path, Profiles, RefusedOption, Search
from policycheck.policy.paths import PathError, Scope
from policycheck.policy.problems import Problems

if TYPE_CHECKING:
    from policycheck.kinds.expressions.expression import Expression

__all__ = ["Kept", "RuleScope", "Seen", "unset"]


class Kept(Struct, frozen=True):
    """What is known of a rule that comes from a kept policy: nothing of it is tried again.

    `asked` are the options of each check, or what it lacks, by the identity of its node; `answers`
    are those of the expressions in conditions that parameters alone decide, by their text. `search`
    gives the same search for the same words: the one that the finder knows.
    """

    asked: Mapping[int, Options | Missing]
    answers: Mapping[str, bool]
    profiles: Callable[[], Profiles]
    search: Callable[[tuple[str, ...], tuple[str, ...], bool, bool], Search]


class TextAsked(Struct):
    """How often the conditions of a rule ask for the text of a record, and what they search it for.

    As long as both agree, they ask no more of it than whether these searches find something.
    """

    times: int = 0
    searches: list[Search] = field(default_factory=list)

    @property
    def hears(self) -> tuple[Search, ...] | None:
        return tuple(self.searches) if len(self.searches) == self.times else None


class Seen(Struct):
    """What the paths of a rule came by.

    `kinds` are those of the records that they need; `grounds` are the paths of its conditions and
    operands that leave the record: a finding points to where they led. One that was asked for as
    it was at another date stands with the path to that date.
    """

    kinds: set[str] = field(default_factory=set)
    grounds: dict[str, Ground] = field(default_factory=dict)
    expressions: dict[str, Expression] = field(default_factory=dict)
    text: TextAsked = field(default_factory=TextAsked)

    def note(self, path: Path) -> Path:
        self.kinds |= path.crosses
        return path


class RuleScope(Struct, frozen=True):
    """The scopes of a rule, one for each record kind that it applies to, and its problems.

    `params` are the parameters and lexicons that its expressions may name; `empty` has the name of
    the parameter that left a list empty, by the identity of the list. `in_when` is set for what
    says which records the rule is for, `kept` where the rule was compiled before.
    """

    scopes: tuple[Scope, ...]
    problems: Problems
    zone: tzinfo | None = None
    params: Mapping[str, Node] = field(default_factory=dict)
    empty: Mapping[int, str] = field(default_factory=dict)
    in_when: bool = False
    kept: Kept | None = None
    seen: Seen = field(default_factory=Seen)

    def path(self, node: Node) -> Path:
        """The path that a scalar names. Raises RefusedOption after noting what is wrong."""
        if not isinstance(node, Scalar):
            self.refuse(
                node, NO_SUCH_FIELD, "expected a path", "write one such as text or mfa.enabled"
            )
        path = self.resolve(node.text, node)
        if path.crosses:
            self.seen.grounds[path.dotted] = Ground(path)
        return path

    def resolve(self, dotted: str, node: Node, offset: int | None = None) -> Path:
        """A path that must lead to the same type in every kind that the rule applies to.

        Raises RefusedOption after noting what is wrong.
        """
        try:
            return self.known(dotted)
        except PathError as problem:
            message = f"{problem} in {dotted!r}"
            self.refuse(node, NO_SUCH_FIELD, message, problem.advice, offset)

    def known(self, dotted: str) -> Path:
        """The path. Raises PathError and notes nothing."""
        paths = [scope.resolve(dotted) for scope in self.scopes]
        if any(path.type != paths[0].type or path.steps != paths[0].steps for path in paths[1:]):
            kinds = " and ".join(scope.kind for scope in self.scopes)
            raise PathError(f"another field in each of {kinds}", "write one rule for each")
        for path in paths:
            self.seen.note(path)
        if self.in_when and paths[0].steps and paths[0].steps[0].name == "text":
            self.seen.text.times += 1
        return paths[0]

    def search(
        self,
        phrases: tuple[str, ...],
        patterns: tuple[str, ...],
        whole_words: bool,
        match_case: bool,
    ) -> Search:
        """A search that was tried; of a kept policy it is the one that the finder knows."""
        make = self.kept.search if self.kept is not None else Search
        return make(phrases, patterns, whole_words, match_case)

    def inside(self, path: Path) -> RuleScope:
        """The scope of the elements of a list."""
        return self._below(tuple(scope.inside(path) for scope in self.scopes))

    def within(self, element: Type) -> RuleScope:
        """The scope of an element of that type."""
        scopes = tuple(replace(scope, element=element) for scope in self.scopes)
        return self._below(scopes)

    def _below(self, scopes: tuple[Scope, ...]) -> RuleScope:
        """A scope further down: paths that start there are no grounds of the rule's own record."""
        seen = Seen(self.seen.kinds, text=self.seen.text)
        return replace(self, scopes=scopes, seen=seen)

    def names(self) -> list[str]:
        """The names with which a path may start."""
        return list(dict.fromkeys(name for scope in self.scopes for name in scope.names()))

    def describe(self, node: Node) -> str:
        line, column = node.source.position(node.span.start)
        return f"{node.source.path}:{line}:{column}"

    def refuse(
        self,
        node: Node,
        mistake: Mistake,
        message: str,
        advice: str,
        offset: int | None = None,
    ) -> NoReturn:
        """Note a problem (of the character at `offset` of the text there), and give up."""
        if offset is not None and isinstance(node, Scalar):
            self.problems.inside(node, offset, mistake, message, advice)
        else:
            self.problems.at(node, mistake, message, advice)
        raise RefusedOption


def unset(name: str) -> Missing:
    """What is missing where a rule asks for what is on a list, and nothing is on it yet."""
    return Missing(
        f"params.{name}", f"the list {name} is empty: set it under params: in the policy"
    )
