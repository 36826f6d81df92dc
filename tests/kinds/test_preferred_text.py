from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.kinds.preferred_text import in_case_of
from policycheck.model.finding import Outcome
from policycheck.plan import Replacement
from tests.kinds.verdicts import found_in, judged, record, refusal


@pytest.mark.parametrize(
    ("match", "replacement", "written"),
    [
        ("utilize", "use", "use"),
        ("Utilize", "use", "Use"),
        ("UTILIZE", "use", "USE"),
        ("In Order To", "to", "To"),
        ("E.g.", "for example", "For example"),
        ("A", "one", "One"),
        ("internet", "Internet", "Internet"),
        ("INTERNET", "Internet", "Internet"),
        ("Covid", "COVID-19", "COVID-19"),
        ("ÉLÈVE", "étudiant", "ÉTUDIANT"),
        ("Élève", "étudiant", "Étudiant"),
        ("24/7", "always", "always"),
    ],
)
def test_the_case_of_the_match_is_kept(match: str, replacement: str, written: str) -> None:
    assert in_case_of(match, replacement) == written


@given(st.text(max_size=12), st.text(max_size=12))
def test_nothing_but_the_case_of_a_replacement_changes(match: str, replacement: str) -> None:
    written = in_case_of(match, replacement)
    assert written.casefold().upper() == replacement.casefold().upper() or (
        # Letters that have no capital of their own, such as "ŉ", are spelt out.
        written.upper() == replacement.upper()
    )


def replacements(swap: str, text: str) -> list[Replacement | None]:
    check = f"{{kind: preferred-text, swap: {swap}}}"
    return [
        hit.replacement
        for hit in judged(check, f"{{text: {json.dumps(text, ensure_ascii=False)}}}").hits
    ]


def test_one_replacement_is_a_safe_fix() -> None:
    assert replacements("{utilize: use}", "Utilize it") == [Replacement("Use", safe=True)]


def test_of_several_replacements_none_is_safe() -> None:
    fixes = replacements("{terminate: [end, stop]}", "terminate it")
    assert fixes == [Replacement("end", safe=False)]


def test_a_fix_inside_a_hashtag_is_not_safe() -> None:
    assert replacements("{utilize: use}", "Save #utilize") == [Replacement("use", safe=False)]


@pytest.mark.parametrize(
    "text", ["See example.gov/utilize/now", "Ask @utilize", "Write to utilize@example.gov"]
)
def test_names_are_left_alone(text: str) -> None:
    assert replacements("{utilize: use}", text) == []


def test_each_place_is_one_hit() -> None:
    assert len(replacements("{utilize: use}", "Utilize it, utilize it")) == 2


def test_the_longest_phrase_wins() -> None:
    fixes = replacements("{in order: tidy, in order to: to}", "in order to swim, all in order")
    assert fixes == [Replacement("to", safe=True), Replacement("tidy", safe=True)]


def test_a_longer_preferred_phrase_is_not_taken_apart() -> None:
    assert replacements("{covid: COVID-19}", "covid-19 and Covid") == [
        Replacement("COVID-19", safe=True)
    ]


def test_the_finding_covers_the_words_of_the_original() -> None:
    post = record('{text: "Please uti\\u00ADlize it"}')
    judgement = judged("{kind: preferred-text, swap: {utilize: use}}", post)
    assert judgement.hits[0].values["match"] == "uti\u00adlize"
    assert len(found_in(post, judgement)) == 1


def test_a_part_that_cannot_be_read_is_unknown() -> None:
    post = record("{text: Rain}", carried=["text"])
    check = "{kind: preferred-text, swap: {utilize: use}, in: [text, alt]}"
    assert judged(check, post).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("swap", "words"),
    [
        ("{}", "at least 1 item"),
        ("{utilize: []}", "say what to write instead"),
        ("{utilize: use, Utilize: employ}", "found in the same places"),
        ('{"  ": use}', "no characters"),
    ],
)
def test_a_swap_that_cannot_work_is_refused(swap: str, words: str) -> None:
    assert words in refusal(f"{{kind: preferred-text, swap: {swap}}}").message
