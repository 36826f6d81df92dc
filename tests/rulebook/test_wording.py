from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.document import Mapping, Sequence
from policycheck.document.yaml import read_yaml
from policycheck.kinds import KINDS
from policycheck.model.registry import RECORD_KINDS
from policycheck.policy.wording import Saying, asked_by
from policycheck.policy.wording.checks import SENTENCES
from policycheck.source import Source

from .made import one, rule

GROUPS = {name: kind.shape for name, kind in RECORD_KINDS.items()}


def said(tmp_path: Path, check: str, more: str = "", kind: str = "post") -> list[str]:
    found = one(tmp_path, "rules:\n" + rule(check, more, kind=kind))
    return [sentence.text for sentence in found.asks]


def test_every_kind_has_sentences() -> None:
    assert SENTENCES.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_of_a_kind_is_said_in_sentences_that_name_its_values(kind: str) -> None:
    from importlib import import_module

    node, _ = read_yaml(Source("examples", import_module(KINDS[kind]).EXAMPLES))
    assert isinstance(node, Sequence)
    for example in node.items:
        assert isinstance(example, Mapping)
        check = example.get("check")
        assert check is not None
        sentences = asked_by(check, Saying("post", {}, GROUPS))
        assert sentences
        for sentence in sentences:
            assert sentence.text[0].isupper() or not sentence.text[0].isalpha()
            assert sentence.text.endswith((".", ":"))
            assert "  " not in sentence.text


@pytest.mark.parametrize(
    ("check", "sentence"),
    [
        ("{kind: count, of: hashtags, max: 3}", "There are at most 3 hashtags."),
        ("{kind: count, of: approvals, max: 0}", "There are no entries of the approvals."),
        (
            "{kind: required-fields, fields: [author]}",
            "This is filled in: who wrote it (author).",
        ),
        (
            "{kind: field, path: location_approved, is: true}",
            "Somebody approved that the place is shown (location_approved).",
        ),
        (
            "{kind: field, path: location_approved, is: {not: true}}",
            "This is not so: somebody approved that the place is shown (location_approved).",
        ),
        (
            "{kind: field, path: corrected_at, is: {at_least: {field: error_flagged_at}}}",
            (
                "The time when it was put right (corrected_at) is not before "
                "the time when an error in it was noticed (error_flagged_at)."
            ),
        ),
        (
            "{kind: deadline, starts: published_at, done: capture.at, within: 1d}",
            (
                "From when it went out (published_at) to when the record was kept (capture.at) "
                "it takes no longer than 1 day."
            ),
        ),
        (
            "{kind: link-hosts, deny: [bit.ly, t.co]}",
            "None of the links leads to bit.ly or t.co.",
        ),
        (
            "{kind: approval, roles: [legal], at_least: 2, other_than_author: false}",
            "The post has been approved by at least 2 people in the role legal.",
        ),
    ],
)
def test_a_check_is_said_in_plain_words(tmp_path: Path, check: str, sentence: str) -> None:
    assert said(tmp_path, check) == [sentence]


@pytest.mark.parametrize(
    ("when", "clause"),
    [
        (
            "{account.class: {not: [personal, campaign], or_unknown: true}}",
            "the account's class is neither personal nor campaign, or nobody knows",
        ),
        ("{category: [guidance, legal]}", "the category is guidance or legal"),
        ("{author: {filled: false}}", "the author is empty"),
        ("{syndicated: true}", "others will publish it in their own names (syndicated)"),
        ("{text: {contains: [rain, snow]}}", "the text contains “rain” or “snow”"),
        (
            "{published_at: {within: 2w}}",
            "the time when it went out (published_at) is no longer ago than 2 weeks",
        ),
        (
            "{approvals: {some: {decision: approved, role: legal}}}",
            (
                "at least one entry of the approvals is such that its decision is approved "
                "and its role is legal"
            ),
        ),
        ("{media.type: {has: video}}", "the media's type holds video"),
        (
            "{any: [{lang: en}, {lang: {matches: '^fr'}}]}",
            "either the language is en or the language has the form ^fr",
        ),
        ("{author: {field: intended_account}}", "the author is the intended account"),
    ],
)
def test_a_condition_is_said_in_plain_words(tmp_path: Path, when: str, clause: str) -> None:
    found = one(tmp_path, "rules:\n" + rule("{kind: count, of: links, max: 1}", f"when: {when}"))
    assert found.conditions == (clause,)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ("[a.example, b.example]", "None of the links leads to a.example or b.example."),
        (
            "[]",
            "None of the links leads to what stands on the list hosts (empty so far).",
        ),
        (
            "[a.b, c.b, d.b, e.b, f.b, g.b, h.b, i.b, j.b]",
            "None of the links leads to what stands on the list hosts (9 entries).",
        ),
    ],
)
def test_a_list_is_said_whole_where_it_is_short_and_by_its_name_where_it_is_not(
    tmp_path: Path, values: str, words: str
) -> None:
    body = f"params: {{hosts: {values}}}\nrules:\n" + rule("{kind: link-hosts, deny: $hosts}")
    (sentence,) = one(tmp_path, body).asks
    assert sentence.text == words


def test_what_follows_from_what_is_said_as_such(tmp_path: Path) -> None:
    check = (
        "{not: {all: [{kind: required-text, phrases: [x]}, "
        "{not: {kind: required-text, phrases: [y]}}]}}"
    )
    (sentence,) = one(tmp_path, "rules:\n" + rule(check)).asks
    assert sentence.text == "Where this holds: One of these stands in the text: “x”."
    assert [part.text for part in sentence.parts] == ["One of these stands in the text: “y”."]
