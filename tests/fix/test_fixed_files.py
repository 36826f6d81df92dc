from __future__ import annotations

from pathlib import Path

import pytest

from .agency import fix, rule, write

_BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.md", "Utilize **it**.\r\n", "Use **it**.\r\n"),
        ("a.md", "🎉\tutilize 👨‍👩‍👧 utilize\n", "🎉\tuse 👨‍👩‍👧 use\n"),
        (
            "a.md",
            "---\nid: utilize\ntext: utilize it\n---\n",
            "---\nid: utilize\ntext: use it\n---\n",
        ),
        ("a.yaml", "utilize: 1\ntext: utilize  # utilize\n", "utilize: 1\ntext: use  # utilize\n"),
        ("a.yaml", "text: &t utilize it\n", "text: &t use it\n"),
        ("a.yaml", "text: 'it''s utilize'\n", "text: 'it''s use'\n"),
        ("a.yaml", 'text: "\\u00e9 utilize\\n"\n', 'text: "\\u00e9 use\\n"\n'),
        ("a.yaml", "text: |\r\n  a\r\n  utilize\r\n", "text: |\r\n  a\r\n  use\r\n"),
        ("a.yaml", "{text: utilize, id: a}\n", "{text: use, id: a}\n"),
        ("a.json", '{"text" : "utilize\\tit"}', '{"text" : "use\\tit"}'),
        ("a.jsonl", '{"text": "a"}\n\n{"text":"utilize"}', '{"text": "a"}\n\n{"text":"use"}'),
        ("a.csv", 'id,text\n1,"a\nutilize ""b"""\n', 'id,text\n1,"a\nuse ""b"""\n'),
        ("a.csv", "id;text\r\n1;utilize\r\n", "id;text\r\n1;use\r\n"),
        ("a.toot", "utilize it\n[ ] one\n[ ] two\n", "use it\n[ ] one\n[ ] two\n"),
        ("a.tweet", "utilize\n\n---\n\nutilize\n", "use\n\n---\n\nuse\n"),
    ],
)
@pytest.mark.parametrize("mark", [b"", _BOM], ids=["", "bom"])
def test_the_words_change_and_nothing_else(
    tmp_path: Path, name: str, before: str, after: str, mark: bytes
) -> None:
    write(tmp_path, {name: mark + before.encode()})
    assert fix(tmp_path, name).stdout.startswith(("Checked", "1", "2", "a.", "note"))
    assert (tmp_path / name).read_bytes() == mark + after.encode()


@pytest.mark.parametrize(
    ("name", "before", "new", "after"),
    [
        ("a.yaml", "text: utilize it\n", "- use", 'text: "- use it"\n'),
        ("a.yaml", "text: a utilize\n", "#1", 'text: "a #1"\n'),
        ("a.yaml", "text: a utilize\n", "b: c", 'text: "a b: c"\n'),
        ("a.yaml", "text: 'a utilize'\n", "it''s", "text: 'a it''s'\n"),
        ("a.yaml", "text: >\n  utilize\n  it\n", " ''x", "text: >\n  'x\n  it\n"),
        ("a.json", '{"text": "utilize"}', 'a "b"', '{"text": "a \\"b\\""}'),
        ("a.json", '{"text": "\\u00e9 utilize"}', "é", '{"text": "\\u00e9 \\u00e9"}'),
        ("a.csv", "id,text\n1,utilize\n", "a, b", 'id,text\n1,"a, b"\n'),
        ("a.csv", 'id,text\n1,"utilize"\n', 'a "b"', 'id,text\n1,"a ""b"""\n'),
        ("a.md", "Now utilize it\n", "*use*", "Now \\*use\\* it\n"),
    ],
)
def test_what_a_format_takes_for_marks_is_quoted(
    tmp_path: Path, name: str, before: str, new: str, after: str
) -> None:
    swap = "utilize: '" + (new.strip() if "''" in new else new.replace("'", "''")) + "'"
    write(tmp_path, {name: before}, rule(1, swap))
    fix(tmp_path, name)
    assert (tmp_path / name).read_text("utf-8") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("text: >\n  go in order\n  to win it\n", "text: >\n  go to\n  win it\n"),
        ("text: go in\n  order to\n", "text: go\n  to\n"),
        ('text: "in\n  order to"\n', 'text: "to"\n'),
    ],
)
def test_a_folded_line_stays_folded_where_there_is_a_space(
    tmp_path: Path, before: str, after: str
) -> None:
    write(tmp_path, {"a.yaml": before}, rule(1, "in order to: to"))
    fix(tmp_path, "a.yaml")
    assert (tmp_path / "a.yaml").read_text("utf-8") == after


def test_of_fixes_that_overlap_the_first_is_made(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"a.md": "Go in order to win.\n"},
        rule(1, "in order: so"),
        rule(2, "order to win: try"),
    )
    done = fix(tmp_path, "a.md")
    assert (tmp_path / "a.md").read_text() == "Go so to win.\n"
    assert "fixed 1 in 1 file" in done.stdout


def test_two_rules_that_want_the_same_are_one_change_and_two_findings(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "utilize\n"}, rule(1, "utilize: use"), rule(2, "utilize: use"))
    assert "fixed 2 in 1 file" in fix(tmp_path, "a.md").stdout
    assert (tmp_path / "a.md").read_text() == "use\n"


