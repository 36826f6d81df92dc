from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.model.finding import Outcome
from tests.kinds.verdicts import judged, record, refusal

CHECK = "{kind: deadline, starts: error_flagged_at, done: corrected_at, within: 15m}"
DAY = "{kind: deadline, starts: error_flagged_at, done: corrected_at, within: 24h}"
FROM_FIELD = (
    "{kind: deadline, starts: error_flagged_at, done: corrected_at,"
    " within: {field: account.sla.correction}}"
)


def post(start: str = "", done: str = "") -> str:
    fields = [f'error_flagged_at: "{start}"'] * bool(start) + [f'corrected_at: "{done}"'] * bool(
        done
    )
    return f"{{{', '.join(['text: Rain', *fields])}}}"


@pytest.mark.parametrize(
    ("start", "done", "outcome"),
    [
        ("", "", Outcome.NOT_APPLICABLE),
        ("", "2026-06-01", Outcome.NOT_APPLICABLE),
        ("2026-06-15T11:45Z", "", Outcome.PASS),
        ("2026-06-15T11:44Z", "", Outcome.FAIL),
        ("2026-06-15T11:00Z", "2026-06-15T11:15Z", Outcome.PASS),
        ("2026-06-15T11:00Z", "2026-06-15T11:16Z", Outcome.FAIL),
        ("2026-06-15T11:00Z", "2026-06-15T13:05+02:00", Outcome.PASS),
        ("2026-06-15T11:00Z", "2026-06-15T10:59Z", Outcome.UNKNOWN),
        ("2026-06-15T11:00Z", "2026-06-15T12:01Z", Outcome.UNKNOWN),
        ("2026-06-20", "", Outcome.PASS),
        ("2026-06-15", "2026-06-15", Outcome.PASS),
    ],
)
def test_the_time_runs_from_the_start_to_what_was_done_or_to_now(
    start: str, done: str, outcome: Outcome
) -> None:
    assert judged(CHECK, post(start, done)).outcome is outcome


@pytest.mark.parametrize(
    ("start", "done", "outcome"),
    [
        ("2026-06-01", "2026-06-02T23:59Z", Outcome.PASS),
        ("2026-06-01", "2026-06-03T00:00Z", Outcome.FAIL),
        ("2026-06-01T10:00Z", "2026-06-02", Outcome.PASS),
        ("2026-06-01T10:00Z", "2026-06-03", Outcome.FAIL),
        ("2026-06-14", "", Outcome.PASS),
        ("2026-06-13", "", Outcome.FAIL),
    ],
)
def test_a_date_is_the_whole_day(start: str, done: str, outcome: Outcome) -> None:
    assert judged(DAY, post(start, done)).outcome is outcome


def test_a_late_finding_says_by_how_much_and_where_the_time_began() -> None:
    (hit,) = judged(CHECK, post("2026-06-15T08:09Z", "2026-06-15T08:46Z")).hits
    assert hit.values["late"] == "22m"
    assert hit.values["due"] == "2026-06-15T08:24:00Z"
    assert hit.values["within"] == "15m"
    assert hit.place.pointer == ("corrected_at",)
    assert hit.related[0][0].pointer == ("error_flagged_at",)


def test_what_was_not_done_is_found_where_it_would_stand() -> None:
    (hit,) = judged(CHECK, post("2026-06-14T11:45Z")).hits
    assert hit.place.pointer == ("corrected_at",)
    assert hit.values["done"] == "nothing"
    assert hit.values["late"] == "1d"


@pytest.mark.parametrize(
    ("account", "outcome"),
    [
        ("{id: a, sla: {correction: 60m}}", Outcome.PASS),
        ("{id: a, sla: {correction: 59m}}", Outcome.FAIL),
        ("{id: a}", Outcome.UNKNOWN),
        ("{id: b, sla: {correction: 60m}}", Outcome.UNKNOWN),
    ],
)
def test_the_length_may_stand_in_the_account(account: str, outcome: Outcome) -> None:
    other = record(account, "account")
    given_ = post("2026-06-15T10:00Z", "2026-06-15T11:00Z").replace("{", "{account: a, ", 1)
    judgement = judged(FROM_FIELD, given_, others={"account": {other.id: other}})
    assert judgement.outcome is outcome
    if account == "{id: a}":
        assert judgement.missing[0].why == "no time is declared"


def test_what_the_source_has_no_place_for_is_unknown() -> None:
    for carried in (["text", "error_flagged_at"], ["text", "corrected_at"]):
        fields = 'error_flagged_at: "2026-06-15T11:59Z"' if "error_flagged_at" in carried else ""
        one = record(f"{{text: Rain{', ' if fields else ''}{fields}}}", carried=carried)
        assert judged(CHECK, one).outcome is Outcome.UNKNOWN


@given(st.integers(0, 100), st.integers(0, 100))
def test_done_in_time_is_up_to_and_with_the_last_minute(length: int, taken: int) -> None:
    start = datetime(2026, 6, 1, tzinfo=UTC)
    check = CHECK.replace("15m", f"{length}m")
    given_ = post(start.isoformat(), (start + timedelta(minutes=taken)).isoformat())
    assert judged(check, given_).outcome is (Outcome.PASS if taken <= length else Outcome.FAIL)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("starts: text, done: corrected_at, within: 1d", "no date"),
        ("starts: approvals.at, done: corrected_at, within: 1d", "a list"),
        ("starts: created_at, done: corrected_at, within: {field: text}", "no length of time"),
        ("starts: created_at, done: corrected_at, within: {path: text}", "15m"),
        ("starts: created_at, done: corrected_at, within: [1d]", "length of time"),
    ],
)
def test_what_cannot_be_asked_is_refused(options: str, words: str) -> None:
    assert words in refusal(f"{{kind: deadline, {options}}}").message
