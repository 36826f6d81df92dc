from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.model.record import Record
from tests.kinds.gathered import gathered, points_to
from tests.kinds.verdicts import record, refusal

START = datetime(2026, 6, 1, tzinfo=UTC)


def post(when: str, account: str = "a", field: str = "published_at") -> Record:
    made = record(f'{{text: Rain, account: {account}, {field}: "{when}"}}')
    made.id = f"{account}-{when}"
    return made


def at(minutes: int) -> str:
    return (START + timedelta(minutes=minutes)).isoformat()


def outcomes(options: str, posts: list[Record]) -> list[str]:
    return [one.outcome.value for one in gathered(f"{{kind: frequency, {options}}}", posts)]


def test_each_post_too_many_points_to_those_before_it() -> None:
    posts = [post(at(minute)) for minute in (0, 10, 20, 30, 24 * 60 + 5)]
    found = gathered("{kind: frequency, max: 2, every: 1d}", posts)
    assert points_to(found) == [[], [], [0, 1], [1, 2], [2, 3]]
    assert [one.hits[0].values["found"] for one in found if one.hits] == [3, 4, 4]
    assert found[2].hits[0].place.pointer == ("published_at",)


def test_a_window_begins_anywhere_and_leaves_out_its_end() -> None:
    late = [post("2026-06-01T23:00Z"), post("2026-06-02T01:00Z")]
    assert outcomes("max: 1, every: 1d", late) == ["pass", "fail"]
    apart = [post("2026-06-01T09:00Z"), post("2026-06-02T09:00Z")]
    assert outcomes("max: 1, every: 1d", apart) == ["pass", "pass"]


def test_accounts_are_counted_apart_by_default() -> None:
    posts = [post(at(0), "a"), post(at(1), "b"), post(at(2), "a")]
    assert outcomes("max: 1, every: 1h", posts) == ["pass", "pass", "fail"]
    assert outcomes("per: text, max: 1, every: 1h", posts) == ["pass", "fail", "fail"]


def test_a_planned_post_counts_by_its_plan_and_one_without_time_not_at_all() -> None:
    posts = [post(at(5), field="publish_at"), post(at(0)), record("{text: Rain, account: a}")]
    assert outcomes("max: 1, every: 1h", posts) == ["fail", "pass", "not_applicable"]


def test_what_the_source_has_no_place_for_is_unknown() -> None:
    timeless = record("{text: Rain, account: a}", carried=["text", "account"])
    nobody = record(f'{{text: Rain, published_at: "{at(0)}"}}')
    planned = record(
        f'{{text: Rain, account: a, publish_at: "{at(0)}"}}',
        carried=["text", "account", "publish_at"],
    )
    assert outcomes("max: 1, every: 1h", [timeless, nobody, planned]) == [
        "unknown",
        "unknown",
        "pass",
    ]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (["2026-06-01", "2026-06-01"], ["pass", "fail"]),
        (["2026-06-01", "2026-06-02"], ["pass", "unknown"]),
        (["2026-06-01", "2026-06-03"], ["pass", "pass"]),
        (["2026-06-01", "2026-06-01T12:00Z"], ["fail", "unknown"]),
        (["2026-06-01", "2026-06-02T12:00Z"], ["pass", "unknown"]),
        (["2026-05-31T23:00Z", "2026-06-01"], ["pass", "unknown"]),
    ],
)
def test_days_without_a_time_are_undecided_where_it_matters(
    times: list[str], expected: list[str]
) -> None:
    posts = [post(when) for when in times]
    assert outcomes("max: 1, every: 1d", posts) == expected


@given(st.lists(st.integers(0, 300), max_size=12), st.integers(1, 4), st.randoms())
def test_a_post_fails_if_and_only_if_a_window_that_ends_with_it_holds_too_many(
    minutes: list[int], most: int, random: Random
) -> None:
    posts = [post(at(minute)) for minute in minutes]
    for number, one in enumerate(posts):
        one.id = f"{number:03}"
    order = sorted(range(len(minutes)), key=lambda number: (minutes[number], number))
    expected = {}
    for rank, number in enumerate(order):
        near = [other for other in order[: rank + 1] if minutes[number] - minutes[other] < 60]
        expected[posts[number].id] = "fail" if len(near) > most else "pass"
    random.shuffle(posts)
    found = outcomes(f"max: {most}, every: 1h", posts)
    assert {one.id: outcome for one, outcome in zip(posts, found, strict=True)} == expected


def test_ten_thousand_posts_take_no_time_to_speak_of() -> None:
    posts = [post(at(0)) for _ in range(100)]
    many = [posts[number % 100] for number in range(10_000)]
    begun = process_time()
    assert outcomes("max: 5, every: 1d", many).count("fail") == 10_000 - 5
    assert process_time() - begun < 5


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("max: 0, every: 1d", "at least 1"),
        ("max: 1, every: 0d", "no time"),
        ("max: 1, every: daily", "length of time"),
        ("max: 1, every: 1d, per: goals", "several values"),
    ],
)
def test_what_cannot_be_asked_is_refused(options: str, words: str) -> None:
    assert words in refusal(f"{{kind: frequency, {options}}}").message


def test_only_posts_are_counted() -> None:
    check = "{kind: frequency, max: 1, every: 1d}"
    assert "posts" in refusal(check, "account").message
    assert "posts" in refusal(check, each="media").message
