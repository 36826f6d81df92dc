"""The naive ways of searching find what the engine finds, and a difference would be told."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.in_process import Ready, searches_of
from bench.measures import text_search
from bench.measures.text_search import differences, sample
from bench.naive import Look, by_engine, expression
from policycheck.plan import Search

#: Terms that overlap, hold each other, and end in what is no word.
SEARCHES = (
    Search(phrases=("road", "road work", "road works ahead")),
    Search(phrases=("work", "C++", "e.g."), patterns=("wor[kd]s?",)),
    Search(phrases=("Road", "AHEAD"), match_case=True),
    Search(phrases=("oad", "wor"), whole_words=False),
)
PIECES = ("road", "Road", "ROAD WORK", "works", "ahead", "AHEAD", "c++", "e.g", ".", " ", "-", "s")


@pytest.fixture(scope="module")
def federal(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Search]:
    return searches_of(Ready.of_agency(tmp_path_factory.mktemp("agency")).policy.program)


@pytest.mark.parametrize("share", [0.05, 1.0])
def test_all_three_find_the_same_in_the_posts_of_the_bench(
    federal: Sequence[Search], share: float
) -> None:
    posts = sample(federal, 150, share)
    assert differences(federal, posts) == []
    assert any(by_engine(federal)(post) for post in posts)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=300, deadline=None)
def test_all_three_find_the_same_whatever_stands_beside_a_term(text: str) -> None:
    assert differences(SEARCHES, [text]) == []


def test_a_hit_that_the_engine_misses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def deaf(searches: Sequence[Search]) -> Look:
        look = by_engine(searches)
        return lambda text: look(text)[1:]

    monkeypatch.setattr(text_search, "by_engine", deaf)
    told = differences(SEARCHES[:1], ["the road is open", "nothing here"])
    assert len(told) == 2
    assert all("the road is open" in line for line in told)


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("road work", "Road\n  work", True),
        ("road", "roads", False),
        ("C++", "C++11", True),
        ("e.g.", "e.g.x", True),
    ],
)
def test_a_phrase_keeps_to_whole_words_where_it_ends_in_one(
    phrase: str, text: str, found: bool
) -> None:
    hit = re.search(expression(phrase, whole_words=True), text, re.IGNORECASE)
    assert (hit is not None) == found
    assert bool(by_engine([Search(phrases=(phrase,))])(text)) == found
