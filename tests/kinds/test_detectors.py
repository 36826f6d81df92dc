"""Detectors by themselves: what is found, where, and what only looks alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.kinds.detectors import DETECTORS, phones

#: Values that are valid by their check digits: published specimens, and made-up ones.
VALID = [
    ("us-ssn", "078-05-1120"),
    ("us-ssn", "219 09 9999"),
    ("us-itin", "912-90-3456"),
    ("ca-sin", "046 454 286"),
    ("ca-sin", "046454286"),
    ("uk-nino", "AB 12 34 56 C"),
    ("uk-nino", "AB123456C"),
    ("uk-nhs", "943 476 5919"),
    ("ie-pps", "6433435F"),
    ("nl-bsn", "111222333"),
    ("nl-bsn", "1112.22.333"),
    ("de-idnr", "36 574 261 809"),
    ("fr-nir", "2 95 10 99 126 111 93"),
    ("es-dni", "54362315-K"),
    ("es-dni", "X-2482300-W"),
    ("it-cf", "RCCMNL83S18D969H"),
    ("pl-pesel", "44051401359"),
    ("au-tfn", "123 456 782"),
    ("nz-ird", "49-091-850"),
    ("payment-card", "4111 1111 1111 1111"),
    ("payment-card", "378282246310005"),
    ("payment-card", "3782-822463-10005"),
    ("payment-card", "6011111111111117"),
    ("payment-card", "30569309025904"),
    ("payment-card", "3530111333300000"),
    ("iban", "GB82 WEST 1234 5698 7654 32"),
    ("iban", "DE89370400440532013000"),
    ("iban", "NO93 8601 1117 947"),
    ("email", "jane.o'neil+rain@example.co.uk"),
    ("phone", "(202) 555-0143"),
    ("phone", "+44 20 7946 0958"),
    ("api-key", "AKIA" + "IOSFODNN7EXAMPLE"),
    ("api-key", "gh" + "p_" + "a1B2" * 9),
    ("api-key", "xox" + "b-1234567890-abcdefghij"),
    ("api-key", "-----BEGIN RSA PRIVATE" + " KEY-----"),
]

#: One letter or digit away from valid.
INVALID = [
    ("us-ssn", "666-05-1120"),
    ("us-ssn", "900-05-1120"),
    ("us-ssn", "078-00-1120"),
    ("us-ssn", "078-05-0000"),
    ("us-ssn", "078051120"),
    ("us-ssn", "078-05 1120"),
    ("us-itin", "912-93-3456"),
    ("ca-sin", "046 454 287"),
    ("uk-nino", "BG 12 34 56 C"),
    ("uk-nino", "AB 12 34 56 E"),
    ("uk-nino", "AO 12 34 56 C"),
    ("uk-nhs", "943 476 5918"),
    ("ie-pps", "6433435E"),
    ("nl-bsn", "111222334"),
    ("de-idnr", "36 574 261 808"),
    ("fr-nir", "2 95 10 99 126 111 94"),
    ("es-dni", "54362315-L"),
    ("it-cf", "RCCMNL83S18D969I"),
    ("pl-pesel", "44051401358"),
    ("pl-pesel", "44139901358"),
    ("au-tfn", "123 456 783"),
    ("au-tfn", "000 000 000"),
    ("payment-card", "4111 1111 1111 1112"),
    ("payment-card", "7111 1111 1111 1116"),
    ("payment-card", "41 1111 1111 1111 11"),
    ("iban", "GB82 WEST 1234 5698 7654 33"),
    ("iban", "GB82 WEST 1234 5698 7654"),
    ("email", "@jane@example.social"),
    ("email", "jane at example.com"),
    ("phone", "555-0143"),
    ("phone", "2026-06-15 12:30"),
    ("phone", "53.16216667"),
    ("api-key", "AKIA and ASIA are prefixes"),
    ("api-key", "password: use a long and strong one"),
    ("api-key", "https://example.gov/api-key-management-handbook"),
]


def find(name: str, text: str) -> list[str]:
    detector = DETECTORS[name]
    return [text[start:end] for start, end in detector.find(text)] if detector.maybe(text) else []


@pytest.mark.parametrize(("name", "value"), VALID)
def test_a_valid_value_is_found_between_words(name: str, value: str) -> None:
    assert find(name, f"Votre numéro : {value}, merci.") == [value]


@pytest.mark.parametrize(("name", "value"), INVALID)
def test_a_value_that_cannot_be_is_not_found(name: str, value: str) -> None:
    assert find(name, f"Your number: {value}, thanks.") == []


@pytest.mark.parametrize(
    ("name", "value"),
    [one for one in VALID if one[0] not in ("email", "iban", "phone", "api-key")],
)
@pytest.mark.parametrize("around", ["1{}", "{}7", "12-{}", "{}-34", "a{}", "{}b", "{}.5", "7/{}"])
def test_a_value_inside_a_longer_run_is_something_else(name: str, value: str, around: str) -> None:
    assert value not in find(name, f"See {around.format(value)} there")


@pytest.mark.parametrize(
    "text",
    [
        "078\u201105\u20111120",  # non-breaking hyphens
        "078\u201305\u20131120",  # en dashes
        "０７８-０５-１１２０",  # full-width digits
        "078\u200b-05-1120",  # a space of no width
        "078\u00a005\u00a01120",  # non-breaking spaces
    ],
)
def test_disguised_characters_hide_nothing(text: str) -> None:
    assert find("us-ssn", f"Claim {text} approved") == [text]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SSN: 078051120", ["078051120"]),
        ("Her Social Security number is 078051120.", ["078051120"]),
        ("ITIN 912903456", []),
        ("Invoice 078051120 is about social security", []),
    ],
)
def test_an_unbroken_ssn_counts_only_where_it_is_announced(text: str, found: list[str]) -> None:
    assert find("us-ssn", text) == found


def test_a_card_number_after_another_group_of_four_digits_is_found() -> None:
    assert find("payment-card", "In 2026 4111 1111 1111 1111 2027") == ["4111 1111 1111 1111"]


def test_words_after_a_bank_account_are_not_part_of_it() -> None:
    assert find("iban", "NL91 ABNA 0417 1643 00 dank u wel") == ["NL91 ABNA 0417 1643 00"]


def test_two_bank_accounts_in_a_row_are_two() -> None:
    text = "DE89370400440532013000 GB82WEST12345698765432"
    assert find("iban", text) == text.split()


def test_an_announced_key_is_found_without_its_announcement() -> None:
    text = "https://example.gov/rain?api_key=4f9a1c0d7e2b8a63&day=1"
    assert find("api-key", text) == ["4f9a1c0d7e2b8a63"]


def test_a_number_without_country_code_is_read_as_of_the_region() -> None:
    london = "020 7946 0958"
    assert [*phones("GB").find(london)] == [(0, len(london))]
    assert [*phones("US").find(london)] == []
    assert phones("GB").canonical(london) == phones("US").canonical("+44 20 7946 0958")


@given(st.text(st.sampled_from("0123456789-. ABX@a+gk_'\u200b\u2011"), max_size=40))
def test_the_cheap_test_passes_every_text_with_a_find_and_finds_lie_in_the_text(text: str) -> None:
    for detector in DETECTORS.values():
        found = list(detector.find(text))
        assert not found or detector.maybe(text)
        assert all(0 <= start < end <= len(text) for start, end in found)


@given(st.integers(10**14, 10**15 - 1), st.sampled_from(["", " ", "-"]))
def test_exactly_one_last_digit_makes_a_visa_number_a_card(body: int, separator: str) -> None:
    digits = f"4{str(body)[1:]}"
    found = 0
    for last in range(10):
        number = f"{digits}{last}"
        groups = separator.join(number[at : at + 4] for at in range(0, 16, 4))
        found += bool(find("payment-card", f"Card {groups}."))
    assert found == 1
