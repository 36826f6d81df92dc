from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.made import Policy, record, rule

WORDS = "{kind: forbidden-text, phrases: [rain]}"
POST = """
id: p
text: Rain
lang: en
publish_at: 2026-03-01
syndicated: true
thread: {index: 2}
capture: {includes: [text, media]}
"""


def said(folder: Path, message: str, more: str = "", check: str = WORDS, post: str = POST) -> str:
    policy = Policy(folder, "rules:\n" + rule(check, f"message: {message}\n{more}"))
    assert policy.problems == []
    return policy.run(record(post)).findings[0].message


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("'{match} in {part}'", "Rain in text"),
        ("'{lang} {post.lang}'", "en en"),
        ("'{publish_at}'", "2026-03-01"),
        ("'{syndicated}'", "true"),
        ("'{thread.index}'", "2"),
        ("'{capture.includes}'", "text, media"),
        ("'{campaign}'", "nothing"),
        ("'{account.class} {windows.kind}'", "nothing unknown"),
        ("'{{match}} {{{match}}}'", "{match} {Rain}"),
        ("100 %", "100 %"),
    ],
)
def test_names_in_a_message_are_filled(tmp_path: Path, message: str, expected: str) -> None:
    assert said(tmp_path, message) == expected


def test_a_message_names_fields_of_the_element(tmp_path: Path) -> None:
    check = "{kind: field, path: alt, is: {filled: true}}"
    post = "{id: p, lang: en, media: [{file: a.png}]}"
    more = "each: media"
    assert said(tmp_path, "'{file} {post.lang} {path}'", more, check, post) == "a.png en alt"


def test_a_message_names_the_value_of_a_plain_element(tmp_path: Path) -> None:
    check = "{kind: field, path: value, is: {matches: '^#[A-Z]'}}"
    assert (
        said(tmp_path, "'{value}'", "each: hashtags", check, "{id: p, text: 'a #rain'}") == "#rain"
    )


def test_a_title_with_braces_is_said_as_it_is(tmp_path: Path) -> None:
    check = f"{{all: [{WORDS}]}}"
    text = "rules:\n" + rule(check).replace("Title of R", "'{match} {x}'")
    policy = Policy(tmp_path, text)
    assert policy.problems == []
    assert policy.run(record(POST)).findings[0].message == "{match} {x}"


@pytest.mark.parametrize(
    ("message", "column", "fault", "advice"),
    [
        ("'a {mtch}'", 17, "{mtch}", "did you mean match?"),
        ("'a {txt}'", 17, "{txt}", "did you mean text?"),
        ("'{account.clas}'", 15, "{account.clas}", "did you mean class?"),
        ("'{}'", 15, "{}", "known: "),
        ("'{media}'", 15, "holds named fields", "name one"),
        ("'{match'", 15, "a { stands alone", "{{"),
        ("'a} {match}'", 16, "a } stands alone", "{{"),
    ],
)
def test_a_name_that_nothing_fills_is_refused_where_it_stands(
    tmp_path: Path, message: str, column: int, fault: str, advice: str
) -> None:
    policy = Policy(tmp_path, "rules:\n" + rule(WORDS, f"message: {message}"))
    (problem,) = policy.problems
    assert (problem.line, problem.column) == (10, column)
    assert fault in problem.message
    assert advice in problem.help


def test_every_wrong_name_is_told(tmp_path: Path) -> None:
    policy = Policy(tmp_path, "rules:\n" + rule(WORDS, "message: '{a1} {b2} {match}'"))
    assert [one.column for one in policy.problems] == [15, 20]
