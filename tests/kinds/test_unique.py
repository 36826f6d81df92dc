from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.model.finding import Outcome
from policycheck.model.record import Record
from policycheck.plan.account_urls import HostAliases
from policycheck.policy.profiles import load_profiles
from tests.kinds.gathered import gathered, points_to
from tests.kinds.verdicts import record, refusal

KEY = HostAliases.of(load_profiles()).key


def account(name: str, fields: str) -> Record:
    return record(f"{{id: {name}, {fields}}}", "account")


@pytest.mark.parametrize(
    "other",
    [
        "http://twitter.com/EPA",
        "https://www.x.com/epa/",
        "https://m.twitter.com/epa#top",
        "https://mobile.twitter.com/epa",
        "X.COM/epa?utm_source=a&UTM_Medium=b",
        "https://x.com:443/epa?fbclid=1&gclid=2&s=20&t=abc",
        "//x.com//epa",
        "https://x.com/%65pa",
    ],
)
def test_addresses_of_one_page_are_one(other: str) -> None:
    assert KEY(other) == KEY("https://x.com/EPA")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.com/epa", "https://x.com/epanews"),
        ("https://x.com/epa", "https://facebook.com/epa"),
        ("https://epa.example.gov/Rain", "https://epa.example.gov/rain"),
        ("https://youtube.com/watch?v=abcD", "https://youtube.com/watch?v=abcd"),
        ("https://youtube.com/channel/UCab", "https://youtube.com/channel/UCAB"),
        ("https://youtu.be/abcD", "https://youtu.be/abcd"),
        ("https://social.example:8443/@epa", "https://social.example/@epa"),
        ("https://example.gov/p?id=1", "https://example.gov/p?id=2"),
        ("https://example.gov/p?t=1", "https://example.gov/p?t=2"),
        ("https://m.gov/p", "https://gov/p"),
    ],
)
def test_addresses_of_two_pages_are_two(one: str, other: str) -> None:
    assert KEY(one) != KEY(other)


@given(st.text(st.sampled_from("aB%?#&=/.: é2Ff@\\\t"), max_size=20))
def test_a_key_is_an_address_with_the_same_key(rest: str) -> None:
    key = KEY(f"https://www.Example.gov/{rest}")
    assert key.startswith("example.gov")
    assert KEY(key) == key


def test_each_later_one_points_to_the_first_by_id() -> None:
    given_ = [account("c", "name: EPA"), account("a", "name: Epa"), account("b", "name: ' epa'")]
    given_.append(account("d", "name: NOAA"))
    found = gathered("{kind: unique, fields: [name], normalise: text}", given_, "account")
    assert points_to(found) == [[1], [], [1], []]
    assert found[0].hits[0].values["first"] == "a"
    assert found[0].hits[0].values["value"] == "EPA"
    assert found[0].hits[0].place.pointer == ("name",)


def test_without_normalise_texts_differ_by_a_letter() -> None:
    given_ = [account("a", "name: EPA"), account("b", "name: Epa")]
    found = gathered("{kind: unique, fields: [name]}", given_, "account")
    assert [one.outcome for one in found] == [Outcome.PASS, Outcome.PASS]


def test_fields_together_are_the_key_and_a_platform_is_one_by_any_of_its_names() -> None:
    given_ = [
        account("a", "platform: x, handle: '@EPA'"),
        account("b", "platform: twitter, handle: epa"),
        account("c", "platform: bluesky, handle: epa"),
    ]
    check = "{kind: unique, fields: [platform, handle], normalise: handle}"
    assert points_to(gathered(check, given_, "account")) == [[], [0], []]


def test_absent_is_not_applicable_and_not_carried_unknown() -> None:
    given_ = [
        account("a", "platform: x"),
        account("b", "platform: x, name: '  '"),
        record("{id: c, platform: x}", "account", ["id", "platform"]),
        account("d", "platform: x, name: EPA"),
    ]
    found = gathered("{kind: unique, fields: [platform, name]}", given_, "account")
    assert [one.outcome.value for one in found] == [
        "not_applicable",
        "not_applicable",
        "unknown",
        "pass",
    ]


@given(st.lists(st.sampled_from(["a", "A", "b", "c"]), max_size=9), st.randoms())
def test_the_order_of_files_makes_no_difference(names: list[str], random: Random) -> None:
    given_ = [account(f"r{number}", f"name: {name}") for number, name in enumerate(names)]
    check = "{kind: unique, fields: [name], normalise: text}"

    def failing(order: list[Record]) -> dict[str, str]:
        found = gathered(check, order, "account")
        return {
            one.id: str(judgement.hits[0].values["first"])
            for one, judgement in zip(order, found, strict=True)
            if judgement.hits
        }

    shuffled = given_.copy()
    random.shuffle(shuffled)
    assert failing(shuffled) == failing(given_)
    assert len(failing(given_)) == len(names) - len({name.casefold() for name in names})


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("fields: [tags]", "several values"),
        ("fields: [mfa]", "several values"),
        ("fields: []", "at least 1"),
        ("fields: [url], normalise: adress", "none of the words allowed"),
    ],
)
def test_what_cannot_be_asked_is_refused(options: str, words: str) -> None:
    assert words in refusal(f"{{kind: unique, {options}}}", "account").message
