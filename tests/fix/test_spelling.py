from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.fix.file_text import Edit, FileText, apart
from policycheck.fix.refusal import Why
from policycheck.fix.spelling import SPELLINGS
from policycheck.readers import READERS

from .swaps import swap

ROOT = Path(__file__).resolve().parents[2]


def test_every_reader_has_a_spelling() -> None:
    assert SPELLINGS.keys() == READERS.keys()


def test_every_reason_is_explained() -> None:
    page = (ROOT / "docs" / "fixes.md").read_text(encoding="utf-8")
    told = {why for why in Why if why is not Why.NOT_THERE}  # the file changed under our hands
    page = page.replace("\\*", "*")
    assert not [why for why in told if " ".join(why.split()[:4]) not in page]


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([Edit(0, 1, ""), Edit(1, 2, "")], True),
        ([Edit(1, 3, ""), Edit(0, 2, "")], False),
        ([Edit(0, 5, ""), Edit(1, 2, "")], False),
        ([Edit(2, 2, "a"), Edit(2, 3, "")], True),
    ],
)
def test_edits_are_apart_where_no_character_is_in_two(edits: list[Edit], expected: bool) -> None:
    assert apart(edits) is expected


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbfa\r\nb\x85", b"a\xff\xfeb", "🎉\u2028".encode(), b""]
)
def test_a_file_without_edits_is_what_it_was(data: bytes) -> None:
    assert FileText("a", data).with_edits([]) == data


@pytest.mark.parametrize(
    ("path", "data", "swaps", "expected"),
    [
        ("a.yaml", "text: [a, utilize]\n", {"utilize": "use"}, "text: [a, utilize]\n"),
        ("a.yaml", "{text: a utilize}\n", {"utilize": "b, c"}, '{text: "a b, c"}\n'),
        ("a.yaml", "text: utilize\n", {"utilize": ""}, 'text: ""\n'),
        ("a.yaml", "text: |\n  utilize\n  b\n", {"utilize": " a"}, 'text: " a\\nb\\n"\n'),
        ("a.yaml", "text: |+\n  utilize\n\n", {"utilize": " a"}, 'text: " a\\n\\n"\n\n'),
        ("a.md", "utilize it", {"utilize": "# Use"}, "\\# Use it"),
        ("a.md", "see utilize(x)", {"utilize": "[y]"}, "see \\[y\\](x)"),
        ("a.csv", "id,text\n1,a utilize\n", {"utilize": "b\nc"}, 'id,text\n1,"a b\nc"\n'),
        ("a.csv", 'id,media,alt\n1,a|b,"utilize|x"\n', {"utilize": "a, b"}, None),
        ("a.jsonl", '{"text": "utilize"}', {"utilize": "\u2028\x01"}, '{"text": "\u2028\\u0001"}'),
    ],
)
def test_a_value_is_spelt_as_its_format_has_it(
    path: str, data: str, swaps: dict[str, str], expected: str | None
) -> None:
    after = data.replace("utilize", "a, b") if expected is None else expected
    assert swap(path, data.encode(), swaps).data.decode() == after


@pytest.mark.parametrize(
    ("path", "data", "swaps"),
    [
        ("a.csv", "id,text\n1,utilize\n", {"utilize": ""}),
        ("a.csv", "id,text\n1,utilize\n", {"utilize": "null"}),
        ("a.csv", 'id,media,alt\n1,a|b,"utilize|x"\n', {"utilize": "a|b"}),
        ("a.md", "utilize\n", {"utilize": ""}),
        ("a.toot", "a\nutilize\n", {"utilize": "[ ] b"}),
        ("a.tweet", "a\nutilize\n", {"utilize": "---"}),
    ],
)
def test_what_would_become_something_else_is_left(
    path: str, data: str, swaps: dict[str, str]
) -> None:
    done = swap(path, data.encode(), swaps)
    assert done.data.decode() == data
    assert [why for _, why in done.refused] == [Why.UNREADABLE]
