from __future__ import annotations

from operator import eq

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.kinds.agreement.addresses import Addresses, same_address
from policycheck.kinds.agreement.dates import dates, same_date
from policycheck.kinds.agreement.names import capitalised, listed_names, misspelt, script
from policycheck.kinds.agreement.numbers import numbers
from policycheck.kinds.agreement.said import Said, lacking, plain
from policycheck.plan import Place, Profiles, Spot
from policycheck.plan.account_urls import HostAliases


def differing(one: str, other: str) -> tuple[list[str], list[str]]:
    """The numbers of each text that the other lacks."""
    mine, theirs = numbers(one), numbers(other)
    first, second = lacking(mine, theirs, eq), lacking(theirs, mine, eq)
    return [said.text for said in first], [said.text for said in second]


@pytest.mark.parametrize(
    "text",
    [
        "Until 5 May 2026.",
        "until May 5, 2026",
        "Until May 5th 2026",
        "the 5th of May, 2026",
        "jusqu'au 5 mai 2026",
        "hasta el 5 de mayo de 2026",
        "bis zum 5. Mai 2026",
        "until 2026-05-05",
        "le 05/05/2026",
        "am 5.5.26",
        "am 05.05.2026!",
        "le 5\u00a0mai",
    ],
)
def test_a_date_is_the_same_in_every_form(text: str) -> None:
    (said,) = dates(text)
    assert any(
        same_date(day, other) for day in said.readings for other in dates("5 mai")[0].readings
    )
    assert any(
        same_date(day, other) for day in said.readings for other in dates("2026-05-05")[0].readings
    )
    assert text[said.start : said.end] == said.text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("5 May", "6 mai", False),
        ("5 May 2026", "5 mai 2025", False),
        ("5 May 2026", "5 mai", True),
        ("1 August", "1er août", True),
        ("3 March", "3. März", True),
        ("5 May", "05/06/2026", False),
        ("5 June", "05/06/2026", True),
        ("6 May", "05/06/2026", True),
        ("May 2026", "mai 2026", True),
        ("May 2026", "5 mai 2026", False),
        ("Dec. 31", "31 déc.", True),
    ],
)
def test_dates_agree_as_far_as_they_are_said(one: str, other: str, same: bool) -> None:
    assert (not lacking(dates(one), dates(other), same_date)) is same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 5 to 7 May", ["5", "7"]),
        ("du 5 au 7 mai", ["5", "7"]),
        ("May 5-7, 2026", ["5", "7"]),
        ("You may call 5 people", []),
        ("32 May", []),
        ("version 1.2.20261", []),
        ("in march", []),
    ],
)
def test_ranges_are_two_dates_and_other_words_none(text: str, expected: list[str]) -> None:
    assert [said.text for said in dates(text)] == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,200.5 km", "1 200,5 km"),
        ("1,200 homes", "1\u202f200 foyers"),
        ("1,200 homes", "1.200 Häuser"),
        ("1,234,567", "1 234 567"),
        ("1,234,567", "1.234.567"),
        ("1.5 %", "1,50%"),
        ("$5", "5 $"),
        ("2 lanes", "deux voies"),
        ("two lanes", "2 voies"),
        ("12,000", "12'000"),
        ("٥ كم", "5 km"),
        ("at 5:30 p.m.", "à 17 h 30"),
        ("at 5 pm", "à 17h"),
        ("at 12 a.m.", "um 0 Uhr"),
        ("from 9 to 5 p.m.", "de 9 h à 17 h"),
        ("24 hours", "24 h"),
        ("at 14:30", "um 14.30 Uhr"),
        ("at 5:30", "à 17:30"),
        ("call (202) 555-0147", "appelez le 202-555-0147"),
        ("call 1-800-622-6232", "appelez le 1 800 622-6232"),
        ("5 May, 3 roads", "le 6 mai, 3 routes"),
        ("H1N1 #Expo2030 https://a.example/1", "la H1N1"),
    ],
)
def test_numbers_that_are_the_same(one: str, other: str) -> None:
    assert differing(one, other) == ([], [])


