"""What waivers cover: which failures, and which waivers turned out to be for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from msgspec.structs import replace as with_fields

from policycheck.model.finding import Accepted, Finding, Outcome
from policycheck.model.waiver import WaiverState
from policycheck.policy.rule_terms import RuleTerms
from policycheck.waive.standing import Judged
from policycheck.waive.targets import Target, Targets, names

__all__ = ["Coverage", "Run", "waiver_words"]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run has judged: by which rules, and what it could not decide, by rule, kind and id.

    Of what it could not decide the records matter that a waiver names.

    `tried` are rules that are only observed at some time: of what they came to not all is kept.
    `is_whole` says that every record of the project was judged.
    """

    rules: Mapping[str, RuleTerms]
    tried: AbstractSet[str]
    undecided: AbstractSet[tuple[str, str, str]]
    is_whole: bool


@dataclass(slots=True)
class Coverage:
    """Waivers at work. `withheld` has what a waiver would cover but for who approved it."""

    waivers: list[Judged]
    targets: Targets
    used: set[int] = field(default_factory=set)
    withheld: dict[int, set[Target]] = field(default_factory=dict)
    _by_rule: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, one in enumerate(self.waivers):
            if one.covers:
                self._by_rule.setdefault(one.waiver.rule, []).append(number)

    def over(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings, those that a waiver covers as waived."""
        return (self._waived(one) if one.rule in self._by_rule else one for one in findings)

    def _waived(self, finding: Finding) -> Finding:
        target = self.targets.get(finding.record.kind, finding.record.id)
        if target is None or finding.outcome is not Outcome.FAIL:
            return finding
        by = [
            number
            for number in self._by_rule[finding.rule]
            if names(self.waivers[number].waiver, target) and self._may(number, target)
        ]
        self.used.update(by)
        if not by or finding.observed:
            return finding  # what is observed counts nowhere, waived or not
        return with_fields(
            finding,
            outcome=Outcome.WAIVED,
            waiver=waiver_words(self.waivers[by[0]]),
            accepted=Accepted.WAIVER,
        )

    def _may(self, number: int, target: Target) -> bool:
        """Nobody waives what is their own, not even among all records of an account."""
        if target.author != self.waivers[number].waiver.approved_by:
            return True
        self.withheld.setdefault(number, set()).add(target)
        return False

    def settled(self, run: Run) -> list[Judged]:
        """The waivers, those that turned out to be for nothing as unused."""
        return [self._settled(number, one, run) for number, one in enumerate(self.waivers)]

    def _settled(self, number: int, one: Judged, run: Run) -> Judged:
        if not one.covers or number in self.used:
            return one
        if number in self.withheld:
            why = f"all that it would cover is of {one.waiver.approved_by}, who approved it"
            return replace(one, state=WaiverState.INVALID, why=(why,))
        why = _why_unused(one, run)
        return replace(one, state=WaiverState.UNUSED, why=(why,)) if why else one


def _why_unused(one: Judged, run: Run) -> str:
    """Why a waiver that has covered nothing is for nothing; '' where that cannot be told."""
    waiver = one.waiver
    rule = run.rules.get(waiver.rule)
    if rule is None or waiver.rule in run.tried:
        return ""
    if not run.is_whole and (waiver.account or not one.targets):
        return ""  # other records of the account may fail
    if not one.targets:
        return f"there is no {waiver.target}" if waiver.account else f"no record is {waiver.target}"
    meant = [target for target in one.targets if target.kind in rule.applies_to]
    if not meant:
        return f"{waiver.rule} is for other records than {waiver.target}"
    if any((waiver.rule, target.kind, target.id) in run.undecided for target in meant):
        return ""
    return f"{waiver.rule} did not fail on {waiver.target}"


def waiver_words(one: Judged) -> str:
    """Who approved a waiver, until when, why, and where it stands."""
    waiver = one.waiver
    line, column = waiver.node.source.position(waiver.node.span.start)
    reason = " ".join(waiver.reason.split())
    return (
        f"approved by {waiver.approved_by} until {waiver.expires} "
        f"({waiver.path}:{line}:{column}): {reason}"
    )
