from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.world import World
from policycheck.kinds.likeness import earliest_likes, likeness
from policycheck.kinds.repeats_in_text import repeats
from policycheck.model.finding import Outcome
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.plan import Fact, Judgement
from policycheck.policy.checks import CompiledCheck
from tests.kinds.verdicts import AT, compiled, judged, record, refusal


def verdicts(options: str, posts: Sequence[Record], *, days: Sequence[int] = ()) -> list[Judgement]:
    """What the check says of each post; `days` are their instants, now where not given."""
    check = compiled(f"{{kind: no-repeats, {options}}}")
    assert isinstance(check, CompiledCheck)
    assert check.plan.gather
    assert check.plan.conclude
    start = datetime(2026, 1, 1, tzinfo=UTC)
    instants = [Moment.instant(start + timedelta(days=day)) for day in days] or [AT] * len(posts)
    cases = [
        RecordCase(post, at, AT, Finder(()), World({}))
        for post, at in zip(posts, instants, strict=True)
    ]
    facts = [check.plan.gather(case) for case in cases]
    kept = [fact for fact in facts if isinstance(fact, Fact)]
    rest = iter(check.plan.conclude(kept))
    return [next(rest) if isinstance(fact, Fact) else fact for fact in facts]


def post(name: str, text: str, account: str = "a", fans_out: bool = False) -> Record:
    made = record(f"{{text: '{text}', account: {account}}}")
    made.id = f"{name}@{account}" if fans_out else name
    return made


def firsts(options: str, posts: Sequence[Record], *, days: Sequence[int] = ()) -> list[int | None]:
    """For each post the place of the one it repeats."""
    found = verdicts(options, posts, days=days)
    return [one.hits[0].kin[0][0] if one.hits else None for one in found]


def test_a_later_post_points_to_the_first() -> None:
    posts = [post("p1", "Rain today"), post("p2", "Snow"), post("p3", "RAIN  today")]
    posts.append(post("p4", "Rain today"))
    assert firsts("scope: account", posts) == [None, None, 0, 0]
    judgement = verdicts("scope: account", posts)[2]
    assert judgement.hits[0].values["first"] == "p1"
    assert judgement.hits[0].kin == ((0, "first said here"),)


def test_what_is_first_is_said_by_the_calendar_and_not_by_the_order_of_files() -> None:
    posts = [post("p1", "Rain"), post("p2", "Rain"), post("p3", "Rain")]
    assert firsts("scope: project", posts, days=[3, 1, 2]) == [1, None, 1]


def test_accounts_are_apart_unless_the_whole_project_is_meant() -> None:
    posts = [post("p1", "Rain today", "a"), post("p2", "Rain today", "b")]
    assert firsts("scope: account", posts) == [None, None]
    assert firsts("scope: project", posts) == [None, 0]


def test_a_record_that_goes_to_several_accounts_repeats_nothing() -> None:
    posts = [post("x.md", "Rain", account, fans_out=True) for account in ("a", "b", "c")]
    assert firsts("scope: project", posts) == [None, None, None]
    assert firsts("scope: project, similarity: 80", posts) == [None, None, None]
    posts += [post("y.md", "Rain", account, fans_out=True) for account in ("a", "b")]
    assert firsts("scope: project", posts) == [None, None, None, 0, 0]
    assert firsts("scope: account", posts) == [None, None, None, 0, 1]


def test_near_repeats_are_found_below_a_hundred_and_not_at_it() -> None:
    posts = [
        post("p1", "The north road is closed for repairs until Friday, take the ferry"),
        post("p2", "The north road is closed for repair until Friday, take the ferry!"),
        post("p3", "The south bridge opens on Monday, thanks for waiting so long"),
    ]
    assert firsts("scope: account", posts) == [None, None, None]
    assert firsts("scope: account, similarity: 90", posts) == [None, 0, None]
    says = verdicts("scope: account, similarity: 90", posts)[1].hits[0].values
    assert 90 <= int(says["similarity"]) < 100