@pytest.mark.parametrize(
    ("one", "other", "lacks"),
    [
        ("1,200 homes", "1 300 foyers", (["1,200"], ["1 300"])),
        ("1,200.5", "1 200,6", (["1,200.5"], ["1 200,6"])),
        ("15%", "1,5 %", (["15"], ["1,5"])),
        ("2 lanes", "trois voies", (["2"], [])),
        ("at 5:30 p.m.", "à 5 h 30", (["5:30 p.m."], ["5 h 30"])),
        ("202-555-0147", "202-555-0148", (["202-555-0147"], ["202-555-0148"])),
        ("in 2026 500 people", "500 personnes", (["2026"], [])),
    ],
)
def test_numbers_that_differ(one: str, other: str, lacks: tuple[list[str], list[str]]) -> None:
    assert differing(one, other) == lacks


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_a_number_is_the_same_with_the_separators_of_either_language(whole: int, rest: int) -> None:
    english = f"about {whole:,}.{rest:02} km"
    french = f"environ {whole:,}".replace(",", "\u202f") + f",{rest:02} km"
    assert differing(english, french) == ([], [])


@given(st.text(st.sampled_from("1203 ,.:-/hpm()'mai\u00a05é"), max_size=24))
def test_any_text_can_be_read_and_agrees_with_itself(text: str) -> None:
    assert differing(text, text) == ([], [])
    assert not lacking(dates(text), dates(text), same_date)
    assert len(plain(text)) == len(text)
    for said in (*dates(text), *numbers(text)):
        assert text[said.start : said.end] == said.text


def test_a_long_text_is_read_in_no_time() -> None:
    assert len(numbers("1 " * 20_000)) > 0
    assert dates("5 " * 20_000) == []


ADDRESSES = Addresses(HostAliases.of(Profiles()), ["en", "fr-CA"])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://canada.ca/en/roads", "https://www.canada.ca/fr/routes", True),
        ("https://canada.ca/en/roads", "https://canada.ca/en/routes", False),
        ("https://canada.ca/en/roads", "https://other.example/fr/routes", False),
        ("https://en.agency.example/a", "https://fr.agency.example/b", True),
        ("https://agency.example/a-eng.html", "https://agency.example/a-fra.html", True),
        ("https://agency.example/a?lang=en", "http://agency.example/a?lang=fr&utm_source=x", True),
        ("https://agency.example/a", "https://agency.example/b", False),
        ("https://agency.example/enter", "https://agency.example/frter", False),
    ],
)
def test_links_agree_across_the_versions_of_a_site(one: str, other: str, same: bool) -> None:
    def read(url: str) -> list[Said]:
        return ADDRESSES.read([Spot(url, Place(("links", 0, "url")))])

    assert (not lacking(read(one), read(other), same_address)) is same


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("Minister Tremblay", "ministre Trembaly", ["Tremblay"]),
        ("Mount Phillips", "le mont Philips", ["Phillips"]),
        ("Parks Canada", "Parcs Canada", []),
        ("Canada and Italy", "Kanada und Italien", []),
        ("Transport Agency", "Transports Agence", []),
        ("Ask Tremblay", "Tremblay et Trembaly", []),
        ("Bill", "Bil", []),
    ],
)
def test_slips_are_told_from_translations(one: str, other: str, slips: list[str]) -> None:
    assert [mine.text for mine, _ in misspelt(capitalised(one), capitalised(other))] == slips


def test_listed_names_are_found_as_whole_words_and_scripts_are_told_apart() -> None:
    (said,) = listed_names("Ask ÉMILE Roy, not Emile Royal", ["Émile Roy", "Roya"])
    assert said.text == "ÉMILE Roy"
    assert script("Ottawa, 渥太华 city") == "LATIN"
    assert script("渥太华市政府 COVID") == "CJK"
