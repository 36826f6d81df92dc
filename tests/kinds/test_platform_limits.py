from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.counting import METHODS
from policycheck.kinds.limit_measures import LIMITS
from policycheck.model.finding import Outcome
from policycheck.model.moment import Moment
from policycheck.plan import Judgement, Platform
from policycheck.policy.profiles import load_profiles
from tests.kinds.verdicts import found_in, judged, record, refusal

CHECK = "{kind: platform-limits}"
PROFILES = sorted({one.id: one for one in load_profiles().platforms.values()}.items())


def verdict(fields: Mapping[str, object], at: Moment | None = None) -> Judgement:
    text = json.dumps(fields, ensure_ascii=False)
    return judged(CHECK, text, at=at) if at else judged(CHECK, text)


def images(number: int) -> list[object]:
    return [{"type": "image", "file": f"{index}.png", "alt": "Shore"} for index in range(number)]


@pytest.mark.parametrize(("_name", "platform"), PROFILES)
def test_every_limit_that_is_measured_has_a_unit_that_fits(_name: str, platform: Platform) -> None:
    for name, gauge in LIMITS.items():
        for limit in platform.limits.get(name, ()):
            assert (limit.unit == "count") == bool(gauge.unit), name
            assert limit.unit == "count" or limit.unit in METHODS


@pytest.mark.parametrize(
    ("platform", "text", "outcome"),
    [
        ("x", "a" * 280, Outcome.PASS),
        ("x", "a" * 281, Outcome.FAIL),
        ("x", "雨" * 140, Outcome.PASS),
        ("x", "雨" * 141, Outcome.FAIL),
        ("x", "a" * 256 + " https://example.gov/" + "a" * 90, Outcome.PASS),
        ("bluesky", "👨‍👩‍👧‍👦" * 100, Outcome.PASS),
        ("bluesky", "👨‍👩‍👧‍👦" * 125, Outcome.FAIL),
        ("bluesky", "é" * 301, Outcome.FAIL),
        ("facebook", "a" * 63_206, Outcome.PASS),
    ],
)
def test_a_text_is_measured_as_its_platform_counts(
    platform: str, text: str, outcome: Outcome
) -> None:
    assert verdict({"platform": platform, "text": text}).outcome is outcome


def test_the_finding_begins_where_the_text_stops_fitting() -> None:
    post = record(json.dumps({"platform": "x", "text": "a" * 279 + " end"}))
    judgement = judged(CHECK, post)
    assert found_in(post, judgement) == ["end"]
    values = judgement.hits[0].values
    assert (values["limit"], values["found"], values["platform"]) == ("280", "283", "X")
    assert values["source"]


def test_both_limits_of_a_text_are_told() -> None:
    judgement = verdict({"platform": "bluesky", "text": "👨‍👩‍👧‍👦" * 301})
    assert [hit.values["unit"] for hit in judgement.hits] == ["characters", "bytes"]


def test_a_length_that_the_platform_leaves_open_is_unknown() -> None:
    judgement = verdict({"platform": "linkedin", "text": "🌧" * 2000})
    assert judgement.outcome is Outcome.UNKNOWN
    assert "2000 to 4000" in judgement.missing[0].why


@given(st.integers(0, 520), st.integers(0, 520))
def test_a_content_warning_counts_towards_the_text_on_mastodon(warning: int, text: int) -> None:
    fields = {"platform": "mastodon", "content_warning": "w" * warning, "text": "t" * text}
    judgement = verdict(fields)
    assert judgement.outcome is (Outcome.PASS if warning + text <= 500 else Outcome.FAIL)
    for hit in judgement.hits:
        assert hit.place.pointer == (("content_warning",) if warning > 500 else ("text",))
        assert hit.place.start == (500 if warning > 500 else 500 - warning)


