from __future__ import annotations

import pytest

from tests.kinds.verdicts import found_in, judged, record


def unknown(text: str, known: str = "[]") -> list[str]:
    post = record(f'{{text: "{text}"}}')
    return found_in(post, judged(f"{{kind: acronyms, known: {known}}}", post))


@pytest.mark.parametrize(
    "text",
    [
        "Centers for Disease Control and Prevention (CDC) news from CDC",
        "the National Oceanic and Atmospheric Administration (NOAA)",
        "l’Organisation mondiale de la santé (OMS)",
        "HUD [Housing and Urban Development] opens",
        "Non-governmental organizations (NGOs) met. NGOs agreed.",
        "Всемирная организация здравоохранения (ВОЗ)",
        "Meet at 10AM ET or 1 PM PT in the US",
        "World War II, Henry VIII, Super Bowl XXXIX",
        "See #SMEM @SMEM https://example.gov/SMEM",
        "PLEASE READ XYZQ BEFORE coming",
        "I got an A in 3D",
        "Leave NOW",
    ],
)
def test_what_needs_no_explanation(text: str) -> None:
    assert unknown(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The SMEM team, the SMEM drill", ["SMEM"]),
        ("The SMEM's drill", ["SMEM"]),
        ("Two LLMs and a FOIA request", ["LLMs", "FOIA"]),
        ("ВОЗ рекомендует", ["ВОЗ"]),
        ("Heavy rain (SMEM) today", ["SMEM"]),
        ("SMEM (see below)", ["SMEM"]),
        ("H5N1 in birds", ["H5N1"]),
        ("SMEM. Social Media Emergency Management (SMEM)", ["SMEM"]),
    ],
)
def test_what_is_not_spelt_out(text: str, expected: list[str]) -> None:
    assert unknown(text) == expected


@pytest.mark.parametrize("known", ["[COVID-19]", "[covid]", "[COVID]"])
def test_a_known_one_may_be_written_with_what_follows_it(known: str) -> None:
    assert unknown("COVID vaccines, COVID-19 tests", known) == []
