"""Policies of single agencies: an account answers to that of each agency that runs it, too.

What the policy of the project asks in the same words is asked once. Where both ask, and one asks
more strictly, the stricter finds more, and one place is said once, by what weighs more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from msgspec import structs
from msgspec.structs import replace

from policycheck.document import Mapping as MappingNode
from policycheck.engine.evaluate import Evaluation, Instants, evaluate
from policycheck.engine.evaluation import Cell
from policycheck.engine.involved import Involved
from policycheck.engine.judge import worst
from policycheck.engine.spool import Spool
from policycheck.engine.verdicts import Verdicts
from policycheck.engine.world import World
from policycheck.model.finding import SEVERITIES, Finding, order
from policycheck.model.record import Record, carries
from policycheck.policy.compile import RuleSource
from policycheck.policy.load import load_policy
from policycheck.policy.loaded import LoadedPolicy
from policycheck.policy.params import with_params
from policycheck.policy.periods import ALWAYS
from policycheck.policy.problems import Problems
from policycheck.policy.project import Project
from policycheck.policy.validation import as_python
from policycheck.policy.waiver_rules import joined
from policycheck.tasks.owners import Owners
from policycheck.tasks.policies import ReadPolicy, compiled_policy
from policycheck.tasks.ready import ReadyPolicy, Selection, policy_named
from policycheck.tasks.request import CheckRequest

__all__ = ["ByAgency", "together"]

#: The parts of a rule by which two are the same.
_ASKED = ("applies_to", "each", "when", "check", "severity", "effective", "stages", "delegable")


def together(main: ReadyPolicy, others: Iterable[ReadyPolicy]) -> ReadyPolicy:
    """The rules of all, as one policy for those who list, waive and report; the stricter holds."""
    whole = main
    for one in others:
        known = {rule.id for rule in whole.program.rules}
        rules = [*whole.program.rules, *(r for r in one.program.rules if r.id not in known)]
        whole = structs.replace(
            whole,
            program=replace(whole.program, rules=tuple(rules)),
            problems=tuple(sorted({*whole.problems, *one.problems})),
            waiver_rules=joined(whole.waiver_rules, one.waiver_rules),
            terms={**one.terms, **whole.terms},
            known=None if whole.known is None or one.known is None else whole.known | one.known,
            rule_ids=whole.rule_ids | one.rule_ids,
            untranslated=tuple(
                sorted({*whole.untranslated, *(r for r in one.untranslated if r not in known)})
            ),
        )
    return whole


@dataclass(slots=True)
class ByAgency:
    """The policies of agencies in one run: keeps their records as they go by, then judges them.

    `main` is the policy of the project, `whole` the rules of all.
    """

    main: ReadPolicy
    whole: ReadyPolicy
    policies: Mapping[str, ReadPolicy]
    kept: dict[str, list[Record]] = field(default_factory=dict)
    untold: int = 0

    @classmethod
    def asked(cls, request: CheckRequest, project: Project) -> ByAgency:
        """The policy of a project, and those of its agencies.

        Raises UsageError for a selection that names no rule.
        """
        root = request.root
        loaded = {agency: load_policy(name, root) for agency, name in project.policies.items()}
        fields = dict(project.fields)
        for one in loaded.values():
            fields |= one.fields
        known = frozenset(id_ for one in loaded.values() for id_ in one.rule_ids())

        def ready(policy: str | LoadedPolicy, known_elsewhere: frozenset[str]) -> ReadPolicy:
            compiled = compiled_policy(policy, root, request.zone, fields, request.language)
            return compiled.ready(Selection(request.select, request.ignore, known_elsewhere))

        main = ready(policy_named("", project, request.base), known)
        everywhere = known | main.rule_ids
        return cls.of(main, {agency: ready(one, everywhere) for agency, one in loaded.items()})

    @classmethod
    def of(cls, main: ReadPolicy, policies: Mapping[str, ReadPolicy]) -> ByAgency:
        """Without what the policy of the project asks in the same words."""
        asked = {source.surface.id: _asked(source) for source in main.sources}
        own = {agency: _without(ready, asked) for agency, ready in policies.items()}
        return cls(main, together(main, policies.values()), own)

    def over(self, records: Iterable[Record], world: World) -> Iterator[Record]:
        """The records as they are, each kept for the agencies that it is of."""
        owners = Owners.of((), world)
        for record in records:
            if record.kind == "account" and not carries(record, "agencies"):
                self.untold += 1
            for agency in owners.agencies(record) & self.policies.keys():
                self.kept.setdefault(agency, []).append(record)
            yield record

    def judge(
        self,
        result: Evaluation,
        instants: Instants,
        world: World,
        *,
        keep_verdicts: bool,
        watch: Iterable[Cell],
        involved: Involved | None = None,
    ) -> None:
        """Judge what was kept by the policies of its agencies, and add what comes of it."""
        for agency, records in sorted(self.kept.items()):
            ready = self.policies[agency]
            own = {id(record) for record in records}
            others = (world.records.get(kind, {}).values() for kind in ready.program.reads)
            around = [one for found in others for one in found if id(one) not in own]
            more = evaluate(
                ready.program,
                records,
                instants,
                world,
                beside=around,
                keep_verdicts=keep_verdicts,
                watch=watch,
                involved=involved,
            )
            _add(result, more)

    @property
    def notes(self) -> tuple[str, ...]:
        if not self.untold:
            return ()
        noun = "account" if self.untold == 1 else "accounts"
        whose = "which agency's policy they answer to: the source has no agencies"
        return (f"of {self.untold} {noun} it cannot be told {whose}",)


def _without(ready: ReadPolicy, asked: Mapping[str, Any]) -> ReadPolicy:
    own = frozenset(
        one.surface.id for one in ready.sources if asked.get(one.surface.id) != _asked(one)
    )
    return structs.replace(ready, program=ready.program.selected(own))


def _asked(source: RuleSource) -> list[Any]:
    """What a rule asks, as plain values, whatever its words are."""
    node, params = source.loaded.node, source.loaded.params.at(ALWAYS, source.zone)
    assert isinstance(node, MappingNode)
    parts = [node.get(key) for key in _ASKED]
    return [as_python(with_params(one, params, Problems())) if one else None for one in parts]


def _add(result: Evaluation, found: Evaluation) -> None:
    result.findings = Spool.of(_stricter(result.findings, found.findings), order)
    known = {(one.rule, one.record) for one in result.unknown}
    result.unknown += [one for one in found.unknown if (one.rule, one.record) not in known]
    result.outcomes.update(found.outcomes)
    result.matched |= found.matched
    result.in_force |= found.in_force
    result.secrets |= found.secrets
    result.left_out.update(found.left_out)
    for cell, outcomes in found.watched.items():
        result.watched.setdefault(cell, set()).update(outcomes)
    if result.verdicts is not None and found.verdicts is not None:
        _add_worse(result.verdicts, found.verdicts)


def _stricter(findings: Iterable[Finding], more: Iterable[Finding]) -> list[Finding]:
    """Of two findings of one rule at one place, under two policies, the one that weighs more.

    Of a length or a number the place is the excess, which begins sooner where the limit is lower.
    """
    kept: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        kept.setdefault(_about(one), []).append(one)
    for one in more:
        others = kept.setdefault(_about(one), [])
        same = next((other for other in others if _overlap(one, other)), None)
        if same is None:
            others.append(one)
        elif _weight(one) <= _weight(same):
            others[others.index(same)] = one
    return [one for found in kept.values() for one in found]


def _about(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.record, finding.location.path, finding.location.pointer


def _overlap(one: Finding, other: Finding) -> bool:
    begins, ends = _span(one)
    other_begins, other_ends = _span(other)
    return begins == other_begins or (begins < other_ends and other_begins < ends)


def _span(finding: Finding) -> tuple[tuple[int, int], tuple[int, int]]:
    at = finding.location
    return (at.line, at.column), (at.end_line, at.end_column)


def _weight(finding: Finding) -> tuple[int, tuple[int, int]]:
    return SEVERITIES.index(finding.severity), _span(finding)[0]


def _add_worse(verdicts: Verdicts, more: Verdicts) -> None:
    """Keep one outcome for each rule and record: the worse of those under several policies."""
    for row in more.rows:
        kept = verdicts.of(row.record)
        came = dict(kept)
        for rule, outcome in row:
            came[rule] = worst([outcome, came.get(rule, outcome)])
        kept.own, kept.common = list(came.items()), ()