def test_a_content_warning_counts_nowhere_else() -> None:
    fields = {"platform": "x", "content_warning": "w" * 100, "text": "t" * 280}
    assert verdict(fields).outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("day", "outcome"), [((2025, 12, 17), Outcome.PASS), ((2025, 12, 18), Outcome.FAIL)]
)
def test_a_limit_counts_from_its_day(day: tuple[int, int, int], outcome: Outcome) -> None:
    fields = {"platform": "instagram", "text": "#a #b #c #d #e #f", "media": images(1)}
    assert verdict(fields, Moment.instant(datetime(*day, 12, tzinfo=UTC))).outcome is outcome


def test_a_limit_from_secondary_sources_never_fails() -> None:
    fields = {"platform": "instagram", "text": "@a @b @c @d", "media": images(1)}
    judgement = verdict(fields)
    assert judgement.outcome is Outcome.UNKNOWN
    (gap,) = judgement.missing
    assert gap.path == "mentions.max"
    assert "at most 3 mentions" in gap.why
    assert "has 4" in gap.why


@pytest.mark.parametrize(("number", "outcome"), [(4, Outcome.PASS), (5, Outcome.FAIL)])
def test_pictures_are_counted(number: int, outcome: Outcome) -> None:
    judgement = verdict({"platform": "x", "text": "Rain", "media": images(number)})
    assert judgement.outcome is outcome
    assert {hit.values["name"] for hit in judgement.hits} <= {"media.images.max", "media.total.max"}


def test_media_of_unknown_type_may_be_one_too_many() -> None:
    media = [*images(4), {"url": "https://example.gov/a"}]
    judgement = verdict({"platform": "bluesky", "text": "Rain", "media": media})
    assert judgement.outcome is Outcome.PASS
    many = [*images(10), {"url": "https://example.gov/a"}]
    assert verdict({"platform": "bluesky", "text": "", "media": many}).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (["Here", "There"], []),
        (["Here"], ["poll.options.min"]),
        (list("abcde"), ["poll.options.max"]),
        (["Here", "T" * 26], ["poll.option.max"]),
    ],
)
def test_polls_are_measured(options: list[str], names: list[str]) -> None:
    poll = {"question": "Where?", "options": options}
    judgement = verdict({"platform": "x", "text": "Rain", "poll": poll})
    assert [hit.values["name"] for hit in judgement.hits] == names


def test_each_long_alternative_text_is_found() -> None:
    media = [
        {"type": "image", "file": "a.png", "alt": alt} for alt in ("a" * 1001, "b", "c" * 1001)
    ]
    post = record(json.dumps({"platform": "x", "text": "Rain", "media": media}))
    assert found_in(post, judged(CHECK, post)) == ["a", "c"]


def test_the_platform_of_the_account_counts() -> None:
    account = record("{id: epa, platform: twitter}", "account")
    post = json.dumps({"account": "epa", "text": "a" * 281})
    known = {"account": {"epa": account}}
    assert judged(CHECK, post, others=known).outcome is Outcome.FAIL
    assert judged(CHECK, post).outcome is Outcome.UNKNOWN


def test_an_account_without_a_platform_is_named() -> None:
    known = {"account": {"epa": record("{id: epa}", "account")}}
    judgement = judged(CHECK, "{account: epa, text: Rain}", others=known)
    assert judgement.outcome is Outcome.UNKNOWN
    assert "'epa'" in judgement.missing[0].why


def test_fields_that_the_source_cannot_have_are_unknown() -> None:
    post = record("{platform: x, text: Rain}", carried=["platform", "text"])
    judgement = judged(CHECK, post)
    assert judgement.outcome is Outcome.UNKNOWN
    assert {gap.path for gap in judgement.missing} >= {"media", "poll"}


def test_a_text_that_is_too_long_fails_whatever_else_is_not_known() -> None:
    text = "a" * 281
    post = record(f"{{platform: x, text: {text}}}", carried=["platform", "text"])
    assert judged(CHECK, post).outcome is Outcome.FAIL


def test_a_source_without_platforms_is_unknown() -> None:
    post = record("{text: Rain}", carried=["text"])
    assert judged(CHECK, post).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(("applies_to", "each"), [("account", ""), ("post", "media")])
def test_only_whole_posts_are_judged(applies_to: str, each: str) -> None:
    assert "posts as a whole" in refusal(CHECK, applies_to, each).message