def test_what_a_fix_brings_up_is_fixed_too(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "one\n"}, rule(1, "one: two"), rule(2, "two: three"))
    done = fix(tmp_path, "a.md")
    assert (tmp_path / "a.md").read_text() == "three\n"
    assert "no findings, fixed 2 in 1 file" in done.stdout
    assert done.status == 0


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        ("one: two", "two: one", "one. use\n"),
        ("one: two x", "two: one y", "one. use\n"),
    ],
    ids=["back and forth", "ever longer"],
)
def test_swaps_that_lead_to_each_other_are_named_and_not_made(
    tmp_path: Path, first: str, second: str, left: str
) -> None:
    rules = rule(1, first), rule(2, second), rule(3, "utilize: use")
    write(tmp_path, {"a.md": "one. utilize\n"}, *rules)
    done = fix(tmp_path, "a.md")
    assert (tmp_path / "a.md").read_text() == left
    assert "the fixes of TXT-" in done.stderr
    assert "TXT-1" in done.stderr
    assert "TXT-2" in done.stderr
    assert "“one” → “two" in done.stderr
    assert "change one of these swaps" in done.stderr
    assert "fixable" not in done.stdout
    assert done.status == 2


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"a.yaml": "- text: &t utilize\n- text: *t\n"}, "an alias (*) repeats this value"),
        ({"a.yaml": "text: &t utilize\nother: *t\n"}, "an alias (*) repeats this value"),
        ({"a.yaml": "- &p {text: utilize}\n- *p\n"}, "an alias (*) repeats this value"),
        ({"a.md": "in [order](https://x.org) to win\n"}, "marks stand between these words"),
        ({"a.md": "in **order** to win\n"}, "marks stand between these words"),
        ({"a.md": "in <!-- kept --> order to win\n"}, "marks stand between these words"),
        ({"a.csv": "id,text\n1,null and\n"}, "the file would then not read as it should"),
    ],
)
def test_what_cannot_be_written_is_left_and_said(
    tmp_path: Path, files: dict[str, str], why: str
) -> None:
    rules = rule(1, "utilize: use"), rule(2, "in order to: to"), rule(3, "null and: 'null'")
    write(tmp_path, files, *rules)
    (name,) = files
    done = fix(tmp_path, name)
    assert (tmp_path / name).read_text() == files[name]
    assert f"cannot be written: {why}" in done.stdout
    assert "fixed nothing" in done.stdout
    assert "fixable" not in done.stdout


def test_words_of_several_records_change_where_all_of_them_fail(tmp_path: Path) -> None:
    table = "id,account,text\n1,a|b,utilize\n"
    write(tmp_path, {"a.csv": table})
    assert "fixed 2 in 1 file" in fix(tmp_path, "a.csv").stdout
    assert (tmp_path / "a.csv").read_text() == table.replace("utilize", "use")


def test_words_of_several_records_stay_where_one_of_them_may_have_them(tmp_path: Path) -> None:
    table = "id,account,text\n1,a|b,utilize\n"
    write(tmp_path, {"a.csv": table}, rule(1, "utilize: use", "when: {account: a}, "))
    assert "the words stand for several records" in fix(tmp_path, "a.csv").stdout
    assert (tmp_path / "a.csv").read_text() == table


def test_the_name_of_a_record_is_not_changed(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": "utilize: {text: a}\n"}, rule(1, "utilize: use", where="[id]"))
    assert "this is the name of the record" in fix(tmp_path, "a.yaml").stdout
    assert (tmp_path / "a.yaml").read_text() == "utilize: {text: a}\n"


def test_several_ways_to_say_it_are_for_all_and_are_to_be_read_again(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "Terminate it\n"}, rule(1, "terminate: [end, stop]"))
    assert "fixed nothing" in fix(tmp_path, "a.md").stdout
    done = fix(tmp_path, "--fix=all", "a.md")
    assert (tmp_path / "a.md").read_text() == "End it\n"
    assert "a.md:1:1: “Terminate” → “End” may not be what is meant" in done.stdout


def test_lines_that_cannot_be_read_stay_byte_by_byte(tmp_path: Path) -> None:
    write(tmp_path, {"a.csv": b"id,text\n1,caf\xe9\n2,utilize\n"})
    done = fix(tmp_path, "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == b"id,text\n1,caf\xe9\n2,use\n"
    assert done.status == 2


def test_a_hidden_character_goes_and_a_joiner_that_is_needed_stays(tmp_path: Path) -> None:
    kind = (
        "  - {id: TXT-9, title: T, severity: error, applies_to: post, "
        "check: {kind: hidden-characters}}\n"
    )
    write(tmp_path, {"a.md": "Rain\u200b 👨‍👩‍👧\n", "b.yaml": 'text: "a\\u200Bb"\n'}, kind)
    fix(tmp_path, "a.md", "b.yaml")
    assert (tmp_path / "a.md").read_text("utf-8") == "Rain 👨‍👩‍👧\n"
    assert (tmp_path / "b.yaml").read_text("utf-8") == 'text: "ab"\n'


def test_many_words_of_one_value_are_fixed_whatever_each_needs_to_be_written(
    tmp_path: Path,
) -> None:
    words = "utilize **x** " * 30
    write(
        tmp_path,
        {"a.md": f"{words}\nend\n"},
        rule(1, "utilize: use"),
        rule(2, "end: '![a](b.png)'"),
        rule(3, "x: '[x](https://x.org/y)'"),
    )
    done = fix(tmp_path, "a.md")
    after = (tmp_path / "a.md").read_text()
    assert "utilize" not in after
    assert after.count("use") == 30
    assert "without end" not in done.stderr


def test_a_fix_of_one_file_is_judged_with_all_others(tmp_path: Path) -> None:
    files = {"a.md": "utilize\n", "b.md": "one\n", "c.yaml": "text: two\n"}
    write(tmp_path, files, rule(1, "utilize: one"), rule(2, "one: two"), rule(3, "two: three"))
    assert "fixed 6 in 3 files" in fix(tmp_path, *files).stdout
    assert [(tmp_path / name).read_text() for name in files] == [
        "three\n",
        "three\n",
        "text: three\n",
    ]
