from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.counting import METHODS, method_named
from policycheck.kinds.text_length import Counting
from policycheck.model.finding import Outcome
from tests.kinds.verdicts import found_in, judged, record, refusal


def test_every_method_can_be_named() -> None:
    assert set(get_args(Counting)) == set(METHODS)


def post(text: str, rest: str = "") -> str:
    return f"{{text: {json.dumps(text, ensure_ascii=False)}{rest}}}"


@given(
    st.text(max_size=40).filter(lambda text: text == text.encode("utf-8", "ignore").decode()),
    st.integers(0, 40),
    st.sampled_from(sorted(METHODS)),
)
def test_a_verdict_agrees_with_the_count(text: str, limit: int, method: str) -> None:
    given_record = record("{lang: en}")
    given_record.fields["text"] = text
    judgement = judged(f"{{kind: text-length, max: {limit}, method: {method}}}", given_record)
    expected = {True: Outcome.PASS, False: Outcome.FAIL, None: Outcome.UNKNOWN}
    assert judgement.outcome is expected[method_named(method).count(text).fits(limit)]


def test_the_excess_begins_at_the_first_character_that_does_not_fit() -> None:
    given_record = record(post("Ouvert 👨‍👩‍👧‍👦 fermé"))
    judgement = judged("{kind: text-length, max: 9, method: graphemes}", given_record)
    assert found_in(given_record, judgement) == ["fermé"]


def test_a_platform_is_counted_as_it_counts() -> None:
    check = "{kind: text-length, max: 10}"
    text = "雨雨雨雨雨雨"
    assert judged(check, post(text, ", platform: x")).outcome is Outcome.FAIL
    assert judged(check, post(text, ", platform: twitter")).outcome is Outcome.FAIL
    assert judged(check, post(text, ", platform: bluesky")).outcome is Outcome.PASS
    assert judged(check, post(text)).outcome is Outcome.PASS


def test_the_platform_of_the_account_counts_where_the_post_names_none() -> None:
    account = record("{id: epa, platform: x}", "account")
    judgement = judged(
        "{kind: text-length, max: 10}",
        post("雨雨雨雨雨雨", ", account: epa"),
        others={"account": {"epa": account}},
    )
    assert judgement.outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("short", Outcome.PASS),
        ("雨雨雨雨雨雨", Outcome.UNKNOWN),
        ("a text that is far too long", Outcome.FAIL),
    ],
)
def test_an_unknown_platform_leaves_open_what_depends_on_it(text: str, outcome: Outcome) -> None:
    judgement = judged("{kind: text-length, max: 10}", post(text, ", account: epa"))
    assert judgement.outcome is outcome
    if outcome is Outcome.UNKNOWN:
        assert "account" in judgement.missing[0].why


def test_a_given_method_needs_no_platform() -> None:
    check = "{kind: text-length, max: 10, method: graphemes}"
    assert judged(check, post("雨雨雨雨雨雨", ", account: epa")).outcome is Outcome.PASS


def test_too_short_is_found_at_the_whole_part() -> None:
    given_record = record("{text: Rain}")
    judgement = judged("{kind: text-length, min: 5}", given_record)
    assert found_in(given_record, judgement) == ["Rain"]
    assert judgement.hits[0].values["length"] == "4"


def test_a_text_that_the_source_cannot_have_is_unknown() -> None:
    given_record = record("{lang: en}", carried=["lang"])
    assert judged("{kind: text-length, max: 5}", given_record).outcome is Outcome.UNKNOWN


def test_fields_of_other_records_are_measured() -> None:
    judgement = judged(
        "{kind: text-length, max: 5, method: graphemes, in: [q3_mission]}",
        "{id: s, q3_mission: Water}",
        "strategy",
    )
    assert judgement.outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("", "give max or min"),
        (", max: 3, min: 4", "max is below min"),
        (", max: 3, method: letters", "none of the words allowed"),
        (", max: -1", "expected at least 0"),
        (", max: '3'", "expected a whole number"),
    ],
)
def test_options_that_cannot_work_are_refused(options: str, words: str) -> None:
    assert words in refusal(f"{{kind: text-length{options}}}").message
