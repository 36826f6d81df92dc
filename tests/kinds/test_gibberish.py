from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.kinds.english import looks_like_no_word, may_hold_no_word
from policycheck.model.finding import Outcome
from policycheck.text.words import words
from tests.kinds.verdicts import judged, record, refusal

CHECK = "{kind: gibberish, max_share: 50, min_known_words: 2}"


@pytest.mark.parametrize("word", ["gmlxzssaw", "asdfgh", "hjkl", "zxcvb", "kjsdhf", "jkjkjk"])
def test_what_the_cat_typed_looks_like_no_word(word: str) -> None:
    assert looks_like_no_word(word)


@pytest.mark.parametrize(
    "word",
    [
        "Monday",
        "webinar",
        "Zelenskyy",
        "geschlossen",
        "Rechtsschutz",
        "fermé",
        "przepraszam",
        "Ulaanbaatar",
        "Llanelli",
        "kwartaal",
        "don't",
        "EPA's",
    ],
)
def test_words_of_many_languages_look_like_words(word: str) -> None:
    assert not looks_like_no_word(word)


@pytest.mark.parametrize(
    ("post", "outcome"),
    [
        ("{text: ';l;;gmlxzssaw'}", Outcome.FAIL),
        ("{text: Office closed Monday}", Outcome.PASS),
        ("{text: Test}", Outcome.FAIL),
        ("{text: '...'}", Outcome.FAIL),
        ("{text: Bonjour, lang: fr}", Outcome.NOT_APPLICABLE),
        ("{text: sdfgh, lang: en-GB}", Outcome.FAIL),
        ("{text: Закрыто сегодня}", Outcome.NOT_APPLICABLE),
        ("{text: Sunset, links: ['https://example.gov']}", Outcome.PASS),
        ("{text: Sunset, poll: {question: Nice?}}", Outcome.PASS),
        ("{text: 'gmlxzssaw', media: [a.jpg]}", Outcome.FAIL),
        ("{text: ''}", Outcome.PASS),
        ("{account: a}", Outcome.PASS),
    ],
)
def test_verdicts(post: str, outcome: Outcome) -> None:
    assert judged(CHECK, post).outcome is outcome


def test_a_post_may_have_pictures_that_its_source_has_no_place_for() -> None:
    check = "{kind: gibberish, min_known_words: 2}"
    assert judged(check, record("{text: Sunset}", carried=["text"])).outcome is Outcome.UNKNOWN


def test_a_text_with_both_faults_is_one_hit() -> None:
    assert len(judged(CHECK, "{text: ';l;;gmlxzssaw'}").hits) == 1


def test_a_check_that_asks_nothing_is_refused() -> None:
    assert "nothing is asked" in refusal("{kind: gibberish}").message


@given(st.text(alphabet="abdefghkmqrstwxzBTé'’ .-_1\n", max_size=40))
def test_a_text_is_not_passed_over_for_a_word_that_looks_like_none(text: str) -> None:
    said = [text[start:end] for start, end in words(text)]
    odd = [one for one in said if one.replace("'", "").isalpha() and looks_like_no_word(one)]
    assert may_hold_no_word(text) or not odd
