from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from policycheck.counting import METHODS
from policycheck.kinds.limit_measures import LIMITS
from tests.packs.data import content, files

PROFILES = files("platforms")
#: Limits of what posts do not hold, kept for those who read the profiles.
NOT_OF_POSTS = {
    "bio.max",
    "description.max",
    "handle.max",
    "media.image.bytes.max",
    "media.video.bytes.max",
    "name.max",
    "tags.max",
}


def _limits(file: Path) -> list[tuple[str, list[dict[str, Any]]]]:
    return list(content(file)["limits"].items())


@pytest.mark.parametrize("file", PROFILES, ids=lambda file: file.stem)
def test_a_profile_is_named_like_its_file(file: Path) -> None:
    assert content(file)["platform"] == file.stem


def test_the_platforms_that_agencies_use_are_known() -> None:
    expected = (
        "bluesky facebook github instagram linkedin mastodon pinterest threads tiktok x youtube"
    )
    assert {file.stem for file in PROFILES} >= set(expected.split())


@pytest.mark.parametrize("file", PROFILES, ids=lambda file: file.stem)
def test_every_limit_says_what_it_counts_and_who_says_so(file: Path) -> None:
    for name, dated in _limits(file):
        for one in dated:
            assert one["value"] > 0, name
            assert one["unit"] == "count" or one["unit"] in METHODS, name
            assert len(one["source"]) > 10, name
            assert str(one["as_of"]).startswith(("read 20", "20")), name
            assert one["confidence"] in ("official", "agreed", "single"), name


@pytest.mark.parametrize("file", PROFILES, ids=lambda file: file.stem)
def test_every_limit_has_a_name_that_is_known(file: Path) -> None:
    assert {name for name, _ in _limits(file)} <= LIMITS.keys() | NOT_OF_POSTS


@pytest.mark.parametrize("file", PROFILES, ids=lambda file: file.stem)
def test_lengths_are_counted_in_a_method_and_things_one_by_one(file: Path) -> None:
    lengths = {"text.max", "alt.max", "title.max", "poll.option.max", "bio.max", "name.max"}
    for name, dated in _limits(file):
        for one in dated:
            if name in lengths:
                assert one["unit"] != "count", name
            elif name.startswith(("media.", "poll.options.", "hashtags.", "links.", "mentions.")):
                assert one["unit"] == "count", name


@pytest.mark.parametrize("file", PROFILES, ids=lambda file: file.stem)
def test_on_no_day_a_limit_has_two_values(file: Path) -> None:
    for name, dated in _limits(file):
        spans = sorted((one.get("from", date.min), one.get("to", date.max)) for one in dated)
        for (_, last), (first, _) in pairwise(spans):
            assert last < first, name


@pytest.mark.parametrize("file", PROFILES, ids=lambda file: file.stem)
def test_a_limit_that_changed_leaves_no_day_without_one(file: Path) -> None:
    for name, dated in _limits(file):
        spans = sorted((one.get("from", date.min), one.get("to", date.max)) for one in dated)
        for (_, last), (first, _) in pairwise(spans):
            assert last + timedelta(days=1) == first, name


def test_no_two_platforms_share_a_name_or_a_host() -> None:
    names: list[str] = []
    for file in PROFILES:
        one = content(file)
        own = {one["platform"].casefold(), one["name"].casefold(), *one.get("aliases", [])}
        names += [*own, *one.get("hosts", [])]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("platform", "name", "day", "value"),
    [
        ("instagram", "hashtags.max", date(2025, 12, 17), 30),
        ("instagram", "hashtags.max", date(2025, 12, 18), 5),
        ("instagram", "media.total.max", date(2024, 8, 7), 10),
        ("instagram", "media.total.max", date(2024, 8, 8), 20),
        ("bluesky", "media.images.max", date(2026, 6, 2), 4),
        ("bluesky", "media.images.max", date(2026, 6, 3), 10),
        ("bluesky", "media.video.bytes.max", date(2026, 8, 10), 100_000_000),
        ("bluesky", "media.video.bytes.max", date(2026, 8, 11), 300_000_000),
        ("threads", "links.max", date(2025, 12, 21), None),
        ("threads", "links.max", date(2025, 12, 22), 5),
    ],
)
def test_a_limit_is_the_one_of_the_day(
    platform: str, name: str, day: date, value: int | None
) -> None:
    from datetime import UTC, datetime, time

    from policycheck.model.moment import Moment
    from policycheck.policy.profiles import load_profiles

    found = load_profiles().find(platform)
    assert found is not None
    limit = found.limit(name, Moment.instant(datetime.combine(day, time(12), UTC)))
    assert (limit.value if limit else None) == value


def test_a_platform_is_found_by_its_old_name() -> None:
    from policycheck.policy.profiles import load_profiles

    found = load_profiles().find("Twitter")
    assert found is not None
    assert found.id == "x"
