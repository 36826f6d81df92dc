from __future__ import annotations

import os
from pathlib import Path

import pytest

from policycheck.errors import Problem
from policycheck.readers.files import inputs
from policycheck.readers.opening import open_source
from policycheck.readers.reader import Input
from policycheck.source import Source


def write(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("text\n")


def shown(folder: Path, *paths: str) -> list[str]:
    return [str(getattr(item, "path", item)) for item in inputs(paths, base=folder)]


def problem(folder: Path, path: str) -> Problem:
    (found,) = inputs([path], base=folder)
    assert isinstance(found, Problem)
    assert found.help
    return found


def test_a_folder_is_walked_in_order_for_the_endings_that_readers_read(tmp_path: Path) -> None:
    write(tmp_path, "p/b.md", "p/a/z.YAML", "p/c.csv", "p/picture.png", "p/d.tweet", "p/e.jsonl")
    assert shown(tmp_path, "p") == ["p/a/z.YAML", "p/b.md", "p/c.csv", "p/d.tweet", "p/e.jsonl"]


def test_hidden_and_ignored_files_and_settings_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "p/.hidden.md", "p/.git/x.md", "p/out/x.md", "p/kept.md", "p/b.md")
    write(tmp_path, "p/policycheck.yaml", "p/plugins.yml")
    (tmp_path / "p/.gitignore").write_text("out/\nb.md\n")
    assert shown(tmp_path, "p") == ["p/kept.md"]


def test_an_inner_gitignore_can_take_back_what_an_outer_one_ignores(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "in/a.md", "in/b.md")
    (tmp_path / ".gitignore").write_text("a.md\r\n")
    (tmp_path / "in/.gitignore").write_text("!a.md\n")
    assert shown(tmp_path, ".") == ["in/a.md", "in/b.md"]


def test_the_gitignore_of_the_repository_holds_in_a_folder_below(tmp_path: Path) -> None:
    write(tmp_path, "in/deep/a.md", "in/deep/b.md")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("in/deep/a.md\n")
    assert shown(tmp_path, "in/deep") == ["in/deep/b.md"]


def test_an_ignored_file_that_is_named_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    (tmp_path / ".gitignore").write_text("a.md\n")
    assert shown(tmp_path, "a.md") == ["a.md"]


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "p/a.md", "p/b.md")
    assert shown(tmp_path, "p/b.md", "p", "./p/../p/a.md") == ["p/b.md", "p/a.md"]


def test_a_file_outside_the_base_keeps_its_whole_path(tmp_path: Path) -> None:
    write(tmp_path, "else/a.md")
    (tmp_path / "base").mkdir()
    assert shown(tmp_path / "base", "../else/a.md") == [(tmp_path / "else/a.md").as_posix()]


def test_links_between_folders_are_followed_and_never_in_a_circle(tmp_path: Path) -> None:
    write(tmp_path, "p/a.md", "other/b.md")
    (tmp_path / "p/round").symlink_to(tmp_path / "p")
    (tmp_path / "p/there").symlink_to(tmp_path / "other")
    assert shown(tmp_path, "p") == ["p/a.md", "p/there/b.md"]


def test_standard_input_takes_the_name_that_it_is_given(tmp_path: Path) -> None:
    (given,) = inputs(["-"], base=tmp_path, stdin_filename="x/a.csv", read_stdin=lambda: b"text")
    assert given == Input("x/a.csv", None, b"text")
    (unnamed,) = inputs(["-"], base=tmp_path, read_stdin=lambda: b"text")
    assert isinstance(unnamed, Input)
    assert unnamed.path.endswith(".md")


def test_a_name_for_standard_input_that_says_nothing_is_refused(tmp_path: Path) -> None:
    (given,) = inputs(["-"], base=tmp_path, stdin_filename="draft", read_stdin=lambda: b"")
    assert isinstance(given, Problem)
    assert ".md" in given.help


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("none.md", "none.md:1:1: there is no such file or folder"),
        ("dangling.md", "dangling.md:1:1: this link leads nowhere: nowhere.md"),
        ("empty", "empty:1:1: there is nothing to read in this folder"),
        ("a.docx", "a.docx:1:1: policycheck does not read files that end in .docx"),
        (
            "README",
            "README:1:1: the name of this file has no ending, so nothing says how to read it",
        ),
        ("pipe.md", "pipe.md:1:1: this is not a file"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(
    tmp_path: Path, path: str, message: str
) -> None:
    write(tmp_path, "a.docx", "README", "empty/picture.png")
    (tmp_path / "dangling.md").symlink_to("nowhere.md")
    os.mkfifo(tmp_path / "pipe.md")
    assert str(problem(tmp_path, path)) == message


def test_a_dangling_link_within_a_folder_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path, "p/b.md")
    (tmp_path / "p/a.md").symlink_to("nowhere.md")
    first, second = inputs(["p"], base=tmp_path)
    assert str(first) == "p/a.md:1:1: this link leads nowhere: nowhere.md"
    assert isinstance(second, Input)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"caf\xc3\xa9 \xf0\x9f\x98\x80\r\nab\xe9c\n", "a.md:2:3: the byte 0xE9 is not UTF-8"),
        (b"\xef\xbb\xbf\xff", "a.md:1:1: the byte 0xFF is not UTF-8"),
        (b"\xff\xfeh\0", "a.md:1:1: the file is UTF-16"),
        (b"ab\rc\0d", "a.md:2:2: a NUL character stands here"),
        (b"x" * 101, "a.md:1:1: the file has 101 bytes, and at most 100 are read"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_its_place(
    tmp_path: Path, data: bytes, message: str
) -> None:
    (tmp_path / "a.md").write_bytes(data)
    for given in (Input("a.md", tmp_path / "a.md"), Input("a.md", None, data)):
        found = open_source(given, limit=100)
        assert isinstance(found, Problem)
        assert str(found) == message
        assert found.help


def test_a_byte_order_mark_is_dropped_and_line_ends_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfa\r\nb\rc\xe2\x80\xa8d\n")
    source = open_source(Input("a.md", tmp_path / "a.md"))
    assert isinstance(source, Source)
    assert source.text == "a\r\nb\rc\u2028d\n"


def test_a_file_that_is_gone_when_it_is_opened_is_a_problem(tmp_path: Path) -> None:
    found = open_source(Input("a.md", tmp_path / "a.md"))
    assert str(found) == "a.md:1:1: there is no such file or folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    (tmp_path / "a.md").chmod(0)
    found = open_source(Input("a.md", tmp_path / "a.md"))
    assert str(found) == "a.md:1:1: you are not allowed to read this"
