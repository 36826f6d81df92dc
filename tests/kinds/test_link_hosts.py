from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.kinds import link_hosts
from policycheck.kinds.host_entries import address, host_entry, wrong_entry
from policycheck.model.finding import Outcome
from tests.kinds.verdicts import found_in, judged, record, refusal

LABEL = st.from_regex(r"[a-z][a-z0-9]{0,6}", fullmatch=True)


@pytest.mark.parametrize(
    ("entry", "url", "covered"),
    [
        ("gov", "https://www.epa.gov/rain", True),
        ("gov", "https://epa.gov.example.com", False),
        ("gov", "https://govern.example", False),
        ("epa.gov", "https://EPA.gov:443/", True),
        ("epa.gov", "https://notepa.gov/", False),
        ("epa.gov", "https://epa.gov@evil.example/", False),
        ("epa.gov", "https://evil.example\\@epa.gov/", False),
        ("EPA.gov.", "epa.gov/rain", True),
        ("social.example/epa", "https://www.social.example/EPA/posts/1", True),
        ("social.example/epa", "https://social.example/epa-fans", False),
        ("social.example/epa", "https://social.example/epa/../fans", False),
        ("social.example/epa", "https://social.example/epa/%2e%2e/fans", False),
        ("social.example/epa/", "https://social.example/epa?x=1", True),
        ("social.example/epa", "https://social.example", False),
        ("bücher.example", "https://xn--bcher-kva.example", True),
        ("xn--bcher-kva.example", "https://BÜCHER.example", True),
        ("epa.gov", "jane@water.epa.gov", True),
        ("epa.gov", "mailto:jane@epa.gov?subject=x", True),
        ("epa.gov", "tel:+12025550143", False),
    ],
)
def test_an_entry_covers_hosts_and_what_is_below_them(entry: str, url: str, covered: bool) -> None:
    assert not wrong_entry(entry)
    assert host_entry(entry).covers(address(url)) is covered


@given(st.lists(LABEL, min_size=1, max_size=3), st.lists(LABEL, min_size=2, max_size=4))
def test_an_entry_covers_exactly_the_hosts_that_end_in_its_labels(
    entry: list[str], host: list[str]
) -> None:
    covers = host_entry(".".join(entry)).covers(address(f"https://{'.'.join(host)}/x"))
    assert covers is (host[-len(entry) :] == entry)


@pytest.mark.parametrize(
    ("entry", "advice"),
    [
        ("https://epa.gov", "leave the scheme out"),
        ("*.epa.gov", "sub-domains are included: write epa.gov"),
        (".gov", "sub-domains are included: write gov"),
        ("epa.gov usda.gov", "each host its own entry"),
        ("jane@epa.gov", "write epa.gov"),
        ("epa.gov:443", "neither port"),
        ("epa.gov/x?y=1", "leave the query out"),
        ("epa..gov", "an entry is a host"),
        ("''", "an entry is a host"),
    ],
)
@pytest.mark.parametrize("option", ["allow", "deny", "require"])
def test_an_entry_that_cannot_be_a_host_is_refused_with_what_to_write(
    option: str, entry: str, advice: str
) -> None:
    quoted = entry if entry.startswith("'") else f"'{entry}'"
    problem = refusal(f"{{kind: link-hosts, {option}: [gov, {quoted}]}}")
    assert advice in problem.help
    assert problem.column == len(f"{{kind: link-hosts, {option}: [gov, ") + 1


def test_a_field_in_place_of_hosts_is_refused_in_words() -> None:
    problem = refusal("{kind: link-hosts, allow: {field: platform.hosts}}")
    assert "list them" in problem.message


def test_a_check_that_asks_nothing_is_refused() -> None:
    assert "nothing is asked" in refusal("{kind: link-hosts}").message


@pytest.mark.parametrize(
    ("options", "outcome"),
    [
        ("allow: []", Outcome.FAIL),
        ("allow: [], deny: []", Outcome.PASS),
        ("deny: []", Outcome.PASS),
        ("deny: [example.com], allow: [example.com/rain]", Outcome.PASS),
        ("deny: [example.com/rain], allow: [example.com]", Outcome.PASS),
        ("deny: [com], allow: [example.org]", Outcome.FAIL),
        ("require: []", Outcome.PASS),
        ("require: [example.org, example.com]", Outcome.PASS),
        ("require: [example.org]", Outcome.FAIL),
    ],
)
def test_how_the_lists_work_together(options: str, outcome: Outcome) -> None:
    post = "{text: 'See https://example.com/rain'}"
    assert judged(f"{{kind: link-hosts, {options}}}", post).outcome is outcome


def test_both_the_shown_address_and_where_it_leads_are_judged() -> None:
    post = record(
        "{text: x, links: [{url: bit.ly/a, expanded: 'https://x.gov'}, {url: 'https://go.gov/a',"
        " expanded: 'https://shop.example'}]}"
    )
    judgement = judged("{kind: link-hosts, allow: [gov]}", post)
    assert found_in(post, judgement) == ["bit.ly/a", "https://shop.example"]
    assert [hit.values["host"] for hit in judgement.hits] == ["bit.ly", "shop.example"]


def test_a_shortened_link_may_lead_where_it_is_required() -> None:
    post = "{text: x, links: [{url: bit.ly/a, expanded: 'https://x.gov'}]}"
    assert judged("{kind: link-hosts, require: [gov]}", post).outcome is Outcome.PASS


def test_a_required_link_cannot_be_missed_in_a_source_without_text_or_links() -> None:
    post = record("{account: a}", carried=["account"])
    assert judged("{kind: link-hosts, require: [gov]}", post).outcome is Outcome.UNKNOWN


def test_links_and_addresses_are_looked_for_in_prose() -> None:
    account = record(
        "{id: a, bio: 'See epa.gov or shop.example.com, mail jane@example.org'}", "account"
    )
    judgement = judged("{kind: link-hosts, in: [bio], allow: [gov]}", account, "account")
    assert found_in(account, judgement) == ["shop.example.com", "jane@example.org"]


def test_an_address_without_a_host_is_not_an_allowed_one() -> None:
    account = "{id: a, url: somewhere}"
    check = "{kind: link-hosts, in: [url], allow: [gov]}"
    assert judged(check, account, "account").outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("http://x.gov", Outcome.FAIL),
        ("HTTP://x.gov", Outcome.FAIL),
        ("https://x.gov", Outcome.PASS),
        ("x.gov/a", Outcome.PASS),
    ],
)
def test_only_addresses_that_say_http_are_insecure(url: str, outcome: Outcome) -> None:
    check = "{kind: link-hosts, require_https: true}"
    assert judged(check, f"{{text: 'See {url}'}}").outcome is outcome


ADDRESSES = st.sampled_from(
    ["https://epa.gov/x", "http://epa.gov", "epa.gov", "https://evil.example", "a b", "tel:+1", ""]
)
OPTIONS = ["allow: [gov]", "deny: [evil.example]", "allow: [gov], require_https: true"]


@pytest.mark.parametrize("options", OPTIONS)
@given(ADDRESSES | st.none(), st.booleans())
def test_one_address_is_judged_at_once_as_it_is_with_its_place(
    options: str, url: str | None, carried: bool
) -> None:
    given_ = record(
        f"{{id: a, url: {json.dumps(url)}}}",
        "account",
        carried=None if carried else ["id", "handle"],
    )
    rule = f"{{kind: link-hosts, in: url, {options}}}"
    at_once = judged(rule, given_, "account")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(link_hosts, "_single_addresses", lambda _: None)
        assert judged(rule, given_, "account") == at_once
