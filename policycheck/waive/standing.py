"""How waivers stand at an instant: in force, expiring, expired, or invalid and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, date, tzinfo

from policycheck.engine.setting import Setting
from policycheck.engine.world import World
from policycheck.model.moment import Moment
from policycheck.model.periods import ended
from policycheck.model.waiver import WaiverState
from policycheck.policy.problems import nearest
from policycheck.policy.rule_terms import RuleTerms
from policycheck.policy.waiver_rules import WaiverRules
from policycheck.waive.approver import refusal
from policycheck.waive.flaw import Flaw
from policycheck.waive.targets import Target, Targets
from policycheck.waive.written import Written

__all__ = ["EXPIRING_DAYS", "Ground", "Judged", "judged"]

#: With so many days left, or fewer, a waiver is about to expire.
EXPIRING_DAYS = 30


@dataclass(frozen=True, slots=True)
class Ground:
    """What waivers are judged by.

    `known` are the ids of all rules, None where the policy could not be read whole; `rules` those
    that can be used. `zone` is that of the project, None where it declares none.
    """

    known: AbstractSet[str] | None
    rules: Mapping[str, RuleTerms]
    waiver_rules: WaiverRules
    world: World
    now: Moment
    zone: tzinfo | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A waiver and how it stands; `why` says it in words where that is invalid or unused."""

    waiver: Written
    state: WaiverState
    flaws: tuple[Flaw, ...]
    days_left: int | None
    targets: tuple[Target, ...]
    why: tuple[str, ...] = ()

    @property
    def covers(self) -> bool:
        return self.state in (WaiverState.IN_FORCE, WaiverState.EXPIRING)


def judged(waivers: Iterable[Written], targets: Targets, ground: Ground) -> list[Judged]:
    """How each waiver stands, in their order, once the records that they name have gone by."""
    done: list[Judged] = []
    sound: dict[tuple[str, str, str], list[Written]] = {}
    for waiver in waivers:
        one = _judged(waiver, targets, ground)
        name = (waiver.rule, waiver.id, waiver.account)
        if not one.flaws:
            one = _twice(one, sound.setdefault(name, []))
        done.append(one)
        if not one.flaws:
            sound[name].append(waiver)
    return done


def _judged(waiver: Written, targets: Targets, ground: Ground) -> Judged:
    found = targets.of(waiver)
    flaws = (*waiver.flaws, *_flaws(waiver, found or targets.on_record(waiver), ground))
    left = None
    if waiver.ends:
        left = (_day(waiver.ends, ground.zone) - _day(ground.now, ground.zone)).days
    state = WaiverState.INVALID
    if not flaws:
        assert waiver.ends is not None
        assert left is not None
        state = WaiverState.EXPIRING if left <= EXPIRING_DAYS else WaiverState.IN_FORCE
        state = WaiverState.EXPIRED if ended(waiver.ends, ground.now) else state
    return Judged(waiver, state, flaws, left, tuple(found), tuple(one.message for one in flaws))


def _day(moment: Moment, zone: tzinfo | None) -> date:
    """The day of a moment in the project's zone."""
    if moment.is_day:
        return moment.first.date()
    try:
        return moment.first.astimezone(zone or UTC).date()
    except OverflowError:  # at either end of the calendar
        return moment.first.date()


def _twice(one: Judged, before: Iterable[Written]) -> Judged:
    """One that says for the same time what another has said is invalid, lest two disagree."""
    waiver = one.waiver
    for other in before:
        same = waiver.kind == other.kind or not (waiver.kind and other.kind)
        if same and _meet(waiver, other) and _meet(other, waiver):
            line = other.node.source.position(other.node.span.start).line
            message = f"the same is waived for the same time at {other.path}:{line}"
            flaw = Flaw.at(waiver.value("rule"), message, "remove one, or change its dates")
            return replace(one, state=WaiverState.INVALID, flaws=(flaw,), why=(message,))
    return one


def _meet(one: Written, other: Written) -> bool:
    """Whether the one has not ended when the other begins."""
    return not (one.ends and other.begins and one.ends.before(other.begins))


def _flaws(waiver: Written, targets: list[Target], ground: Ground) -> Iterator[Flaw]:
    if waiver.rule:
        yield from _rule_flaws(waiver, ground)
    applies_to = ground.rules[waiver.rule].applies_to if waiver.rule in ground.rules else None
    meant = [one for one in targets if applies_to is None or one.kind in applies_to]
    if waiver.id and len(meant) > 1:
        kinds = " and ".join(sorted(one.kind for one in meant))
        message = f"several records have the id {waiver.id}: {kinds}"
        advice = f"add the kind: record: {{id: …, kind: {meant[0].kind}}}"
        yield Flaw.at(waiver.value("record"), message, advice)
    if waiver.begins:
        if waiver.begins.after(ground.now):
            message = f"it is granted in the future, on {waiver.begins}"
            yield Flaw.at(waiver.value("granted"), message, "correct the date, or wait until then")
        if waiver.approved_by:
            yield from _approver_flaws(waiver, meant or targets, ground)


def _rule_flaws(waiver: Written, ground: Ground) -> Iterator[Flaw]:
    at = waiver.value("rule")
    if waiver.rule.startswith("policycheck:"):
        yield Flaw.at(at, f"{waiver.rule} is a built-in rule", "those are ignored, never waived")
    elif ground.known is not None and waiver.rule not in ground.known:
        advice = nearest(waiver.rule, ground.known)
        yield Flaw.at(at, f"no rule has the id {waiver.rule}", advice)
    rule = ground.rules.get(waiver.rule)
    if rule is None:
        return
    if not rule.waivable:
        message = f"the policy does not let {waiver.rule} be waived"
        yield Flaw.at(at, message, "correct the record; the rule says waivable: false")
    most = ground.waiver_rules.max_days.get(rule.severity)
    if most is not None and waiver.begins and waiver.ends:
        days = (_day(waiver.ends, ground.zone) - _day(waiver.begins, ground.zone)).days
        if days > most:
            message = f"it lasts {days:,} days, and for severity {rule.severity} {most:,} is most"
            advice = f"let it expire after {most:,} days, and have it approved again"
            yield Flaw.at(waiver.value("expires"), message, advice)


def _approver_flaws(waiver: Written, targets: Iterable[Target], ground: Ground) -> Iterator[Flaw]:
    assert waiver.begins is not None
    at = waiver.value("approved_by")
    accounts = {one.account for one in targets} if waiver.id else {waiver.account}
    roles = ground.waiver_rules.approver_roles or ()
    setting = Setting(ground.world, waiver.begins, ground.now)
    for account in sorted(accounts or {""}):
        why = refusal(waiver.approved_by, roles, account, setting)
        if why:
            yield Flaw.at(at, *why)
    own = [one for one in targets if one.author == waiver.approved_by]
    if own and waiver.id:
        message = f"{waiver.approved_by} approved a waiver of what is their own, {own[0].words}"
        yield Flaw.at(at, message, "ask somebody else who may approve")
