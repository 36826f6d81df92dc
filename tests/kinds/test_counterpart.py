from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.model.record import Record
from policycheck.plan import Judgement
from tests.kinds.gathered import gathered, points_to
from tests.kinds.verdicts import found_in, record, refusal

LANGUAGES = "languages: [en, fr]"


def post(name: str, lang: str, fields: str = "", text: str = "Rain") -> Record:
    given_ = f"{{id: {name}, text: '{text}', lang: {lang}{', ' if fields else ''}{fields}}}"
    return record(given_)


def verdicts(posts: list[Record], options: str = LANGUAGES) -> list[Judgement]:
    return gathered(f"{{kind: counterpart, {options}}}", posts)


def outcomes(posts: list[Record], options: str = LANGUAGES) -> list[str]:
    return [one.outcome.value for one in verdicts(posts, options)]


def test_naming_in_one_direction_is_enough() -> None:
    posts = [post("a", "en", "translations: [b]"), post("b", "fr-CA"), post("c", "fr")]
    assert outcomes(posts) == ["pass", "pass", "fail"]
    assert verdicts(posts)[2].hits[0].values["says"] == "the post has no counterpart in en"


def test_posts_belong_together_through_a_third() -> None:
    posts = [
        post("a", "en", "translations: [b]"),
        post("b", "es"),
        post("c", "fr", "translations: b"),
    ]
    assert outcomes(posts) == ["pass", "not_applicable", "pass"]
    assert outcomes(posts, "languages: [en, fr, es]") == ["pass", "pass", "pass"]
    assert outcomes(posts[:2], "languages: [en, fr, es]") == ["fail", "fail"]


def test_what_cannot_be_told_is_unknown() -> None:
    tongueless = record("{id: b, text: Rain}")
    assert outcomes([post("a", "en", "translations: [b]"), tongueless]) == ["unknown", "unknown"]
    assert outcomes([post("a", "en", "translations: [gone]")]) == ["unknown"]
    relationless = record("{id: b, text: Pluie, lang: fr}", carried=["id", "text", "lang"])
    assert outcomes([post("a", "en"), relationless]) == ["unknown", "unknown"]
    assert outcomes([post("a", "fr"), relationless]) == ["fail", "unknown"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2026-06-01T10:00Z", "2026-06-01T10:10Z", "pass"),
        ("2026-06-01T10:00Z", "2026-06-01T12:10+02:00", "pass"),
        ("2026-06-01T10:00Z", "2026-06-01T10:11Z", "fail"),
        ("2026-06-01T10:11Z", "2026-06-01T10:00Z", "fail"),
        ("2026-06-01", "2026-06-01", "unknown"),
        ("2026-06-01", "2026-06-02", "unknown"),
        ("2026-06-01", "2026-06-03", "fail"),
        ("2026-06-01T10:00Z", "", "unknown"),
        ("", "2026-06-01T10:00Z", "unknown"),
    ],
)
def test_counterparts_go_out_within_the_time(one: str, other: str, expected: str) -> None:
    def when(text: str) -> str:
        return f', publish_at: "{text}"' if text else ""

    posts = [
        post("a", "en", f"translations: [b]{when(one)}"),
        post("b", "fr", f"kind: original{when(other)}"),
    ]
    assert outcomes(posts, f"{LANGUAGES}, within: 10m") == [expected, expected]


def test_the_nearest_of_several_counterparts_counts() -> None:
    posts = [
        post("a", "en", 'translations: [b, c], publish_at: "2026-06-01T10:00Z"'),
        post("b", "fr", 'published_at: "2026-06-01T11:00Z"'),
        post("c", "fr", 'published_at: "2026-06-01T10:05Z"'),
    ]
    assert outcomes(posts, f"{LANGUAGES}, within: 10m") == ["pass", "fail", "pass"]
    (hit,) = verdicts(posts, f"{LANGUAGES}, within: 10m")[1].hits
    assert hit.place.pointer == ("published_at",)
    assert hit.values["says"] == "a (en) goes out 1h apart, at most 10m is allowed"


