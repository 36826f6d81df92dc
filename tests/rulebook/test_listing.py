from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.model.rulebook import Value

from .made import book_of, one, rule

WORDS = "{kind: forbidden-text, phrases: [rain]}"
STAGES = (
    "stages: [{from: 2026-03-01, mode: observe}, {from: 2026-04-01, mode: warn}, "
    "{from: 2026-06-01, mode: enforce}]"
)


@pytest.mark.parametrize(
    ("as_of", "severity", "mode", "period"),
    [
        ("2026-03-15", "info", "observe", ("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z")),
        ("2026-04-01", "warning", "warn", ("2026-04-01T00:00:00Z", "2026-06-01T00:00:00Z")),
        ("2026-05-31", "warning", "warn", ("2026-04-01T00:00:00Z", "2026-06-01T00:00:00Z")),
        ("2026-06-01", "error", "enforce", ("2026-06-01T00:00:00Z", "")),
    ],
)
def test_the_severity_is_that_of_the_stage_on_the_date(
    tmp_path: Path, as_of: str, severity: str, mode: str, period: tuple[str, str]
) -> None:
    found = one(tmp_path, "rules:\n" + rule(WORDS, STAGES), as_of)
    stand = found.stand
    assert (str(found.severity), str(found.severity_as_written)) == (severity, "error")
    assert (stand.in_force, stand.mode, (stand.begins, stand.ends)) == (True, mode, period)


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        ("2026-02-28", "not yet in force: from 2026-03-01 to 2026-03-31"),
        ("2026-04-01", "no longer in force: from 2026-03-01 to 2026-03-31"),
    ],
)
def test_a_rule_out_of_force_is_listed_only_where_everything_is_asked_for(
    tmp_path: Path, as_of: str, words: str
) -> None:
    body = "rules:\n" + rule(WORDS, "effective: {from: 2026-03-01, to: 2026-03-31}")
    assert book_of(tmp_path, {"p": body}, as_of).rules == ()
    found = one(tmp_path, body, as_of, everything=True)
    assert (found.stand.in_force, found.stand.mode, found.stand.words) == (False, "", words)


def test_a_rule_that_can_never_count_says_so(tmp_path: Path) -> None:
    body = "effective: {to: 2026-01-31}\nrules:\n" + rule(WORDS, "effective: {from: 2026-03-01}")
    found = one(tmp_path, body, everything=True)
    assert found.stand.words == "never in force"


@pytest.mark.parametrize(("as_of", "most"), [("2026-06-30", 140), ("2026-07-01", 280)])
def test_a_dated_parameter_is_filled_in_as_it_stands_on_the_date(
    tmp_path: Path, as_of: str, most: int
) -> None:
    dated = "[{value: 140, to: 2026-06-30, source: then}, {value: 280, from: 2026-07-01}]"
    body = f"params: {{most: {dated}}}\nrules:\n" + rule("{kind: text-length, max: $most}")
    found = one(tmp_path, body, as_of)
    assert found.check == {"kind": "text-length", "max": most}
    (parameter,) = found.parameters
    assert (parameter.value, parameter.source) == (most, "then")


@pytest.mark.parametrize(
    ("check", "value"),
    [
        ("{kind: count, of: hashtags, max: 3}", {"kind": "count", "of": "hashtags", "max": 3}),
        (
            "{kind: forbidden-text, phrases: [2024, true], match_case: true}",
            {"kind": "forbidden-text", "phrases": ["2024", "true"], "match_case": True},
        ),
        (
            "{kind: field, path: media.flash_hz, is: {every: {at_most: 2.5}}}",
            {"kind": "field", "path": "media.flash_hz", "is": {"every": {"at_most": 2.5}}},
        ),
        (
            "{not: {kind: required-fields, fields: author}}",
            {"not": {"kind": "required-fields", "fields": ["author"]}},
        ),
    ],
)
def test_options_have_the_types_that_their_kind_declares(
    tmp_path: Path, check: str, value: Value
) -> None:
    assert one(tmp_path, "rules:\n" + rule(check)).check == value


