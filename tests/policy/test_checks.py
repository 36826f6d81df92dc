from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from policycheck.model.finding import Outcome
from tests.engine.made import Policy, record, rule

#: One check for each outcome, on the record below.
LEAVES = {
    Outcome.PASS: "{kind: field, path: lang, is: en}",
    Outcome.FAIL: "{kind: field, path: lang, is: fr}",
    Outcome.UNKNOWN: "{kind: field, path: campaign, is: c}",
    Outcome.NOT_APPLICABLE: "{kind: platform-limits}",
}
POST = "{id: p, text: Rain, lang: en}"
CARRIED = ["text", "lang", "platform", "account"]


def outcome(folder: Path, check: str, text: str = POST, more: str = "") -> Outcome:
    policy = Policy(folder, "rules:\n" + rule(check, more))
    assert policy.problems == []
    result = policy.run(record(text, carried=CARRIED))
    (only,) = result.outcomes.elements()
    return only


def test_the_leaves_come_to_what_they_are_named_for(tmp_path: Path) -> None:
    for expected, check in list(LEAVES.items())[:3]:
        assert outcome(tmp_path, check) is expected


TRIPLES = list(product([Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN], repeat=2))
ORDER = {Outcome.FAIL: 0, Outcome.UNKNOWN: 1, Outcome.PASS: 2}


@pytest.mark.parametrize("pair", TRIPLES, ids="-".join)
def test_all_any_and_not_follow_the_logic_of_three_values(
    tmp_path: Path, pair: tuple[Outcome, Outcome]
) -> None:
    checks = "[" + ", ".join(LEAVES[one] for one in pair) + "]"
    assert outcome(tmp_path, f"{{all: {checks}}}") is min(pair, key=lambda one: ORDER[one])
    assert outcome(tmp_path, f"{{any: {checks}}}") is max(pair, key=lambda one: ORDER[one])
    negated = {Outcome.PASS: Outcome.FAIL, Outcome.FAIL: Outcome.PASS}
    first = pair[0]
    assert outcome(tmp_path, f"{{not: {LEAVES[first]}}}") is negated.get(first, first)


def test_what_does_not_apply_neither_fails_nor_passes(tmp_path: Path) -> None:
    text = "{kind: forbidden-text, phrases: [rain]}"
    repost = "{id: p, kind: repost}"
    more = ""
    policy = Policy(tmp_path, "rules:\n" + rule(f"{{any: [{text}, {text}]}}", more))
    result = policy.run(record(repost))
    assert dict(result.outcomes) == {Outcome.NOT_APPLICABLE: 1}


def test_combined_checks_speak_with_the_title_and_keep_each_place(tmp_path: Path) -> None:
    words = "{kind: forbidden-text, phrases: [rain]}"
    more = "{kind: forbidden-text, phrases: [snow]}"
    policy = Policy(tmp_path, "rules:\n" + rule(f"{{all: [{words}, {more}]}}"))
    found = policy.run(record("{id: p, text: Rain and snow}")).findings
    assert [one.message for one in found] == ["Title of R", "Title of R"]
    assert [one.location.column for one in found] == [15, 24]


def test_a_denied_check_speaks_with_the_title(tmp_path: Path) -> None:
    policy = Policy(tmp_path, "rules:\n" + rule("{not: {kind: forbidden-text, phrases: [rain]}}"))
    (found,) = policy.run(record("{id: p, text: Snow}")).findings
    assert found.message == "Title of R"


