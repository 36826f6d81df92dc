from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.kinds.tally import Tally, judge
from policycheck.model.finding import Outcome
from policycheck.plan import Place
from tests.kinds.verdicts import found_in, judged, record, refusal


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 8), st.integers(0, 8))
def test_a_verdict_holds_for_every_number_that_there_may_be(
    known: int, possible: int, low: int, high: int
) -> None:
    tally = Tally(lambda: Place(()), [Place((index,)) for index in range(known)], possible)
    outcome = judge(tally, "things", low, high).outcome
    kept = {low <= number <= high for number in range(known, known + possible + 1)}
    if outcome is Outcome.UNKNOWN:
        assert possible
    else:
        assert kept == {outcome is Outcome.PASS}


def test_the_hit_stands_at_the_first_one_too_many() -> None:
    post = record("{text: 'Rain #A #B', hashtags: [c, d]}")
    judgement = judged("{kind: count, of: hashtags, max: 2}", post)
    assert found_in(post, judgement) == ["c"]
    assert judgement.hits[0].values["found"] == 4


def test_a_mention_in_the_text_and_in_the_list_counts_once() -> None:
    check = "{kind: count, of: mentions, max: 1}"
    assert judged(check, "{text: With @EPA, mentions: ['@epa']}").outcome is Outcome.PASS
    assert judged(check, "{text: With @EPA, mentions: [noaa]}").outcome is Outcome.FAIL


def test_words_are_those_of_the_prose() -> None:
    check = "{kind: count, of: words, max: 3}"
    text = "Rain is coming https://example.gov/a/b @EPA #Rain"
    assert judged(check, f"{{text: '{text}'}}").outcome is Outcome.PASS
    assert judged(check, f"{{text: '{text} soon'}}").outcome is Outcome.FAIL


def test_each_long_sentence_is_found_by_itself() -> None:
    post = record("{text: 'One two three. Four. Five six seven!'}")
    judgement = judged("{kind: count, of: sentence-words, max: 2}", post)
    assert found_in(post, judgement) == ["One two three.", "Five six seven!"]


@pytest.mark.parametrize(
    ("kind", "of", "outcome"),
    [
        ("repost", "hashtags", Outcome.NOT_APPLICABLE),
        ("repost", "emoji", Outcome.NOT_APPLICABLE),
        ("repost", "sentence-words", Outcome.NOT_APPLICABLE),
        ("repost", "media", Outcome.FAIL),
        ("original", "hashtags", Outcome.FAIL),
    ],
)
def test_a_repost_without_words_is_not_asked_for_any(kind: str, of: str, outcome: Outcome) -> None:
    assert judged(f"{{kind: count, of: {of}, min: 1}}", f"{{kind: {kind}}}").outcome is outcome


def test_a_list_that_the_source_cannot_have_is_unknown() -> None:
    post = record("{text: Rain}", carried=["text"])
    assert judged("{kind: count, of: media, max: 1}", post).outcome is Outcome.UNKNOWN


def test_too_few_are_found_where_the_list_would_stand() -> None:
    judgement = judged("{kind: count, of: media, min: 1}", "{text: Rain}")
    assert judgement.hits[0].place.pointer == ("media",)


def test_conditions_choose_the_elements_that_count() -> None:
    check = "{kind: count, of: media, where: {type: image, alt: {filled: true}}, min: 2}"
    one = "{type: image, file: a.png, alt: Shore}"
    assert judged(check, f"{{media: [{one}, {one}, {{file: b.png}}]}}").outcome is Outcome.PASS
    assert judged(check, f"{{media: [{one}, {{file: b.png}}]}}").outcome is Outcome.FAIL


def test_elements_without_a_distinct_value_do_not_count() -> None:
    check = "{kind: count, of: contacts, distinct: person, max: 1}"
    contacts = "[{person: ann}, {email: a@example.gov}, {email: b@example.gov}]"
    assert judged(check, f"{{id: a, contacts: {contacts}}}", "account").outcome is Outcome.PASS


def test_distinct_values_across_a_reference_may_be_unknown() -> None:
    check = "{kind: count, of: contacts, distinct: person.location, min: 2}"
    account = "{id: a, contacts: [{person: ann}, {person: bob}]}"
    ann = record("{id: ann, location: Reno}", "person")
    bob = record("{id: bob, location: Reno}", "person")
    both = {"person": {"ann": ann, "bob": bob}}
    one = {"person": {"ann": ann}}
    assert judged(check, account, "account", others=both).outcome is Outcome.FAIL
    assert judged(check, account, "account", others=one).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("options", "applies_to", "words"),
    [
        ("of: hashtags", "post", "give max or min"),
        ("of: emoji, max: 1, where: {type: image}", "post", "emoji is none"),
        ("of: text, max: 1", "post", "text is no list"),
        ("of: hastags, max: 1", "post", "unknown field hastags"),
        ("of: emoji, max: 1", "moderation", "text"),
        ("of: media, max: 1, distinct: kind", "post", "unknown field kind"),
        ("of: media, max: 1, min: 2", "post", "max is below min"),
    ],
)
def test_options_that_cannot_work_are_refused(options: str, applies_to: str, words: str) -> None:
    assert words in refusal(f"{{kind: count, {options}}}", applies_to).message


GOALS = {
    name: record(f"{{id: {name}{fields}}}", "goal")
    for name, fields in (("a", ", source: plan"), ("b", ", source: plan"), ("c", ""))
}


@pytest.mark.parametrize(
    ("options", "goals", "outcome"),
    [
        ("min: 2", "[a, c]", Outcome.PASS),
        ("where: {source: {filled: true}}, min: 2", "[a, b]", Outcome.PASS),
        ("where: {source: {filled: true}}, min: 2", "[a, c]", Outcome.FAIL),
        ("distinct: source, min: 2", "[a, b, c]", Outcome.FAIL),
        ("where: {source: {filled: true}}, min: 2", "[a, lost]", Outcome.UNKNOWN),
        ("where: {source: {filled: true}}, max: 0", "[a, lost]", Outcome.FAIL),
    ],
)
def test_records_that_a_list_refers_to_are_counted_by_what_they_say(
    options: str, goals: str, outcome: Outcome
) -> None:
    check = f"{{kind: count, of: goals, {options}}}"
    found = judged(check, f"{{text: Rain, goals: {goals}}}", others={"goal": GOALS})
    assert found.outcome is outcome