def test_a_difference_is_shown_on_both_sides_and_points_to_the_other() -> None:
    posts = [
        post("a", "en", "translations: [b]", "Closed until 5 May, 2 roads"),
        post("b", "fr", "", "Fermé jusqu’au 6 mai, 2 routes"),
    ]
    found = verdicts(posts, f"{LANGUAGES}, agree: [dates, numbers, links, names]")
    assert found_in(posts[0], found[0]) == ["5 May"]
    assert found_in(posts[1], found[1]) == ["6 mai"]
    assert points_to(found) == [[1], [0]]
    assert found[0].hits[0].values["says"] == "“5 May” is not in b (fr), which says 6 mai"


def test_what_only_the_other_says_is_a_finding_on_the_text() -> None:
    posts = [
        post("a", "en", "translations: [b]", "Roads are closed"),
        post("b", "fr", "", "Routes fermées, voir https://agency.example/r"),
    ]
    (mine, theirs) = verdicts(posts, f"{LANGUAGES}, agree: [links]")
    assert mine.hits[0].place.pointer == ("text",)
    assert "says “https://agency.example/r”, and this post does not" in str(
        mine.hits[0].values["says"]
    )
    assert found_in(posts[1], theirs) == ["https://agency.example/r"]


def test_links_that_are_listed_are_found_in_the_list() -> None:
    posts = [
        post("a", "en", 'translations: [b], links: [{url: "https://agency.example/a"}]'),
        post("b", "fr", 'links: [{url: "https://agency.example/b"}]'),
    ]
    (hit,) = verdicts(posts, f"{LANGUAGES}, agree: links")[0].hits
    assert hit.place.pointer == ("links", 0, "url")


def test_listed_names_are_asked_for_in_texts_of_their_script() -> None:
    options = "languages: [en, fr, zh], agree: [names], names: [Ann Roy]"
    posts = [
        post("a", "en", "translations: [b, c]", "Ann Roy speaks"),
        post("b", "fr", "", "Anne Roy parle"),
        post("c", "zh", "", "部长讲话"),
    ]
    found = verdicts(posts, options)
    assert [one.outcome.value for one in found] == ["fail", "fail", "pass"]
    assert found_in(posts[0], found[0]) == ["Ann Roy"]


def test_a_text_that_is_not_carried_is_unknown() -> None:
    posts = [
        post("a", "en", "translations: [b]", "2 roads"),
        record("{id: b, lang: fr}", carried=["id", "lang", "translations"]),
    ]
    assert outcomes(posts, f"{LANGUAGES}, agree: [numbers]") == ["unknown", "unknown"]
    assert outcomes(posts) == ["pass", "pass"]


@given(st.lists(st.tuples(st.sampled_from("ef"), st.integers(0, 5)), max_size=6), st.randoms())
def test_the_order_of_files_makes_no_difference(
    made: list[tuple[str, int]], random: Random
) -> None:
    posts = [
        post(f"p{number}", {"e": "en", "f": "fr"}[lang], f"translations: [p{other}]")
        for number, (lang, other) in enumerate(made)
    ]
    before = dict(zip([one.id for one in posts], outcomes(posts), strict=True))
    random.shuffle(posts)
    assert dict(zip([one.id for one in posts], outcomes(posts), strict=True)) == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("languages: [en]", "at least 2"),
        ("languages: [en, fr], agree: [date]", "not known"),
        ("languages: [en, fr], names: [Ann]", "names are given"),
    ],
)
def test_what_cannot_be_asked_is_refused(options: str, words: str) -> None:
    assert words in refusal(f"{{kind: counterpart, {options}}}").message


def test_only_posts_have_counterparts() -> None:
    assert "posts" in refusal(f"{{kind: counterpart, {LANGUAGES}}}", "account").message
