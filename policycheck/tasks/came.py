"""What a rule comes to on the record of an example."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from functools import lru_cache

from policycheck.document import Mapping
from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.findings import findings_of, secrets_of
from policycheck.engine.instants import Instants
from policycheck.engine.judge import judge, worst
from policycheck.engine.places import words
from policycheck.engine.program import CompiledRule, DatedRule
from policycheck.engine.setting import Setting
from policycheck.engine.world import World
from policycheck.model.finding import Finding, Outcome
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.plan import Fact, Judgement, Missing
from policycheck.policy.compile import RuleSource
from policycheck.policy.profiles import load_profiles
from policycheck.tasks.example_parts import instant_of, others_of, record_of

__all__ = ["Came", "Staged", "came_of", "staged"]


@dataclass(frozen=True, slots=True)
class Came:
    """What a rule came to on the record of an example: its verdicts, one for each element."""

    rule: CompiledRule | None
    judged: tuple[tuple[RecordCase, Judgement], ...] = ()

    @property
    def outcome(self) -> Outcome:
        if self.rule is None:
            return Outcome.NOT_APPLICABLE
        return worst([judgement.outcome for _, judgement in self.judged])

    @property
    def severity(self) -> str:
        """How much what it finds weighs; '' where it is not in force, or only observed."""
        return str(self.rule.about.severity) if self.rule and not self.rule.observed else ""

    @property
    def found(self) -> list[str]:
        """The words that it hits."""
        return [words(case.record, hit.place) for case, one in self.judged for hit in one.hits]

    @property
    def findings(self) -> list[Finding]:
        if self.rule is None:
            return []
        failed = [pair for pair in self.judged if pair[1].outcome is Outcome.FAIL]
        seen: Counter[str] = Counter()
        return [each for case, one in failed for each in findings_of(self.rule, case, one, seen)]

    @property
    def missing(self) -> list[Missing]:
        """What it lacked where it could not decide."""
        undecided = [one for _, one in self.judged if one.outcome is Outcome.UNKNOWN]
        return list(dict.fromkeys(gap for one in undecided for gap in one.missing))

    @property
    def secrets(self) -> set[str]:
        """Private values that it hits."""
        return {each for case, one in self.judged for each in secrets_of(case.record, one.hits)}


@dataclass(frozen=True, slots=True)
class Staged:
    """The records of an example and its instant, read once for however many rules."""

    record: Record
    others: dict[str, dict[str, Record]]
    now: Moment


def staged(source: RuleSource, example: Mapping, word: str) -> Staged:
    """Read the records of an example. Raises Wrong where the example itself is wrong."""
    return Staged(
        record_of(source, example.entries[word].value, source.rule.applies_to[0]),
        others_of(source, example),
        instant_of(source, example),
    )


def came_of(source: RuleSource, scene: Staged) -> Came:
    """What a rule comes to on the record, with the records beside it on file."""
    if scene.record.kind not in source.rule.applies_to:
        return Came(None)
    case_of = _cases(source, scene.now, World(scene.others, load_profiles))
    case = case_of(scene.record)
    rule = source.rule.at(case.at)
    if rule is None:
        return Came(None)
    results = judge(rule, case)
    judged = [(one.case, one.result) for one in results if isinstance(one.result, Judgement)]
    facts = [(one.case, one.result) for one in results if isinstance(one.result, Fact)]
    if facts and rule.plan.conclude:
        kinds = source.rule.applies_to
        more = [one for kind in kinds for one in scene.others.get(kind, {}).values()]
        around = [one.result for other in more for one in judge(rule, case_of(other))]
        every = [*(fact for _, fact in facts), *(one for one in around if isinstance(one, Fact))]
        concluded = rule.plan.conclude(every)
        judged += [(case, one) for (case, _), one in zip(facts, concluded, strict=False)]
    return Came(rule, tuple(judged))


def _cases(source: RuleSource, now: Moment, world: World) -> Callable[[Record], RecordCase]:
    finder = _finder(source.rule)
    instants = Instants(now, source.zone or UTC)
    return lambda record: RecordCase(record, finder, Setting(world, instants.of(record), now))


@lru_cache(maxsize=4)  # a rule meets all its examples one after the other
def _finder(rule: DatedRule) -> Finder:
    return Finder(search for form in rule.forms for search in form.searches)
