from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.setting import Setting
from policycheck.engine.world import World
from policycheck.model.record import Record
from policycheck.model.shape import ABSENT
from policycheck.plan import NotCarried
from policycheck.policy.paths import Scope, Shapes
from policycheck.policy.profiles import load_profiles
from tests.engine.made import NOW, record

UNKNOWN = "unknown"
EPA = record("{id: epa-x, platform: x, handle: EPA, class: agency}", "account")
NOAA = record("{id: noaa-x, platform: Twitter, url: https://x.com/NOAA}", "account")
SKY = record(
    "{id: epa-sky, platform: bluesky, handle: epa.gov, url: https://bsky.app/profile/epa.gov}",
    "account",
)
PAGE = record("{id: epa-fb, platform: facebook, url: 'http://facebook.com/EPA/'}", "account")
ALL = (EPA, NOAA, SKY, PAGE)


def value(text: str, dotted: str, accounts: Iterable[Record] | None = ALL) -> Any:
    world = World()
    if accounts is not None:
        world = World({"account": {one.id: one for one in accounts}}, load_profiles)
    case = RecordCase(record(text), Finder([]), Setting(world, NOW, NOW))
    found = case.value(Scope(Shapes.known(), "post").resolve(dotted))
    return UNKNOWN if isinstance(found, NotCarried) else found


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("{platform: x, text: With @epa}", ["epa-x"]),
        ("{platform: twitter, text: With @Epa and @noaa}", ["epa-x", "noaa-x"]),
        ("{platform: bluesky, text: With @epa.gov}", ["epa-sky"]),
        ("{platform: x, text: With @stranger}", [ABSENT]),
        ("{platform: mastodon, text: With @epa}", [ABSENT]),
        ("{account: noaa-x, text: With @epa}", ["epa-x"]),
        ("{text: With @stranger}", [ABSENT]),
        ("{text: With @epa}", UNKNOWN),
        ("{platform: x, mentions: [{handle: '@EPA'}]}", ["epa-x"]),
        ("{platform: x, mentions: [{handle: '@EPA', account: other}]}", ["other"]),
        ("{platform: x, text: With nobody}", ABSENT),
    ],
)
def test_a_handle_means_the_account_of_that_platform(post: str, expected: object) -> None:
    found = value(post, "mentions.account")
    assert found == (ABSENT if expected == [ABSENT] else expected)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.com/NOAA", "noaa-x"),
        ("http://www.twitter.com/noaa/?s=20", "noaa-x"),
        ("https://x.com/noaa/status/123", "noaa-x"),
        ("https://x.com/noaa2", ABSENT),
        ("https://bsky.app/profile/epa.gov/post/3k", "epa-sky"),
        ("https://m.facebook.com/epa#top", "epa-fb"),
        ("https://facebook.com", ABSENT),
        ("https://epa.gov/x", ABSENT),
    ],
)
@pytest.mark.parametrize(
    ("post", "dotted"),
    [
        ("{{links: ['{}']}}", "links.account"),
        ("{{text: See {} now}}", "links.account"),
        ("{{links: [{{url: 'https://t.co/x', expanded: '{}'}}]}}", "links.account"),
        ("{{repost_of: '{}'}}", "repost_of.account"),
    ],
)
def test_an_address_means_the_account_that_it_leads_to(
    post: str, dotted: str, url: str, expected: object
) -> None:
    found = value(post.format(url), dotted)
    assert (found[0] if isinstance(found, list) else found) == expected


def test_an_account_found_by_its_handle_is_crossed_like_any_other() -> None:
    assert value("{platform: x, text: With @epa}", "mentions.account.class") == ["agency"]


def test_without_accounts_on_record_nobody_knows_who_is_meant() -> None:
    assert value("{platform: x, text: With @epa}", "mentions.account", None) == UNKNOWN
    assert value("{platform: x, text: With @epa}", "mentions.account", ()) is ABSENT


def test_an_account_of_which_nothing_is_told_may_be_the_one() -> None:
    thin = record("{id: thin}", "account", ["id", "name"])
    assert value("{platform: x, text: With @epa}", "mentions.account", (EPA, thin)) == ["epa-x"]
    assert value("{platform: x, text: With @noaa}", "mentions.account", (EPA, thin)) == UNKNOWN
    assert value("{links: [epa.gov]}", "links.account", (EPA, thin)) == UNKNOWN
    empty = record("{id: empty}", "account")
    assert value("{platform: x, text: With @noaa}", "mentions.account", (EPA, empty)) is ABSENT


def test_a_rule_that_asks_whom_a_post_mentions_needs_the_accounts() -> None:
    assert Scope(Shapes.known(), "post").resolve("mentions.account").crosses == {"account"}
    assert Scope(Shapes.known(), "post").resolve("mentions.handle").crosses == frozenset()
