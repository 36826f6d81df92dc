"""What a kind is offered while its options become a plan: the rule, its scope, its problems."""

from __future__ import annotations

from collections.abc import Mapping as MappingLike
from collections.abc import Sequence
from datetime import tzinfo
from functools import cached_property
from typing import NoReturn

from msgspec import Struct

from policycheck.document import Mapping, Node, Pointer, Scalar, walk
from policycheck.document import Sequence as SequenceNode
from policycheck.engine.parts import NAMED_PARTS
from policycheck.engine.patterns import compiled
from policycheck.mistakes.mistake import Mistake
from policycheck.mistakes.rules import (
    NO_SUCH_FIELD,
    NOTHING_TO_FIND,
    OPTION_VALUE,
    PATTERN_REFUSED,
    UNFIT_FIELD,
)
from policycheck.model.shape import Free, Group, ListOf, Reference, Text, Type
from policycheck.plan import (
    Condition,
    Matcher,
    Missing,
    Path,
    Profiles,
    Search,
    Selector,
)
from policycheck.policy.conditions import compile_condition
from policycheck.policy.matchers import compile_matcher
from policycheck.policy.params import with_params
from policycheck.policy.paths import PathError
from policycheck.policy.problems import nearest
from policycheck.policy.rule_scope import RuleScope, unset
from policycheck.policy.value_matchers import RE2_ADVICE
from policycheck.text.phrases import phrase_form

__all__ = ["RuleBinding"]


class RuleBinding(Struct, frozen=True, dict=True):
    """The binding of one `check` to its rule; `node` is the mapping of its options."""

    node: Mapping
    scope: RuleScope
    applies_to: tuple[str, ...]
    each: bool

    @cached_property
    def profiles(self) -> Profiles:
        if self.scope.kept is not None:
            return self.scope.kept.profiles()
        from policycheck.policy.profiles import load_profiles

        return load_profiles()

    @property
    def zone(self) -> tzinfo | None:
        return self.scope.zone

    @cached_property
    def params(self) -> MappingLike[str, Node]:
        given = self.scope.params
        return {name: with_params(node, given, self.scope.problems) for name, node in given.items()}

    def path(self, dotted: str, *at: str | int, offset: int | None = None) -> Path:
        return self.scope.resolve(dotted, self._node(at), offset)

    def within(self, path: Path, dotted: str, *at: str | int, offset: int | None = None) -> Path:
        return self.scope.inside(path).resolve(dotted, self._node(at), offset)

    def unset(self, option: str) -> Missing | None:
        name = self.scope.empty.get(id(self.node.get(option)))
        return unset(name) if name else None

    def selectors(self, names: Sequence[str], *at: str | int) -> tuple[Selector, ...]:
        return tuple(
            self._selector(name, (*at, number) if self._is_list(at) else at)
            for number, name in enumerate(names)
        )

    def matcher(self, of: Type, *at: str | int, many: bool = False) -> Matcher:
        named = self.node.get("path")
        name = named.text if isinstance(named, Scalar) else str(at[-1])
        return compile_matcher(
            self._node(at), of, self.scope, name=name, many=many, absent_differs=False
        )

    def where(self, path: Path, *at: str | int) -> Condition:
        return compile_condition(self._node(at), self.scope.inside(path))

    def condition(self, *at: str | int) -> Condition:
        return compile_condition(self._node(at), self.scope)

    def search(
        self,
        *,
        phrases: Sequence[str] = (),
        patterns: Sequence[str] = (),
        whole_words: bool = True,
        match_case: bool = False,
        at: str = "patterns",
    ) -> Search:
        if self.scope.kept is None:
            self._try_search(phrases, patterns, match_case, at)
        return self.scope.search(tuple(phrases), tuple(patterns), whole_words, match_case)

    def _try_search(
        self, phrases: Sequence[str], patterns: Sequence[str], match_case: bool, at: str
    ) -> None:
        for phrase in phrases:
            if not phrase_form(phrase):
                self.scope.refuse(
                    self._saying(phrase) or self.node,
                    NOTHING_TO_FIND,
                    f"the phrase {phrase!r} holds nothing to look for",
                    "write words, or remove it",
                )
        for number, pattern in enumerate(patterns):
            self._try_pattern(pattern, match_case, (at, number) if self._is_list((at,)) else (at,))

    def refuse(
        self,
        message: str,
        *at: str | int,
        mistake: Mistake = OPTION_VALUE,
        advice: str = "",
        offset: int | None = None,
    ) -> NoReturn:
        self.scope.refuse(self._node(at), mistake, message, advice or "correct it", offset)

    def _try_pattern(self, pattern: str, match_case: bool, at: Pointer) -> None:
        try:
            tried = compiled(pattern, match_case)
        except ValueError as problem:
            self.refuse(
                f"RE2 refuses the pattern: {problem}",
                *at,
                mistake=PATTERN_REFUSED,
                advice=RE2_ADVICE,
            )
        if tried.match("") is not None and tried.fullmatch("") is not None:
            self.refuse(
                "the pattern is met by nothing at all, so it is met everywhere",
                *at,
                mistake=NOTHING_TO_FIND,
                advice="ask for at least one character: + in place of *",
            )

    def _selector(self, name: str, at: Pointer) -> Selector:
        """A text of the element before a named part: `in: [text]` of a claim reads its own."""
        own_text = self.applies_to == ("post",) and not self._is_text_of_element(name)
        if name in NAMED_PARTS and own_text:
            return Selector(name)
        known = [*(NAMED_PARTS if own_text else ()), *self._text_fields()]
        try:
            path = self.scope.scopes[0].resolve(name)
        except PathError:
            message = (
                f"{name} is not a part of the text or a field of {' or '.join(self.applies_to)}"
            )
            self.refuse(message, *at, mistake=NO_SUCH_FIELD, advice=nearest(name, known))
        of = path.type.item if isinstance(path.type, ListOf) else path.type
        if not isinstance(of, Text | Reference | Free):
            message = f"{name} is not a text field"
            self.refuse(message, *at, mistake=UNFIT_FIELD, advice=nearest(name, known))
        return Selector(name, self.scope.resolve(name, self._node(at)))

    def _is_text_of_element(self, name: str) -> bool:
        """Whether the elements that are judged have a text of that name themselves."""
        element = self.scope.scopes[0].element
        own = element.fields.get(name) if isinstance(element, Group) else None
        return own is not None and isinstance(own.type, Text)

    def _saying(self, text: str, node: Node | None = None) -> Node | None:
        """The scalar among the options that says a text."""
        node = node or self.node
        if isinstance(node, Scalar):
            return node if node.text == text else None
        below = [entry.value for entry in node] if isinstance(node, Mapping) else node.items
        return next((found for one in below if (found := self._saying(text, one))), None)

    def _text_fields(self) -> list[str]:
        scope = self.scope.scopes[0]
        own = scope.element
        group = own if isinstance(own, Group) else scope.shapes.groups[scope.kind]
        return [name for name, field in group.fields.items() if isinstance(field.type, Text)]

    def _is_list(self, at: Pointer) -> bool:
        return isinstance(self._node(at), SequenceNode)

    def _node(self, at: Pointer) -> Node:
        return walk(self.node, at)[0]
