"""What is told quickly of a text agrees with what is told at length."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policycheck.plan import Sign
from policycheck.text.plain import (
    has_at_sign,
    has_digits,
    is_not_ascii,
    may_hide,
    may_vary_case,
)
from policycheck.text.prose import prose
from policycheck.text.readability import FORMULAS, hardest, readability
from policycheck.text.remembered import OfWords
from policycheck.text.sentences import fewest_sentences, sentences
from policycheck.text.words import words
from tests.text.pieces import texts

_ASCII = st.text(alphabet="abIXz09_ .,:/'@#-!?\n\t()", max_size=40)


@given(st.one_of(texts(), _ASCII))
def test_prose_is_the_words_outside_links_and_tags(text: str) -> None:
    assert prose(text) == tuple(text[start:end] for start, end in words(text, prose_only=True))


@given(st.one_of(texts(), _ASCII))
def test_there_are_never_fewer_sentences_with_words_than_the_fewest(text: str) -> None:
    starts = [start for start, end in words(text, prose_only=True) if text[start:end].isalpha()]
    held = [
        (start, end) for start, end in sentences(text) if any(start <= at < end for at in starts)
    ]
    assert not held or fewest_sentences(text) <= len(held)


def test_plain_sentences_are_all_counted() -> None:
    text = "The road is closed. Take Mill Street! Will it open? Yes it will, says Dr. Smith."
    assert fewest_sentences(text) == len(sentences(text)) == 4


@given(st.one_of(texts(), _ASCII), st.sampled_from(sorted(FORMULAS)))
def test_no_text_is_harder_than_the_hardest_that_it_could_be(text: str, formula: str) -> None:
    value, count, _ = readability(text, formula)
    bound, same, _ = hardest(text, formula)
    assert same == count
    harder = value - bound if formula == "flesch-reading-ease" else bound - value
    assert harder >= -1e-9


def test_signs_are_borne_by_what_they_are_the_signs_of() -> None:
    bearers: dict[Sign, tuple[str, ...]] = {
        may_vary_case: ("NASA", "iPhone", "#rain", "É", "𝐀", "ﬁ", "(The map)", "a\nBC"),
        may_hide: ("\u200b", "a\u00adb", "\x00", "é", "\u202e", "\u2060", "\x85"),
        is_not_ascii: ("☔", "é"),
        has_at_sign: ("@", "＠"),
        has_digits(3): ("1 2 3", "１２３"),
    }
    plain = "I said: see the map — A or B, 1 or 2.\r\nYes\tof “mill street”…"
    for sign, texts_ in bearers.items():
        assert all(sign(f"Rain {text} today") for text in texts_), sign
        assert sign is is_not_ascii or not sign(plain), sign
        assert not sign("The road is closed. Take Mill Street.")


def test_all_who_ask_for_as_many_digits_share_one_test() -> None:
    assert has_digits(5) is has_digits(5)


def test_words_are_asked_about_once_and_not_remembered_without_end() -> None:
    asked: list[str] = []

    def ask(word: str) -> int:
        asked.append(word)
        return len(word)

    known = OfWords(ask)
    assert [known["ab"], known["ab"], known["a"]] == [2, 2, 1]
    assert asked == ["ab", "a"]
    assert sum(known[f"w{number}"] for number in range(20_000)) > 0
    assert len(known) <= 8192
