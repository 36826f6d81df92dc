"""The quick look into the Public Suffix List says what the library that packages it says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import publicsuffixlist
import pytest
from hypothesis import given
from hypothesis import strategies as st
from publicsuffixlist import PublicSuffixList

from policycheck.text.hosts import has_known_suffix
from policycheck.text.suffixes import ends_in_suffix

LIST = Path(publicsuffixlist.__file__).with_name("public_suffix_list.dat")


@cache
def library() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, accept_encoded_idn=False)


@cache
def rules() -> list[str]:
    lines = LIST.read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("//")]


def agrees(host: str) -> bool:
    return ends_in_suffix(host) == (library().publicsuffix(host) is not None)


def test_every_rule_stands_alone_in_its_line_as_the_quick_look_takes_for_granted() -> None:
    assert [rule for rule in rules() if rule != rule.strip().lower() or " " in rule] == []
    assert b"\r" not in LIST.read_bytes()


@pytest.mark.parametrize("before", ["", "a.", "a.b."])
def test_under_every_rule_the_library_says_the_same(before: str) -> None:
    wrong = [rule for rule in rules()[::7] if not agrees(before + rule.lstrip("!").lstrip("*."))]
    assert wrong == []


def test_a_rule_is_known_in_the_spelling_of_dns_too() -> None:
    foreign = [rule.lstrip("!").lstrip("*.") for rule in rules() if not rule.isascii()]
    assert foreign
    spelt = [f"a.{rule.encode('idna').decode()}" for rule in foreign]
    assert [host for host in spelt if not has_known_suffix(host)] == []


@given(st.lists(st.sampled_from(["m", "p", "com", "jpg", "gov", "ck", "www", "kobe", "jp"])))
def test_for_names_of_any_labels_the_library_says_the_same(labels: list[str]) -> None:
    assert agrees(".".join(labels))


@given(st.text("abcz0-.é", max_size=12))
def test_for_any_text_the_library_says_the_same(host: str) -> None:
    assert agrees(host)