def test_texts_without_spaces_are_compared_too() -> None:
    posts = [
        post("p1", "北の道路は金曜日まで工事のため閉鎖されます"),
        post("p2", "北の道路は木曜日まで工事のため閉鎖されます"),
    ]
    assert firsts("scope: account, similarity: 90", posts) == [None, 0]


def test_posts_without_words_are_left_out_and_those_without_an_account_undecided() -> None:
    empty, lost = record("{account: a}"), record("{text: Rain}")
    found = verdicts("scope: account", [empty, lost, post("p", "Rain")])
    outcomes = [one.outcome for one in found]
    assert outcomes == [Outcome.NOT_APPLICABLE, Outcome.UNKNOWN, Outcome.PASS]
    assert verdicts("scope: project", [lost])[0].outcome is Outcome.PASS


@given(st.lists(st.sampled_from(["Rain", "rain", "Snow", "Sun", "SUN"]), max_size=8))
def test_every_text_is_first_once(texts: list[str]) -> None:
    posts = [post(f"p{index}", text) for index, text in enumerate(texts)]
    found = firsts("scope: account", posts)
    folded = [text.casefold() for text in texts]
    assert found == [
        None if folded.index(text) == index else folded.index(text)
        for index, text in enumerate(folded)
    ]


WORDS = st.lists(
    st.sampled_from(["road", "closed", "north", "south", "ferry", "rain", "crews"]), min_size=4
)


@given(st.lists(WORDS.map(" ".join), max_size=6), st.integers(70, 99))
def test_what_is_reported_is_alike_and_earlier(texts: list[str], similarity: int) -> None:
    for index, first in enumerate(earliest_likes(texts, similarity)):
        if first is not None:
            assert first < index
            assert likeness(texts[index], texts[first]) >= similarity - 0.001


@pytest.mark.parametrize("shared", [0, 12])
def test_ten_thousand_posts_take_seconds(shared: int) -> None:
    random = Random(7)
    words = [f"w{number}" for number in range(3000)]
    phrase = " ".join(words[:shared])
    texts = [f"{phrase} {' '.join(random.choices(words, k=12))}" for _ in range(10_000)]
    start = process_time()
    assert sum(first is not None for first in earliest_likes(texts, 90)) < 100
    assert process_time() - start < 15


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We close the the road", [("word", "the")]),
        ("We close the\nThe road", [("word", "The")]),
        ("She had had that that", []),
        ("No, no, no", []),
        ("Call 20 20 times", []),
        ("🎉🎉🎉 for all 🎉", [("emoji", "🎉🎉")]),
        ("👍🏽 👍🏽", [("emoji", "👍🏽")]),
        ("👍🏽👍", []),
        ("Thanks! Thanks!", []),
        ("Stay home now. Stay home NOW!", [("sentence", "Stay home NOW!")]),
        ("Stay at at home. Stay at at home.", [("word", "at"), ("sentence", "Stay at at home.")]),
    ],
)
def test_repeats_within_a_text(text: str, expected: list[tuple[str, str]]) -> None:
    found = repeats(text, 100)
    assert [(one.form, text[one.start : one.end]) for one in found] == expected


def test_languages_that_double_words_may() -> None:
    assert not repeats("Anak anak bermain", 100, "id")
    assert repeats("Anak anak bermain", 100, "en")


def test_a_repeat_points_to_what_was_said_first() -> None:
    (hit,) = judged("{kind: no-repeats, scope: post}", "{text: We close the the road}").hits
    ((place, words),) = hit.related
    assert (place.start, place.end, words) == (9, 12, "first said here")


def test_an_unknown_scope_and_whole_posts_beside_each_are_refused() -> None:
    assert "account" in refusal("{kind: no-repeats, scope: acount}").help
    problem = refusal("{kind: no-repeats, scope: project}", each="claims")
    assert "each" in problem.message