@pytest.mark.parametrize(
    ("check", "more", "message"),
    [
        ("{kind: forbiden-text, phrases: [a]}", "", "unknown kind forbiden-text"),
        ("{kind: forbidden-text, phrase: [a]}", "", "unknown key phrase"),
        ("{knd: forbidden-text}", "", "the check has no kind"),
        ("{all: [{kind: no-repeats, scope: project}]}", "", "cannot stand in all"),
        ("{not: {kind: no-repeats, scope: project}}", "", "cannot stand in not"),
        ("{all: []}", "", "all takes a list of checks"),
        ("{all: [{kind: platform-limits}], any: []}", "", "any cannot stand beside all"),
        ("text", "", "check takes a kind"),
        ("{kind: forbidden-text, phrases: [a]}", "applies_to: moderation", "citizens wrote"),
        ("{kind: gibberish, max_share: 50}", "", "is a heuristic"),
        ("{any: [{kind: gibberish, max_share: 50}]}", "", "is a heuristic"),
        ("{kind: forbidden-text, phrases: ['#']}", "", "holds nothing to look for"),
        ("{kind: forbidden-text, phrases: [a], near: ['\\u200b']}", "", "holds nothing"),
        ("{kind: forbidden-text, patterns: ['a*']}", "", "met by nothing at all"),
        ("{kind: forbidden-text, phrases: [a], in: [txt]}", "", "txt is not a part"),
        ("{kind: forbidden-text, phrases: [a], in: [publish_at]}", "", "not a text field"),
    ],
)
def test_a_check_that_cannot_work_is_refused(
    tmp_path: Path, check: str, more: str, message: str
) -> None:
    if "u200b" in check:
        check = check.replace("'\\u200b'", '"\\u200b"')
    policy = Policy(tmp_path, "rules:\n" + rule(check, more))
    assert any(message in one.message for one in policy.problems), policy.problems
    assert all(one.help for one in policy.problems)
    assert policy.sources == []


def test_each_part_of_a_combined_check_is_looked_at(tmp_path: Path) -> None:
    checks = "{all: [{kind: a-kind}, {any: [{kind: b-kind}, {kind: platform-limits, x: 1}]}]}"
    policy = Policy(tmp_path, "rules:\n" + rule(checks))
    assert [one.message for one in policy.problems] == [
        "unknown kind a-kind",
        "unknown kind b-kind",
        "unknown key x",
    ]


def test_a_phrase_is_refused_where_it_stands(tmp_path: Path) -> None:
    policy = Policy(
        tmp_path, "rules:\n" + rule("{kind: forbidden-text, phrases: [a], near: [b, '#']}")
    )
    (problem,) = policy.problems
    assert (problem.line, problem.column) == (8, 59)


@pytest.mark.parametrize(
    ("text", "carried", "expected"),
    [
        ("{id: p, kind: repost}", None, Outcome.NOT_APPLICABLE),
        ("{id: p, kind: repost, text: Rain}", None, Outcome.FAIL),
        ("{id: p, kind: repost}", ["kind"], Outcome.UNKNOWN),
        ("{id: p, kind: repost, publish_at: soon}", None, Outcome.NOT_APPLICABLE),
        ("{id: p, kind: repost, text: [a]}", None, Outcome.UNKNOWN),
        ("{id: p, text: Rain}", None, Outcome.FAIL),
        ("{id: p}", None, Outcome.PASS),
    ],
)
def test_a_repost_without_words_is_not_judged_by_its_words(
    tmp_path: Path, text: str, carried: list[str] | None, expected: Outcome
) -> None:
    policy = Policy(tmp_path, "rules:\n" + rule("{kind: forbidden-text, phrases: [rain]}"))
    (found,) = policy.run(record(text, carried=carried)).outcomes
    assert found is expected


def test_captions_of_the_element_are_read_with_each(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("1\n00:01 --> 00:02\nRain\n")
    check = "{kind: forbidden-text, phrases: [rain], in: [captions, alt]}"
    policy = Policy(tmp_path, "rules:\n" + rule(check, "each: media"))
    assert policy.problems == []
    post = record("{id: p, media: [{file: a.mp4, captions: a.srt}, {file: b.png, alt: Rain}]}")
    post.folder = str(tmp_path)
    found = policy.run(post).findings
    assert [(one.location.path, one.location.pointer) for one in found] == [
        ("a.srt", "/media/0/captions/file"),
        ("r.yaml", "/media/1/alt"),
    ]
