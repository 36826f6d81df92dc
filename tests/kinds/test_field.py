from __future__ import annotations

import pytest

from policycheck.model.finding import Outcome
from tests.kinds.verdicts import judged, record, refusal


@pytest.mark.parametrize(
    "matcher",
    ["sms", "[sms, totp]", "{not: sms}", "{matches: s}", "{contains: sms}", "{filled: true}"],
)
def test_absence_meets_no_matcher(matcher: str) -> None:
    check = f"{{kind: field, path: mfa.method, is: {matcher}}}"
    assert judged(check, "{id: a}", "account").outcome is Outcome.FAIL


def test_absence_meets_filled_false() -> None:
    check = "{kind: field, path: mfa.method, is: {filled: false}, absent: unknown}"
    assert judged(check, "{id: a}", "account").outcome is Outcome.PASS
    assert judged(check, "{id: a, mfa: {method: sms}}", "account").outcome is Outcome.FAIL


def test_absence_can_be_called_unknown() -> None:
    check = "{kind: field, path: mfa.method, is: {not: sms}, absent: unknown}"
    judgement = judged(check, "{id: a}", "account")
    assert judgement.outcome is Outcome.UNKNOWN
    assert judgement.missing[0].path == "mfa.method"


def test_a_field_that_the_source_cannot_have_is_unknown() -> None:
    account = record("{id: a}", "account", ["id"])
    check = "{kind: field, path: mfa.method, is: {filled: false}}"
    assert judged(check, account, "account").outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("matcher", "outcome"),
    [
        ("{some: video}", Outcome.PASS),
        ("{some: gif}", Outcome.FAIL),
        ("{every: [video, image]}", Outcome.PASS),
        ("{every: video}", Outcome.FAIL),
        ("{none: gif}", Outcome.PASS),
        ("{none: image}", Outcome.FAIL),
        ("{has_all: [video, image]}", Outcome.PASS),
    ],
)
def test_the_matcher_gets_all_values_of_a_path_through_a_list(
    matcher: str, outcome: Outcome
) -> None:
    check = f"{{kind: field, path: media.type, is: {matcher}}}"
    post = "{text: Rain, media: [{type: image, file: a.png}, {type: video, file: b.mp4}]}"
    assert judged(check, post).outcome is outcome


@pytest.mark.parametrize(
    ("covers", "outcome"),
    [("[x, insights]", Outcome.PASS), ("[insights, x]", Outcome.PASS), ("[x]", Outcome.FAIL)],
)
def test_the_matcher_gets_the_whole_of_a_list(covers: str, outcome: Outcome) -> None:
    check = "{kind: field, path: pia.covers, is: {has: insights}}"
    assert judged(check, f"{{id: a, pia: {{covers: {covers}}}}}", "account").outcome is outcome


def test_a_list_is_found_as_a_whole() -> None:
    check = "{kind: field, path: pia.covers, is: {has: insights}}"
    (hit,) = judged(check, "{id: a, pia: {covers: [x, stories]}}", "account").hits
    assert hit.place.pointer == ("pia", "covers")
    assert hit.values["value"] == "x, stories"


def test_the_message_names_the_value() -> None:
    check = "{kind: field, path: mfa.enabled, is: true}"
    (hit,) = judged(check, "{id: a, mfa: {enabled: false}}", "account").hits
    assert hit.values == {"path": "mfa.enabled", "value": "false"}
    assert hit.place.pointer == ("mfa", "enabled")


def test_an_absent_field_is_found_where_it_would_stand() -> None:
    check = "{kind: field, path: mfa.enabled, is: true}"
    (hit,) = judged(check, "{id: a}", "account").hits
    assert hit.place.pointer[0] == "mfa"
    assert hit.values["value"] == "nothing"


def test_a_comparison_with_a_field_that_cannot_be_had_is_unknown() -> None:
    check = "{kind: field, path: platform, is: {field: account.platform}}"
    judgement = judged(check, "{text: Rain, platform: x, account: epa}")
    assert judgement.outcome is Outcome.UNKNOWN
    assert judgement.missing


def test_a_value_across_a_reference_is_compared() -> None:
    check = "{kind: field, path: account.class, is: [agency, office_holder]}"
    for named, outcome in (("agency", Outcome.PASS), ("campaign", Outcome.FAIL)):
        account = record(f"{{id: epa, class: {named}}}", "account")
        judgement = judged(
            check, "{text: Rain, account: epa}", others={"account": {"epa": account}}
        )
        assert judgement.outcome is outcome


def test_a_value_of_the_wrong_type_is_refused() -> None:
    problem = refusal("{kind: field, path: mfa.enabled, is: sometimes}", "account")
    assert "true or false" in problem.message
    assert problem.column == 38


def test_a_matcher_for_lists_is_refused_for_a_single_value() -> None:
    problem = refusal("{kind: field, path: mfa.enabled, is: {some: true}}", "account")
    assert "some" in problem.message
