from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.text.emails import emails
from policycheck.text.hosts import ascii_host, host_of
from policycheck.text.links import links

LABEL_63 = "a" * 63


def _urls(text: str, *, every_suffix: bool = False) -> list[str]:
    return [link.url for link in links(text, every_suffix=every_suffix)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("More at bit.ly/abc.", ["bit.ly/abc"]),
        ("GOV.UK, epa.gov; www.x.org!", ["GOV.UK", "epa.gov", "www.x.org"]),
        ("See http://intranet or ftp://files", ["http://intranet"]),
        ("(https://en.example.org/X_(y)) (a.gov)", ["https://en.example.org/X_(y)", "a.gov"]),
        ("https://a.gov/x?!...", ["https://a.gov/x"]),
        ("“https://a.gov/x” «b.gov/y»", ["https://a.gov/x", "b.gov/y"]),
        ("HTTPS://A.GOV:8080/x#y", ["HTTPS://A.GOV:8080/x#y"]),
        ("https://a.gov🔥 https://b.gov/x🔥", ["https://a.gov", "https://b.gov/x"]),
        ("詳細はexample.jpを", ["example.jp"]),
        ("http://例え.みんな/あ 例え.みんな", ["http://例え.みんな/あ", "例え.みんな"]),
        ("\u2066\u202ahttp://foobar.پاکستان/\u202c\u2069", ["http://foobar.پاکستان/"]),
        ("https://user:pw@a.gov/x", ["https://user:pw@a.gov/x"]),
        (f"{LABEL_63}.com", [f"{LABEL_63}.com"]),
        ("cafe\u0301.fr münchen.de", ["cafe\u0301.fr", "münchen.de"]),
        ("main.rs/x www.setup.py", ["main.rs/x", "www.setup.py"]),
    ],
)
def test_links_are_found_as_written(text: str, found: list[str]) -> None:
    assert _urls(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "website.com.jpg",
        "e.g. i.e. a.m. U.S. 1.5",
        "john.doe@epa.gov",
        "@alice@mastodon.social @name.bsky.social",
        f"{LABEL_63}a.com https://{LABEL_63}a.com",
        "setup.py notes.md main.rs data.zip run.sh clip.mov",
        "the end.Is it",
        "ftp://example.com",
        "https://",
        "no dot here",
    ],
)
def test_what_looks_like_a_link_is_none(text: str) -> None:
    assert _urls(text) == []


def test_every_suffix_takes_file_names_and_missing_spaces() -> None:
    assert _urls("setup.py the end.Is", every_suffix=True) == ["setup.py", "end.Is"]


def test_a_link_says_where_it_leads() -> None:
    link = links("go HTTPS://Bücher.Example./x now")[0]
    assert (link.start, link.end, link.scheme) == (3, 28, "https")
    assert (link.host, link.ascii_host) == ("bücher.example", "xn--bcher-kva.example")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://gov.uk@evil.example/", "evil.example"),
        ("https://gov.uk\\@evil.example", "gov.uk"),
        ("https://gov.uk:443@evil.example:8/x@y", "evil.example"),
        ("WWW.X.GOV./a", "www.x.gov"),
        ("//cdn.gov/x", "cdn.gov"),
        ("x.gov:443/y", "x.gov"),
        ("mailto:a@B.gov?subject=x", "b.gov"),
        ("press@epa.gov", "epa.gov"),
        ("https://xn--mnchen-3ya.de", "münchen.de"),
        ("https://ex%61mple.com", "example.com"),
        ("https://exa\u200bmple.com", "example.com"),
        ("https://ｅpa。gov", "epa.gov"),
        ("https://[::1]:80/", "[::1]"),
        ("http://intranet/x", "intranet"),
        ("tel:+15551234", None),
        ("javascript:alert(1)", None),
        ("https://a..b/", None),
        ("https://-a.gov", None),
        ("just words", None),
        ("", None),
    ],
)
def test_the_host_is_the_one_a_browser_visits(url: str, host: str | None) -> None:
    assert host_of(url) == host


def test_a_label_is_measured_as_dns_knows_it() -> None:
    kana = "".join(map(chr, range(0x3041, 0x3041 + 60)))
    assert ascii_host(f"{kana}.com") is None
    assert ascii_host(f"{kana[:20]}.com") is not None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to info@epa.gov.", ["info@epa.gov"]),
        ("'a.b+c@x.co.uk' mailto:d@e.org", ["a.b+c@x.co.uk", "d@e.org"]),
        ("https://x.gov/?e=a@b.gov", []),
        ("https://user@host.gov/", []),
        ("@alice@mastodon.social", []),
        ("a@b a@b.c1 @EPA", []),
    ],
)
def test_mailboxes_are_found(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in emails(text)] == found


@given(
    st.lists(
        st.sampled_from(
            [
                *"a.@#/:-() \n,!é例🔥",
                "https://",
                "epa.gov",
                "www.",
                "x@y.org",
                ".jpg",
                "co.uk",
                "\u200b",
            ]
        )
    ).map("".join)
)
def test_links_are_in_order_disjoint_and_as_written(text: str) -> None:
    found = links(text)
    assert all(text[link.start : link.end] == link.url for link in found)
    assert all(link.host == host_of(link.url) for link in found)
    spans = sorted([(link.start, link.end) for link in found] + emails(text))
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize(
    "piece", ["a", "a-", "a.", "例", "例.", "a@", "@a.", "https://", "(", "a_", "#"]
)
def test_long_runs_take_no_long_time(piece: str) -> None:
    text = piece * 4000 + ". x"
    began = time.process_time()
    links(text)
    emails(text)
    assert time.process_time() - began < 1
