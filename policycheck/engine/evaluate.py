"""The one path: a program over records, counted rule by rule and record by record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import tzinfo

from policycheck.engine.case import RecordCase
from policycheck.engine.findings import findings_of, name_of, secrets_of
from policycheck.engine.judge import judge, worst
from policycheck.engine.places import locate
from policycheck.engine.program import CompiledRule, Program
from policycheck.engine.world import World
from policycheck.model.finding import Finding, Outcome, Related, Unknown
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.plan import Fact, Hit, Judgement, Missing

__all__ = ["Evaluation", "Instants", "evaluate"]


@dataclass(frozen=True, slots=True)
class Instants:
    """When things are judged: `now` for elapsed time; `rules_as_of` where another day's rules count."""

    now: Moment
    zone: tzinfo
    rules_as_of: Moment | None = None

    def of(self, record: Record) -> Moment:
        """A post answers to its own instant, every other record to now."""
        own = None
        if record.kind == "post":
            own = record.fields.get("published_at") or record.fields.get("publish_at")
        at: Moment = self.rules_as_of or own or self.now
        return Moment(at.first.astimezone(self.zone), at.last.astimezone(self.zone))


@dataclass(slots=True)
class Evaluation:
    """What came of it. `outcomes` counts rule × record; `secrets` must be shown nowhere."""

    findings: list[Finding] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)
    record_ids: list[str] = field(default_factory=list)
    matched: set[str] = field(default_factory=set)
    in_force: set[str] = field(default_factory=set)
    secrets: set[str] = field(default_factory=set)


def evaluate(
    program: Program, records: Iterable[Record], instants: Instants, world: World
) -> Evaluation:
    """Judge every record by every rule that applies to its kind."""
    result = Evaluation()
    gathered: dict[CompiledRule, list[tuple[RecordCase, Fact]]] = {}
    for record in records:
        result.records[record.kind] += 1
        result.record_ids.append(record.id)
        at = instants.of(record)
        case = RecordCase(record, at, instants.now, program.finder, world)
        for rule in program.by_kind.get(record.kind, ()):
            _run(rule, case, result, gathered)
    for rule, facts in gathered.items():
        _conclude(rule, facts, result)
    return result


def _run(
    rule: CompiledRule,
    case: RecordCase,
    result: Evaluation,
    gathered: dict[CompiledRule, list[tuple[RecordCase, Fact]]],
) -> None:
    if rule.in_force(case.at):
        result.in_force.add(rule.id)
    outcomes: list[Outcome] = []
    gaps: list[Missing] = []
    for judged in judge(rule, case):
        if isinstance(judged.result, Fact):
            gathered.setdefault(rule, []).append((judged.case, judged.result))
            continue
        outcomes.append(judged.result.outcome)
        _note(rule, judged.case, judged.result, result, gaps)
    if outcomes:
        _count(rule, case, worst(outcomes), gaps, result)


def _note(
    rule: CompiledRule,
    case: RecordCase,
    judgement: Judgement,
    result: Evaluation,
    gaps: list[Missing],
) -> None:
    if judgement.outcome is Outcome.FAIL:
        result.findings.extend(findings_of(rule, case, judgement))
        result.secrets |= secrets_of(case.record, judgement.hits)
    elif judgement.outcome is Outcome.UNKNOWN:
        gaps.extend(judgement.missing)


def _count(
    rule: CompiledRule,
    case: RecordCase,
    outcome: Outcome,
    gaps: list[Missing],
    result: Evaluation,
) -> None:
    result.outcomes[outcome] += 1
    if outcome is not Outcome.NOT_APPLICABLE:
        result.matched.add(rule.id)
    if outcome is Outcome.UNKNOWN:
        unique = tuple(dict.fromkeys(gaps))
        missing = tuple(dict.fromkeys(gap.path for gap in unique))
        why = "; ".join(dict.fromkeys(gap.why for gap in unique))
        result.unknown.append(Unknown(rule.id, name_of(case.record), missing, why))


def _conclude(rule: CompiledRule, facts: list[tuple[RecordCase, Fact]], result: Evaluation) -> None:
    assert rule.plan.conclude is not None
    judgements = rule.plan.conclude([fact for _, fact in facts])
    for (case, fact), judgement in zip(facts, judgements, strict=True):
        gaps: list[Missing] = []
        placed = replace(judgement, hits=tuple(_placed(hit, fact) for hit in judgement.hits))
        before = len(result.findings)
        _note(rule, case, placed, result, gaps)
        for number, hit in enumerate(placed.hits):
            kin = tuple(_kin(facts[index], words) for index, words in hit.kin)
            finding = result.findings[before + number]
            result.findings[before + number] = replace(finding, related=finding.related + kin)
        _count(rule, case, judgement.outcome, gaps, result)


def _placed(hit: Hit, fact: Fact) -> Hit:
    return replace(hit, place=fact.place)


def _kin(other: tuple[RecordCase, Fact], words: str) -> Related:
    case, fact = other
    return Related(locate(case.record, fact.place), words)
