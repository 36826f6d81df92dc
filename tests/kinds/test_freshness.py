from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.model.finding import Outcome
from policycheck.model.moment import Moment
from tests.kinds.verdicts import judged, record, refusal

CHECK = "{kind: freshness, path: [certified_at, reviewed_at], max_age: 10d}"
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ("certified_at: 2026-06-05", Outcome.PASS),
        ("certified_at: 2026-06-04", Outcome.FAIL),
        ('certified_at: "2026-06-05T12:00Z"', Outcome.PASS),
        ('certified_at: "2026-06-05T11:59Z"', Outcome.FAIL),
        ('certified_at: "2026-06-05T14:00+02:00"', Outcome.PASS),
        ("certified_at: 2026-06-15", Outcome.PASS),
        ("certified_at: 2026-06-16", Outcome.UNKNOWN),
        ("certified_at: 2020-01-01, reviewed_at: 2026-06-16", Outcome.UNKNOWN),
        ("certified_at: 2026-06-14, reviewed_at: 2026-06-16", Outcome.PASS),
        ("certified_at: 2020-01-01, reviewed_at: 2026-06-14", Outcome.PASS),
        ("name: a", Outcome.FAIL),
    ],
)
def test_the_latest_past_date_decides(fields: str, outcome: Outcome) -> None:
    assert judged(CHECK, f"{{id: a, {fields}}}", "account").outcome is outcome


def test_a_date_in_the_future_is_named() -> None:
    (gap,) = judged(CHECK, "{id: a, reviewed_at: 2027-01-01}", "account").missing
    assert gap.path == "reviewed_at"
    assert gap.why == "2027-01-01 lies in the future"


def test_a_path_that_is_not_carried_leaves_it_open_unless_another_is_fresh() -> None:
    carried = ["id", "certified_at"]
    for date, outcome in (("2026-06-14", Outcome.PASS), ("2026-01-01", Outcome.UNKNOWN)):
        account = record(f"{{id: a, certified_at: {date}}}", "account", carried)
        judgement = judged(CHECK, account, "account")
        assert judgement.outcome is outcome
        assert [gap.path for gap in judgement.missing] == ["reviewed_at"] * (
            outcome is Outcome.UNKNOWN
        )


def test_the_values_say_how_old_and_when_it_was_due() -> None:
    (hit,) = judged(CHECK, "{id: a, certified_at: 2026-06-01}", "account").hits
    assert hit.values["age"] == "14d"
    assert hit.values["due"] == "2026-06-11"
    (hit,) = judged(CHECK, '{id: a, certified_at: "2026-06-05T09:30Z"}', "account").hits
    assert hit.values["age"] == "10d 2h"
    assert hit.place.pointer == ("certified_at",)


def test_what_was_never_done_is_found_where_it_would_stand() -> None:
    (hit,) = judged(CHECK, "{id: a}", "account").hits
    assert hit.place.pointer == ("certified_at",)
    assert hit.values["date"] == "nothing"


def test_an_age_is_measured_to_now_and_not_to_the_instant_of_the_post() -> None:
    check = "{kind: freshness, path: error_flagged_at, max_age: 1d}"
    post = '{text: a, published_at: "2026-06-02T00:00Z", error_flagged_at: "2026-06-01T12:00Z"}'
    assert judged(check, post).outcome is Outcome.FAIL


@given(st.integers(0, 60 * 24 * 30), st.integers(0, 30))
def test_an_instant_is_fresh_as_long_as_it_is_not_older(minutes: int, days: int) -> None:
    when = (NOW - timedelta(minutes=minutes)).isoformat()
    check = f"{{kind: freshness, path: certified_at, max_age: {days}d}}"
    given_ = f'{{id: a, certified_at: "{when}"}}'
    outcome = judged(check, given_, "account", at=Moment.instant(NOW)).outcome
    assert outcome is (Outcome.PASS if minutes <= days * 24 * 60 else Outcome.FAIL)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("path: name, max_age: 1d", "no date"),
        ("path: certified_at, max_age: soon", "length of time"),
        ("path: certified_at, max_age: 10", "length of time"),
        ("path: [], max_age: 1d", "at least 1"),
        ("path: certifed_at, max_age: 1d", "unknown field"),
    ],
)
def test_what_cannot_be_asked_is_refused(options: str, words: str) -> None:
    assert words in refusal(f"{{kind: freshness, {options}}}", "account").message
