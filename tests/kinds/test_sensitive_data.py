from __future__ import annotations

import pytest

from policycheck.model.finding import Outcome
from tests.kinds.verdicts import found_in, judged, record, refusal


def found(check: str, text: str) -> list[str]:
    post = record(f'{{text: "{text}"}}')
    return found_in(post, judged(f"{{kind: sensitive-data, {check}}}", post))


def test_what_was_found_is_marked_as_secret_and_named() -> None:
    text = "Write to jane.roe@example.com, 078-05-1120, 202-555-0143"
    check = "{kind: sensitive-data, detectors: [email, us-ssn, phone]}"
    hits = judged(check, f"{{text: '{text}'}}").hits
    assert [hit.values["detector"] for hit in hits] == ["email", "us-ssn", "phone"]
    for hit in hits:
        assert hit.secret
        assert hit.label == hit.values["what"]
    assert [hit.values["value"] for hit in hits] == [
        "jane.roe@example.com",
        "078-05-1120",
        "202-555-0143",
    ]


@pytest.mark.parametrize(
    ("allow", "text", "expected"),
    [
        ("+1 202-555-0143", "Call (202) 555 0143 or 202.555.0144", ["202.555.0144"]),
        ("202 555 0143", "Call +1 202 555 0143", []),
        ("078051120", "Specimen 078-05-1120", []),
        ("4111111111111111", "Specimen 4111-1111-1111-1111", []),
        ("Press@EPA.example", "press@epa.example, jane@epa.example", ["jane@epa.example"]),
        ("'@epa.example'", "a@epa.example, a@x.epa.example", ["a@x.epa.example"]),
        ("'@*.epa.example'", "a@epa.example, a@x.y.epa.example", ["a@epa.example"]),
        ("'@epa.example'", "a@notepa.example", ["a@notepa.example"]),
        ("'@bücher.example'", "a@xn--bcher-kva.example", []),
    ],
)
def test_what_is_allowed_may_be_written_otherwise(
    allow: str, text: str, expected: list[str]
) -> None:
    detectors = "[phone, us-ssn, payment-card, email]"
    assert found(f"detectors: {detectors}, allow: [{allow}]", text) == expected


def test_numbers_and_addresses_in_links_are_passed_over_and_keys_are_not() -> None:
    text = "https://example.gov/2025550143/078-05-1120?key=AKIAIOSFODNN7EXAMPLE"
    assert found("detectors: [phone, us-ssn, api-key]", text) == ["AKIAIOSFODNN7EXAMPLE"]


def test_one_place_is_one_hit_even_if_two_detectors_find_it() -> None:
    assert found("detectors: [uk-nhs, phone], region: GB", "943 476 5919") == ["943 476 5919"]


def test_all_parts_are_read_and_one_that_is_not_carried_leaves_it_undecided() -> None:
    check = "{kind: sensitive-data, detectors: [us-ssn]}"
    clean = record("{text: Rain, media: [{file: a.png}]}", carried=["text", "media.file"])
    verdict = judged(check, clean)
    assert verdict.outcome is Outcome.UNKNOWN
    assert [gap.path for gap in verdict.missing] == ["media.alt"]
    leak = record("{text: 078-05-1120, media: [a.png]}", carried=["text", "media.file"])
    assert judged(check, leak).outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("check", "message", "advice"),
    [
        ("detectors: [us-snn]", "'us-snn' is not known", "us-ssn"),
        ("detectors: [passport]", "'passport' is not known", "us-ssn, "),
        ("detectors: [email], allow: [agency.gov]", "'agency.gov' is a domain", "@agency.gov"),
        ("detectors: [email], allow: ['@a b']", "'@a b' is no domain", "@*.domain"),
        ("detectors: [phone], region: UK", "region 'UK'", "GB"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_advice(check: str, message: str, advice: str) -> None:
    problem = refusal(f"{{kind: sensitive-data, {check}}}")
    assert message in problem.message
    assert advice in problem.help


def test_an_unknown_detector_is_refused_where_it_stands() -> None:
    problem = refusal("{kind: sensitive-data, detectors: [email, us-snn]}")
    assert problem.column == len("{kind: sensitive-data, detectors: [email, ") + 1
