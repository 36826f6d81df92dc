"""From what hit to a finding: worded, placed, and with a fingerprint that survives a move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from policycheck.engine.case import RecordCase
from policycheck.engine.fingerprints import fingerprint, origin_of
from policycheck.engine.places import locate, words, written
from policycheck.engine.program import CompiledRule
from policycheck.model.finding import Finding, Fix, Location, Outcome, RecordName, Related
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.plan import Hit, Judgement, Place, Replacement
from policycheck.text.late import late

__all__ = ["findings_of", "name_of", "secrets_of"]

#: A finding points to no more places in other records than this.
_MOST_GROUNDS = 10

#: Words that read the same wherever they stand: no format has a mark in them.
_VERBATIM = late(r"[^\W_]+(?:[ -][^\W_]+)*")


def name_of(record: Record) -> RecordName:
    account = record.account
    return RecordName(record.kind, record.id, account if isinstance(account, str) else "")


def findings_of(
    rule: CompiledRule, case: RecordCase, judgement: Judgement, seen: Counter[str]
) -> list[Finding]:
    """One finding for each hit, in the order of the record.

    `seen` counts the hits of this rule on this record that are alike.
    """
    return [_finding(rule, case, hit, seen) for hit in judgement.hits]


def _finding(rule: CompiledRule, case: RecordCase, hit: Hit, seen: Counter[str]) -> Finding:
    record = case.record
    location = locate(record, hit.place)
    return Finding(
        rule=rule.id,
        title=rule.about.title,
        severity=rule.about.severity,
        outcome=Outcome.FAIL,
        message=rule.message(case, hit),
        record=name_of(record),
        location=location,
        label=hit.label,
        clause=rule.about.clause,
        fingerprint=fingerprint(rule.id, record, hit, seen),
        related=tuple(
            Related(locate(record, place), words) for place, words in _related(rule, case, hit)
        ),
        authority=rule.about.authority,
        remedy=rule.about.remedy,
        fix=_fix(record, hit.place, hit.replacement, location) if hit.replacement else None,
        observed=rule.observed,
        origin=origin_of(record),
    )


def _fix(record: Record, place: Place, new: Replacement, location: Location) -> Fix:
    match = words(record, place)
    verbatim = written(record, place) == match and bool(_VERBATIM().fullmatch(new.text))
    start, end = place.start or 0, place.end or 0
    return Fix(location, new.text, new.safe, start, end, match, verbatim)


def _related(rule: CompiledRule, case: RecordCase, hit: Hit) -> list[tuple[Place, str]]:
    """What explains a hit: what its kind says, then the records that the rule came by."""
    found = dict.fromkeys(hit.related)
    for ground in rule.grounds:
        when = case.value(ground.then) if ground.then else None
        judged = case.judged_at(when) if isinstance(when, Moment) else case
        for spot in judged.spots(ground.path)[:_MOST_GROUNDS]:
            found.update(dict.fromkeys(spot.trail))
    return list(found)[: max(_MOST_GROUNDS, len(hit.related))]


def secrets_of(record: Record, hits: Sequence[Hit]) -> set[str]:
    """Private values that hit, as their text reads and as the file spells them."""
    secret = [hit.place for hit in hits if hit.secret]
    return {
        spelt for place in secret for spelt in (written(record, place), words(record, place))
    } - {""}
