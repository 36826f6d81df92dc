from __future__ import annotations

from datetime import UTC

import pytest

from policycheck.engine.instants import Instants
from policycheck.model.record import Record
from tests.kinds.verdicts import AT, judged, record, refusal

ELECTION = "{kind: quiet-period, kinds: [election]}"
ESSENTIAL = "{kind: quiet-period, kinds: [election], exempt: {category: [emergency]}}"


def calendar(*windows: str) -> dict[str, dict[str, Record]]:
    made = record(f"{{id: polls, windows: [{', '.join(windows)}]}}", "calendar")
    return {"calendar": {"polls": made}}


VOTE = calendar('{kind: election, from: 2026-06-01, to: "2026-06-10T08:00Z"}')


@pytest.mark.parametrize(
    ("when", "outcome"),
    [
        ("2026-05-31T23:59Z", "pass"),
        ("2026-06-01T00:00Z", "fail"),
        ("2026-06-10T07:59Z", "fail"),
        ("2026-06-10T08:00Z", "pass"),
        ("2026-06-10", "fail"),
        ("2026-05-31", "pass"),
    ],
)
def test_a_post_falls_into_a_period_at_its_own_instant(when: str, outcome: str) -> None:
    one = record(f'{{text: Rain, publish_at: "{when}"}}')
    at = Instants(AT, UTC).of(one)
    assert judged(ELECTION, one, at=at, others=VOTE).outcome == outcome


def in_june(text: str) -> Record:
    return record(f'{{text: Rain, {text} publish_at: "2026-06-15T12:00Z"}}')


OPEN = calendar("{kind: mourning, from: 2026-06-01}", "{kind: election, from: 2026-06-02}")


@pytest.mark.parametrize(
    ("category", "outcome"),
    [("category: emergency,", "pass"), ("category: event,", "fail"), ("", "fail")],
)
def test_what_is_exempt_may_appear(category: str, outcome: str) -> None:
    assert judged(ESSENTIAL, in_june(category), others=OPEN).outcome == outcome


def test_the_finding_stands_at_the_date_and_leads_to_the_window() -> None:
    (hit,) = judged(ELECTION, in_june(""), others=OPEN).hits
    assert hit.place.pointer == ("publish_at",)
    assert hit.values["window"] == "election"
    assert (hit.values["from"], hit.values["to"]) == ("2026-06-02", "an open end")
    (place, _) = hit.related[-1]
    assert (place.record, place.pointer) == (OPEN["calendar"]["polls"], ("windows", 1))


def test_without_calendars_only_what_is_exempt_is_decided() -> None:
    assert judged(ESSENTIAL, in_june("category: event,")).outcome == "unknown"
    assert judged(ESSENTIAL, in_june("category: emergency,")).outcome == "pass"


def test_a_category_that_is_not_carried_matters_only_within_a_period() -> None:
    bare = record('{text: Rain, publish_at: "2026-06-15T12:00Z"}', carried=["text", "publish_at"])
    found = judged(ESSENTIAL, bare, others=OPEN)
    assert found.outcome == "unknown"
    assert [gap.path for gap in found.missing] == ["category"]
    assert judged(ESSENTIAL, bare, others=calendar()).outcome == "pass"


def test_an_account_falls_into_a_period_that_names_it() -> None:
    named = calendar("{kind: election, scope: [Parks]}")
    given = "{id: a, organization: parks}"
    assert judged(ELECTION, given, "account", others=named).outcome == "fail"
    other = "{id: b, organization: roads, agencies: [{id: doi}], platform: x}"
    assert judged(ELECTION, other, "account", others=named).outcome == "pass"


@pytest.mark.parametrize(
    ("options", "applies_to", "words"),
    [
        ("kinds: [elections]", "post", "election"),
        ("kinds: []", "post", "at least 1"),
        ("kinds: [election], exempt: {categry: event}", "post", "category"),
        ("kinds: [election]", "person", "posts and accounts"),
    ],
)
def test_what_cannot_be_asked_is_refused(options: str, applies_to: str, words: str) -> None:
    problem = refusal(f"{{kind: quiet-period, {options}}}", applies_to)
    assert words in f"{problem.message} {problem.help}"
