from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.model.finding import Outcome
from tests.kinds.verdicts import judged, record, refusal

BOTH = "{kind: required-fields, fields: [q1_rationale, q2_audience], placeholders: [TBD, n/a]}"


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        ("Because", Outcome.PASS),
        ("''", Outcome.FAIL),
        ("'   '", Outcome.FAIL),
        ('"\\u200B\\u00A0"', Outcome.FAIL),
        ("tbd", Outcome.FAIL),
        ("' ＴＢＤ '", Outcome.FAIL),
        ("N/A", Outcome.FAIL),
        ("TBD soon", Outcome.PASS),
    ],
)
def test_what_is_empty(value: str, outcome: Outcome) -> None:
    given_record = f"{{id: s, q1_rationale: {value}, q2_audience: Everybody}}"
    assert judged(BOTH, given_record, "strategy").outcome is outcome


@given(st.text("\t\n\r \u00a0\u3000\u200b\u200c\u00ad\ufeff", max_size=6))
def test_white_space_and_invisible_characters_are_empty(value: str) -> None:
    given_record = record("{id: s, q2_audience: Everybody}", "strategy")
    given_record.fields["q1_rationale"] = value
    assert judged(BOTH, given_record, "strategy").outcome is Outcome.FAIL


def test_each_missing_field_is_a_hit_at_its_own_place() -> None:
    judgement = judged(BOTH, "{id: s}", "strategy")
    assert [hit.values["field"] for hit in judgement.hits] == ["q1_rationale", "q2_audience"]
    assert [hit.place.pointer for hit in judgement.hits] == [("q1_rationale",), ("q2_audience",)]


def test_a_field_that_the_source_cannot_have_is_unknown() -> None:
    half = record("{id: s, q1_rationale: Because}", "strategy", ["id", "q1_rationale"])
    judgement = judged(BOTH, half, "strategy")
    assert judgement.outcome is Outcome.UNKNOWN
    assert [gap.path for gap in judgement.missing] == ["q2_audience"]


def test_a_field_that_is_missing_outweighs_one_that_is_unknown() -> None:
    half = record("{id: s}", "strategy", ["id", "q1_rationale"])
    assert judged(BOTH, half, "strategy").outcome is Outcome.FAIL


def test_any_of_is_open_while_one_cannot_be_told() -> None:
    check = "{kind: required-fields, any_of: [q1_rationale, q2_audience]}"
    half = record("{id: s}", "strategy", ["id", "q1_rationale"])
    assert judged(check, half, "strategy").outcome is Outcome.UNKNOWN
    full = record("{id: s, q1_rationale: Because}", "strategy", ["id", "q1_rationale"])
    assert judged(check, full, "strategy").outcome is Outcome.PASS


def test_any_of_is_one_hit_that_names_them_all() -> None:
    check = "{kind: required-fields, any_of: [q1_rationale, q2_audience]}"
    (hit,) = judged(check, "{id: s}", "strategy").hits
    assert hit.values["field"] == "q1_rationale or q2_audience"
    assert hit.place.pointer == ()


@pytest.mark.parametrize(
    ("media", "outcome"),
    [("[]", Outcome.FAIL), ("[{file: a.png}]", Outcome.PASS)],
)
def test_a_list_is_filled_by_its_elements(media: str, outcome: Outcome) -> None:
    check = "{kind: required-fields, fields: [media]}"
    assert judged(check, f"{{text: Rain, media: {media}}}").outcome is outcome


def test_a_group_of_empty_fields_is_empty() -> None:
    check = "{kind: required-fields, fields: [partner]}"
    assert judged(check, "{text: Rain, partner: {name: ' '}}").outcome is Outcome.FAIL
    assert judged(check, "{text: Rain, partner: {name: Acme}}").outcome is Outcome.PASS


def test_a_field_across_a_reference_is_unknown_without_the_record() -> None:
    check = "{kind: required-fields, fields: [account.handle]}"
    account = record("{id: epa, handle: EPA}", "account")
    known = {"account": {"epa": account}}
    assert judged(check, "{text: Rain, account: epa}").outcome is Outcome.UNKNOWN
    assert judged(check, "{text: Rain, account: epa}", others=known).outcome is Outcome.PASS


@pytest.mark.parametrize(
    "options", ["", ", placeholders: [TBD]", ", fields: [text], any_of: [text, media]"]
)
def test_fields_and_any_of_exclude_each_other(options: str) -> None:
    assert "give fields" in refusal(f"{{kind: required-fields{options}}}").message


def test_a_misspelt_field_is_refused_with_the_nearest_name() -> None:
    problem = refusal("{kind: required-fields, fields: [text, medai]}")
    assert "medai" in problem.message
    assert problem.help == "did you mean media?"
    assert problem.column == 40


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("{id: a}", "empty"),
        ("{id: a, features: []}", "empty"),
        ("{id: a, features: [' ']}", "empty"),
        ("{id: a, features: TBD}", "“TBD”"),
    ],
)
def test_only_what_is_written_there_is_quoted(given: str, said: str) -> None:
    check = "{kind: required-fields, fields: [features], placeholders: [tbd]}"
    judgement = judged(check, given, "account")
    assert judgement.hits[0].values["value"] == said
