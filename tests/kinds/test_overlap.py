from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.model.finding import Outcome
from policycheck.text.fold import fold
from policycheck.text.phrases import phrase_form, phrase_places
from tests.kinds.verdicts import judged, record, refusal

FILTER = "{kind: overlap, terms: filter_terms, with: [bio, description], expect: %s}"


@pytest.mark.parametrize(
    ("expect", "bio", "outcome"),
    [
        ("none", "Animals and testing", Outcome.FAIL),
        ("none", "Animal", Outcome.FAIL),
        ("none", "Animals and tests", Outcome.PASS),
        ("some", "Animals and testing", Outcome.PASS),
        ("some", "Animals and tests", Outcome.FAIL),
        ("all", "Animal testing", Outcome.PASS),
        ("all", "Animal tests", Outcome.FAIL),
    ],
)
def test_terms_are_found_as_whole_words(expect: str, bio: str, outcome: Outcome) -> None:
    given_ = f"{{id: a, filter_terms: [animal, Testing], bio: {bio}}}"
    assert judged(FILTER % expect, given_, "account").outcome is outcome


@pytest.mark.parametrize(
    ("expect", "bio", "outcome"),
    [
        ("none", "animal", Outcome.FAIL),
        ("none", "plants", Outcome.UNKNOWN),
        ("some", "animal", Outcome.PASS),
        ("some", "plants", Outcome.UNKNOWN),
        ("all", "animal", Outcome.UNKNOWN),
        ("all", "animal testing", Outcome.PASS),
    ],
)
def test_a_text_that_cannot_be_had_leaves_open_what_was_not_found(
    expect: str, bio: str, outcome: Outcome
) -> None:
    text = f"{{id: a, filter_terms: [animal, testing], bio: {bio}}}"
    one = record(text, "account", ["id", "filter_terms", "bio"])
    judgement = judged(FILTER % expect, one, "account")
    assert judgement.outcome is outcome
    if outcome is Outcome.UNKNOWN:
        assert [gap.path for gap in judgement.missing] == ["description"]


def test_terms_that_are_not_carried_are_unknown_and_none_not_applicable() -> None:
    one = record("{id: a, bio: animal}", "account", ["id", "bio"])
    assert judged(FILTER % "none", one, "account").outcome is Outcome.UNKNOWN
    empty = judged(FILTER % "none", "{id: a, filter_terms: []}", "account")
    assert empty.outcome is Outcome.NOT_APPLICABLE


def test_each_term_is_found_at_its_own_place_and_once() -> None:
    given_ = "{id: a, filter_terms: ['#Snow', rain, snow, hail], bio: Snow and hail}"
    hits = judged(FILTER % "none", given_, "account").hits
    assert [hit.place.pointer for hit in hits] == [("filter_terms", 0), ("filter_terms", 3)]
    assert [hit.values["term"] for hit in hits] == ["#Snow", "hail"]


def test_each_word_of_a_text_is_a_term_with_its_place() -> None:
    check = "{kind: overlap, terms: campaign, with: text, expect: all}"
    (hit,) = judged(check, "{text: Winter is here, campaign: Here is a winter}").hits
    assert (hit.place.pointer, hit.place.start, hit.place.end) == (("campaign",), 8, 9)


def test_old_posts_do_not_count_and_those_without_a_time_do() -> None:
    check = "{kind: overlap, terms: hashtags, with: translations.text, expect: none, max_age: 10d}"
    cases = {
        "published_at: 2026-06-05": Outcome.FAIL,
        "published_at: 2026-06-04": Outcome.PASS,
        "publish_at: 2026-07-01": Outcome.FAIL,
        "lang: fr": Outcome.FAIL,
    }
    for fields, outcome in cases.items():
        other = record(f"{{id: b, text: Snow, {fields}}}")
        given_ = "{text: a, hashtags: [snow], translations: [b]}"
        assert judged(check, given_, others={"post": {"b": other}}).outcome is outcome, fields


def test_a_post_whose_age_cannot_be_told_is_unknown_only_where_the_term_is_in_it() -> None:
    check = "{kind: overlap, terms: hashtags, with: translations.text, expect: none, max_age: 10d}"
    for text, outcome in (("Snow", Outcome.UNKNOWN), ("Rain", Outcome.PASS)):
        other = record(f"{{id: b, text: {text}}}", carried=["id", "text"])
        given_ = "{text: a, hashtags: [snow], translations: [b]}"
        assert judged(check, given_, others={"post": {"b": other}}).outcome is outcome


@given(st.text("aß#é \u00ad", max_size=8), st.text("aßé", min_size=1, max_size=3))
def test_a_phrase_between_spaces_is_found_where_it_stands(before: str, phrase: str) -> None:
    text = f"{before} {phrase} {before}"
    places = list(phrase_places(fold(text), phrase_form(phrase)))
    assert (len(before) + 1, len(before) + 1 + len(phrase)) in places
    assert all(phrase_form(text[slice(*place)]) == phrase_form(phrase) for place in places)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("terms: filter_terms, with: bio", "expect is missing"),
        ("terms: filter_terms, with: bio, expect: most", "none of the words"),
        ("terms: mfa, with: bio, expect: none", "no text"),
        ("terms: filter_terms, with: created_at, expect: none", "no text"),
        ("terms: filter_terms, with: bio, expect: none, max_age: 1d", "no posts"),
    ],
)
def test_what_cannot_be_asked_is_refused(options: str, words: str) -> None:
    assert words in refusal(f"{{kind: overlap, {options}}}", "account").message
