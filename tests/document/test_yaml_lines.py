"""Fields of plain lines are what the YAML parser makes of them, with the same places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.document import Mapping, Node, Scalar, Sequence, read_yaml
from policycheck.document.yaml_lines import read_plain_lines
from policycheck.source import Source, Span

WORDS = [
    *("a", "key", "null", "~", "true", "12", "0x1F", "2026-12-01", "10:30", "https://a.example/b"),
    *("a: b", "a:", "a #b", "#b", "- a", "'a'", '"', "[a]", "{", "|", ">", "&a", "*a", "!t", "%a"),
    *(
        "@a",
        "?",
        "? a",
        ":",
        "a,b",
        "a  b",
        " a",
        "a ",
        "\t",
        "é",
        "\u2028",
        "---",
        "...",
        "<<",
        "a-b",
    ),
]
lines = st.lists(
    st.one_of(
        st.builds("{}: {}".format, st.sampled_from(WORDS), st.sampled_from(WORDS)),
        st.builds("{}:{}".format, st.sampled_from(WORDS), st.sampled_from(WORDS)),
        st.sampled_from(["", *WORDS]),
        st.text("ab:- #'\"\n", max_size=8),
    ),
    max_size=5,
)


def told(node: Node) -> object:
    """Everything that a node says, and where."""
    if isinstance(node, Scalar):
        ends = range(len(node.text) + 1)
        places = [
            node.segments.locate(start, end) for start in ends for end in ends if start <= end
        ]
        return node.text, node.style, node.span, places
    if isinstance(node, Sequence):
        return node.span, [told(one) for one in node.items]
    return node.span, [(key, told(one.key), told(one.value)) for key, one in node.entries.items()]


def agree(text: str) -> bool:
    """Whether both ways say the same; True as well where the short way is not taken."""
    source = Source("draft.md", f"---\n{text}---\nText\n")
    span = Span(4, 4 + len(text))
    short = read_plain_lines(source, span)
    if short is None:
        return True
    node, problems = read_yaml(source, span)
    return not problems and isinstance(node, Mapping) and told(node) == told(short)


@given(lines, st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_the_parser_says_the_same_of_whatever_is_read_without_it(some: list[str], end: str) -> None:
    assert agree("".join(line + end for line in some))


@given(st.text(st.characters(codec="ascii"), max_size=30))
def test_no_value_of_any_characters_is_read_otherwise(value: str) -> None:
    assert agree(f"key: {value}\n")


@pytest.mark.parametrize(
    "text",
    [
        "platform: x\naccount: agency-main\n",
        "publish_at: 2026-12-01T10:30Z\nlang: en\n\ncampaign: Winter safety 2026\n",
        "approved: true\nparts: 3\n",
    ],
)
def test_the_front_matter_of_most_drafts_is_read_so(text: str) -> None:
    source = Source("draft.md", text)
    found = read_plain_lines(source, Span(0, len(text)))
    assert found is not None
    assert agree(text)


@pytest.mark.parametrize(
    "text",
    ["", "\n", "a: [b]\n", "a: b\na: c\n", "a: b\n  c\n", "a: b # c\n", "a: é\n", "a: b\r\n"],
)
def test_everything_else_goes_the_long_way(text: str) -> None:
    assert read_plain_lines(Source("draft.md", text), Span(0, len(text))) is None
