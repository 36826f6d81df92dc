"""A kept rule in one period: its condition, plan and message, each made when it is first used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from functools import cached_property

from msgspec import msgpack
from msgspec.structs import replace

from policycheck.document import Mapping, Scalar
from policycheck.engine.program import Ground, Message
from policycheck.kinds import kind
from policycheck.plan import (
    Case,
    Condition,
    Fact,
    Hit,
    Judgement,
    Missing,
    Options,
    Path,
    Plan,
    Profiles,
    Search,
)
from policycheck.policy.checks import CompiledCheck
from policycheck.policy.filled import Filling, check_of, condition_of, each_of
from policycheck.policy.kept.entry import Body, KeptPart
from policycheck.policy.kept.trees import checks_in, unpacked
from policycheck.policy.kept.values import unpacked_options
from policycheck.policy.messages import compile_message
from policycheck.policy.paths import Scope, Shapes
from policycheck.policy.problems import Problems
from policycheck.policy.rule_scope import Kept, RuleScope

__all__ = ["Part", "Shared"]


class Shared:
    """What the rules of a kept policy have in common."""

    def __init__(
        self, zone: tzinfo | None, shapes: Shapes, profiles: Callable[[], Profiles]
    ) -> None:
        self.zone = zone
        self.shapes = shapes
        self.profiles = profiles
        self._searches: dict[tuple[object, ...], Search] = {}

    def search(
        self,
        phrases: tuple[str, ...],
        patterns: tuple[str, ...],
        whole_words: bool,
        match_case: bool,
    ) -> Search:
        """The search for these, one and the same whoever asks."""
        wanted = (phrases, patterns, whole_words, match_case)
        found = self._searches.get(wanted)
        if found is None:
            found = self._searches[wanted] = Search(*wanted)
        return found


class Part:
    """What the closures of a rule are made of, and those that were made.

    They are made by the functions that made them when the policy was read, in the same order: the
    condition, then the check.
    """

    def __init__(
        self,
        kept: KeptPart,
        applies_to: tuple[str, ...],
        shared: Shared,
    ) -> None:
        self._kept = kept
        self._applies_to = applies_to
        self._shared = shared

    @cached_property
    def each(self) -> Path | None:
        return self._each[0]

    @cached_property
    def _each(self) -> tuple[Path | None, RuleScope]:
        named = self._kept.each
        node = unpacked(named, {}) if named is not None else None
        scopes = tuple(Scope(self._shared.shapes, one) for one in self._applies_to)
        return each_of(node, RuleScope(scopes, Problems(), self._shared.zone))

    @cached_property
    def _body(self) -> Body:
        return msgpack.decode(self._kept.body, type=Body)

    @cached_property
    def _check(self) -> Filling:
        return _filling(self._body.check)

    @cached_property
    def _scope(self) -> RuleScope:
        inner = self._each[1]
        return RuleScope(
            inner.scopes,
            inner.problems,
            inner.zone,
            {name: unpacked(value, {}) for name, value in self._body.params.items()},
            kept=Kept({}, self._body.answers, self._shared.profiles, self._shared.search),
            seen=inner.seen,
        )

    def _asking(self) -> RuleScope:
        """The scope of the check: its kinds are imported for it, and not before."""
        nodes = [node for node in checks_in(self._check.node) if isinstance(node, Mapping)]
        asked = {
            id(node): _asked(node, data)
            for node, data in zip(nodes, self._body.options, strict=True)
        }
        assert self._scope.kept is not None
        return replace(self._scope, kept=replace(self._scope.kept, asked=asked))

    @cached_property
    def condition(self) -> Condition:
        return condition_of(_filling(self._body.when), self._scope)

    @property
    def hears(self) -> tuple[Search, ...] | None:
        """What the condition looks for in the text of a record; None where it may ask for more."""
        if self._kept.has_when:
            _ = self.condition
        return self._scope.seen.text.hears

    @cached_property
    def check(self) -> CompiledCheck:
        if self._kept.has_when:
            _ = self.condition  # what it leads to comes first among the grounds
        each = self._kept.each is not None
        return check_of(self._check, self._asking(), self._applies_to, each=each)

    @property
    def plan(self) -> Plan:
        return self.check.plan

    @cached_property
    def grounds(self) -> tuple[Ground, ...]:
        _ = self.check
        return tuple(self._scope.seen.grounds.values())

    @cached_property
    def _message(self) -> Message:
        template = self._body.message
        return compile_message(template, self._check.node, self.check.values, self._scope)

    def holds(self, case: Case, missing: list[Missing]) -> bool | None:
        return self.condition(case, missing)

    def judge(self, case: Case) -> Judgement:
        judge = self.check.plan.judge
        assert judge is not None
        return judge(case)

    def gather(self, case: Case) -> Fact | Judgement:
        gather = self.check.plan.gather
        assert gather is not None
        return gather(case)

    def conclude(self, facts: Sequence[Fact]) -> Sequence[Judgement]:
        conclude = self.check.plan.conclude
        assert conclude is not None
        return conclude(facts)

    def message(self, case: Case, hit: Hit) -> str:
        return self._message(case, hit)


def _filling(data: object) -> Filling:
    empty: dict[int, str] = {}
    return Filling(unpacked(data, empty), empty)


def _asked(node: Mapping, data: list[object]) -> Options | Missing:
    named = node.get("kind")
    assert isinstance(named, Scalar)
    return unpacked_options(data, lambda: kind(named.text).options)