def test_a_change_says_who_made_it_where_and_why(tmp_path: Path) -> None:
    above = "rules:\n" + rule("{kind: count, of: hashtags, max: 10}", "delegable: true")
    below = (
        "extends: [above.yaml]\noverride:\n"
        "  A-1: {check: {max: 12}, severity: warning, title: Tags, reason: readers ask for it}\n"
    )
    book = book_of(tmp_path, {"above": above, "below": below})
    changes = {change.field: change for change in book.rules[0].changes}
    most = changes["check.max"]
    assert (most.was, most.now, most.way) == (10, 12, "looser")
    assert (most.policy, most.path, most.line) == ("below", "below.yaml", 6)
    assert most.reason == "readers ask for it"
    assert changes["severity"].way == "looser"
    assert (changes["title"].was, changes["title"].way) == ("A title", "")
    assert book.rules[0].check == {"kind": "count", "of": "hashtags", "max": 12}


def test_a_parameter_says_who_set_it_and_what_it_was(tmp_path: Path) -> None:
    above = "params: {most: 10}\nrules:\n" + rule("{kind: count, of: hashtags, max: $most}")
    below = "extends: [above.yaml]\nparams: {most: 8}\n"
    book = book_of(tmp_path, {"above": above, "below": below})
    (most,) = book.rules[0].parameters
    assert (most.name, most.value, most.default) == ("most", 8, 10)
    assert (most.policy, most.path, most.line) == ("below", "below.yaml", 5)
    assert most.is_open is False
    (change,) = book.rules[0].changes
    assert (change.field, change.was, change.now, change.way) == ("check.max", 10, 8, "tighter")


def test_a_lexicon_brings_its_source(tmp_path: Path) -> None:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "wet.yaml").write_text(
        "lexicon: wet\ntitle: Wet words\nowner: Desk\nsource: A list\nchecked_on: 2026-01-02\n"
        "entries: [rain, {phrase: snow, from: 2027-01-01}]\n"
    )
    found = one(tmp_path, "rules:\n" + rule("{kind: forbidden-text, phrases: $wet}"))
    (wet,) = found.parameters
    assert wet.is_lexicon
    assert (wet.value, wet.owner, wet.source) == (["rain"], "Desk", "A list")
    assert (wet.checked_on, wet.description) == ("2026-01-02", "Wet words")
    assert found.check == {"kind": "forbidden-text", "phrases": ["rain"]}


def test_titles_and_messages_are_listed_in_every_language(tmp_path: Path) -> None:
    body = "rules:\n" + rule(WORDS, "message: {en: Wet, fr: Mouillé}\nremedy: Dry it.")
    found = one(tmp_path, body, language="fr-CA")
    assert (found.message, found.remedy) == ("Mouillé", "Dry it.")
    assert found.languages == {"message": {"en": "Wet", "fr": "Mouillé"}}


def test_examples_that_are_no_longer_true_of_a_changed_rule_are_not_shown(tmp_path: Path) -> None:
    examples = 'examples: [{pass: {text: "#a #b"}}, {pass: {text: "#a"}}]'
    above = "rules:\n" + rule("{kind: count, of: hashtags, max: 2}", examples)
    below = "extends: [above.yaml]\noverride: {A-1: {check: {max: 1}, reason: fewer}}\n"
    book = book_of(tmp_path, {"above": above, "below": below})
    assert [example.text for example in book.rules[0].examples] == ["#a"]
    assert book.rules[0].example_count == 2


@pytest.mark.parametrize(
    ("more", "allowed", "days"),
    [("", True, 90), ("waivable: false", False, None)],
)
def test_a_waiver_is_possible_where_the_rule_and_the_policy_allow_one(
    tmp_path: Path, more: str, allowed: bool, days: int | None
) -> None:
    head = "waiver_rules: {max_days: {error: 90}, approver_roles: [legal]}\nrules:\n"
    waivers = one(tmp_path, head + rule(WORDS, more)).waivers
    assert (waivers.allowed, waivers.most_days) == (allowed, days)


def test_nobody_may_approve_a_waiver_where_no_policy_names_a_role(tmp_path: Path) -> None:
    assert not one(tmp_path, "rules:\n" + rule(WORDS)).waivers.allowed
