from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.document.yaml_comments import yaml_comments
from policycheck.source import Source, Span


def comments(text: str) -> list[str]:
    source = Source("a.yaml", text)
    return [source.cut(span) for span in yaml_comments(source)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# one\na: b # two\n# three", ["# one", "# two", "# three"]),
        ("a: b#c", []),
        ("a: '# no' # yes", ["# yes"]),
        ('a: "x\n  # no\n  y" # yes', ["# yes"]),
        ("a: | # head\n  # no\n  x\n# after", ["# head", "# after"]),
        ("a: >-\n   x\n   # no\n # lower\nb: c", ["# lower"]),
        ("a: [b, c#d, # flow\n  e]", ["# flow"]),
        ("a: &x # anchor\n  b", ["# anchor"]),
        ('a: !!str # tag\n  "# no"', ["# tag"]),
        ("a: b # crlf\r\nc: d # cr\re: f", ["# crlf", "# cr"]),
        ("a: x\u2028y # after a separator", ["# after a separator"]),
        ("# before\na: [\n# after", ["# before"]),
        ("", []),
    ],
)
def test_a_hash_outside_of_scalars_begins_a_comment(text: str, found: list[str]) -> None:
    assert comments(text) == found


def test_places_are_those_of_the_whole_source() -> None:
    source = Source("a.md", "---\na: b # c\n---\n# a heading\n")
    (span,) = yaml_comments(source, Span(0, 17))
    assert source.cut(span) == "# c"
    assert source.position(span.start) == (2, 6)


WORDS = st.text("ab# \t", min_size=1, max_size=8)


def _value(style: str, word: str) -> str:
    if style == "|":
        return f"|\n  x\n  {word.strip() or 'x'}"
    return f"{style}{word}{style}"


@given(st.lists(st.tuples(st.sampled_from(["'", '"', "|"]), WORDS, WORDS), max_size=6))
def test_what_is_written_as_a_comment_is_found_and_nothing_else(
    rows: list[tuple[str, str, str]],
) -> None:
    written, text = [], ""
    for number, (style, word, said) in enumerate(rows):
        text += f"k{number}: {_value(style, word)}\n# {said}\n"
        written.append(f"# {said}")
    assert comments(text) == written
