from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.model.finding import Outcome
from tests.kinds.verdicts import found_in, judged, record, refusal

AT_START = "{kind: required-text, phrases: [notice], where: start}"


def test_an_absent_text_fails_at_the_record() -> None:
    judgement = judged("{kind: required-text, phrases: [notice]}", "{lang: en}")
    assert judgement.outcome is Outcome.FAIL
    assert judgement.hits[0].place.pointer == ()
    assert judgement.hits[0].values["found"] == "nothing"


def test_a_text_that_the_source_cannot_have_is_unknown() -> None:
    post = record("{lang: en}", carried=["lang"])
    judgement = judged("{kind: required-text, phrases: [notice]}", post)
    assert judgement.outcome is Outcome.UNKNOWN
    assert [gap.path for gap in judgement.missing] == ["text"]


def test_one_part_is_enough_even_where_another_cannot_be_read() -> None:
    post = record("{text: A notice}", carried=["text"])
    check = "{kind: required-text, phrases: [notice], in: [alt, text]}"
    assert judged(check, post).outcome is Outcome.PASS


def test_a_part_that_cannot_be_read_leaves_open_what_was_not_found() -> None:
    post = record("{text: A note}", carried=["text"])
    check = "{kind: required-text, phrases: [notice], in: [alt, text]}"
    assert judged(check, post).outcome is Outcome.UNKNOWN


def test_a_phrase_in_the_wrong_place_is_shown_as_related() -> None:
    judgement = judged(AT_START, "{text: Here is a notice}")
    (hit,) = judgement.hits
    ((place, words),) = hit.related
    assert (place.start, place.end) == (10, 16)
    assert words == "stands here, not at the start"


def test_a_phrase_in_a_script_without_spaces_is_found() -> None:
    check = "{kind: required-text, phrases: [更正]}"
    assert judged(check, "{text: 特此更正说明}").outcome is Outcome.PASS
    assert judged(check, "{text: 特此更改说明}").outcome is Outcome.FAIL


@given(st.text("!.,#📢 \n—“", max_size=8), st.text("!.,#📢 \n—”", max_size=8))
def test_signs_around_it_do_not_move_it_from_start_and_end(before: str, after: str) -> None:
    text = json.dumps(f"{before} notice {after}", ensure_ascii=False)
    for where in ("start", "end"):
        check = f"{{kind: required-text, phrases: [notice], where: {where}}}"
        assert judged(check, f"{{text: {text}}}").outcome is Outcome.PASS


def test_capitals_can_be_asked_for() -> None:
    check = "{kind: required-text, phrases: [EPA], match_case: true}"
    assert judged(check, "{text: The EPA}").outcome is Outcome.PASS
    assert judged(check, "{text: The epa}").outcome is Outcome.FAIL


def test_the_finding_covers_the_part_that_was_read() -> None:
    post = record("{text: Rain today}")
    judgement = judged("{kind: required-text, phrases: [notice]}", post)
    assert found_in(post, judgement) == ["Rain today"]


@pytest.mark.parametrize("check", ["{kind: required-text}", "{kind: required-text, in: [text]}"])
def test_a_rule_without_phrases_and_patterns_is_refused(check: str) -> None:
    assert "give phrases or patterns" in refusal(check).message
