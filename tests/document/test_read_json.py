import json
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.document import Mapping, Node, Scalar, Sequence, read_json
from policycheck.source import Source, Span
from tests.document.trees import Plain, check_map, scalars, shown, texts

_VALUES: st.SearchStrategy[Plain] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def plain(node: Node) -> Plain:
    if isinstance(node, Mapping):
        return {entry.key.text: plain(entry.value) for entry in node}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    if node.style == "quoted":
        return node.text
    value: Plain = json.loads(node.text)
    return value


def read(text: str) -> Node:
    node, problems = read_json(Source("f", text))
    assert not problems
    assert node is not None
    return node


@given(_VALUES, st.booleans(), st.sampled_from([None, 2]))
def test_what_json_writes_is_read_back_with_each_character_in_its_place(
    value: Plain, ascii_only: bool, indent: int | None
) -> None:
    node = read(json.dumps(value, ensure_ascii=ascii_only, indent=indent))
    assert plain(node) == value
    for scalar in scalars(node):
        check_map(scalar)


@given(_VALUES, st.text(alphabet=' "{}[],\n'), st.text(alphabet=' "{}[],\n0'))
def test_a_piece_is_read_alone_and_gives_offsets_in_the_whole(
    value: Plain, before: str, after: str
) -> None:
    written = json.dumps(value)
    whole = Source("f", before + written + after)
    node, problems = read_json(whole, Span(len(before), len(before) + len(written)))
    assert not problems
    assert node is not None
    assert plain(node) == value
    assert whole.cut(node.span) == written


@given(st.text(alphabet='{}[]",:\\u0d1-.eE/*# \n\ttruefalsn', max_size=40))
def test_whatever_the_standard_parser_refuses_is_a_problem_and_nothing_else_is(text: str) -> None:
    node, problems = read_json(Source("f", text))
    try:
        value = json.loads(text, parse_constant=pytest.fail)
    except ValueError:
        assert problems
    else:
        doubtful = [
            p for p in problems if "second time" not in p.message and "half" not in p.message
        ]
        assert not doubtful
        assert node is not None
        assert problems or plain(node) == value


def test_numbers_and_words_keep_their_characters() -> None:
    node = read("[-0, 1E+5, 1.50, true, null]")
    assert texts(node) == ["-0", "1E+5", "1.50", "true", "null"]
    assert [(scalar.style, scalar.is_null) for scalar in scalars(node)] == [
        ("typed", False),
        ("typed", False),
        ("typed", False),
        ("typed", False),
        ("typed", True),
    ]


def test_a_pair_of_escapes_is_one_character_that_stands_for_both() -> None:
    node = read(r'"a\ud83d\ude00b"')
    assert isinstance(node, Scalar)
    assert node.text == "a😀b"
    assert node.segments.locate(1, 2) == Span(2, 14)
    assert node.segments.locate(2, 3) == Span(14, 15)


def test_spans_hold_the_quotes_and_brackets() -> None:
    text = '{"k": ["v", {}]}'
    node = read(text)
    assert isinstance(node, Mapping)
    value = node.get("k")
    assert isinstance(value, Sequence)
    spans = [
        node.span,
        node.entries["k"].key.span,
        value.span,
        *(item.span for item in value.items),
    ]
    assert [text[start:end] for start, end in spans] == [text, '"k"', '["v", {}]', '"v"', "{}"]


def test_half_a_character_becomes_the_replacement_character() -> None:
    node, problems = read_json(Source("f", r'"x\ud83d!"'))
    assert node is not None
    assert texts(node) == "x\ufffd!"
    assert shown(problems) == [r"f:1:3: the escape \ud83d is half a character"]


def test_the_first_of_two_equal_keys_is_kept() -> None:
    node, _ = read_json(Source("f", '{"a": 1, "a": 2}'))
    assert node is not None
    assert texts(node) == {"a": "1"}


_AGAIN = "stands here a second time, first in line"
_BAD = [
    ("", ["f:1:1: expected a value, found the end"]),
    (" \n ", ["f:2:2: expected a value, found the end"]),
    ('{"a":1,}', ["f:1:7: a comma stands before '}'"]),
    ("[1,\n2 ,\n]", ["f:2:3: a comma stands before ']'"]),
    ("[,]", ["f:1:2: expected a value, found ','"]),
    ("{,}", ["f:1:2: expected a key in double quotes, found ','"]),
    ('{"a" 1}', ["f:1:6: expected ':' after a key, found '1'"]),
    ('{"a":}', ["f:1:6: expected a value, found '}'"]),
    (
        "[NaN, -Infinity]",
        ["f:1:2: NaN is no number of JSON", "f:1:7: -Infinity is no number of JSON"],
    ),
    ("[True,\nNone]", ["f:1:2: True is no value of JSON", "f:2:1: None is no value of JSON"]),
    (
        "[01, .5, 1., +1]",
        [
            f"f:1:{c}: {n} is no number of JSON"
            for c, n in ((2, "01"), (6, ".5"), (10, "1."), (14, "+1"))
        ],
    ),
    ("['x']", ["f:1:2: a string of JSON is not in single quotes"]),
    ("// c\r\n{}", ["f:1:1: JSON has no comments"]),
    ("[1, /* c */ 2] # d", ["f:1:5: JSON has no comments", "f:1:16: JSON has no comments"]),
    ("{a: 1}", ["f:1:2: the key a is not in double quotes"]),
    (
        '{"a": 1\n "b": 2}',
        ["f:2:2: expected ',' or '}' in the mapping that opens in line 1, found '\"'"],
    ),
    ("[1,\n2", ["f:2:2: expected ',' or ']' in the list that opens in line 1, found the end"]),
    ("[1}", ["f:1:3: expected ',' or ']' in the list that opens in line 1, found '}'"]),
    (
        '["😀\t\x00"]',
        [
            "f:1:4: the control character U+0009 cannot stand in a JSON string",
            "f:1:5: the control character U+0000 cannot stand in a JSON string",
        ],
    ),
    ('["a\nb"]', ["f:1:2: the quotes that open here are not closed in their line"]),
    (
        r'["\q", "\u12"]',
        [
            r"f:1:3: the escape \q does not exist in JSON",
            r"f:1:9: an escape \u has 4 hexadecimal digits",
        ],
    ),
    ('{"a":1}{"b":2}', ["f:1:8: the document ended before this"]),
    (
        '{"a": {"b":1,"b":2},\n"a":2}',
        [f"f:1:14: the key 'b' {_AGAIN} 1", f"f:2:1: the key 'a' {_AGAIN} 1"],
    ),
    (
        '{"a":{"b":1,"b":2},"c":',
        [f"f:1:13: the key 'b' {_AGAIN} 1", "f:1:24: expected a value, found the end"],
    ),
    ("[" * 101 + "]" * 101, ["f:1:101: more than 100 levels are nested here"]),
]


@pytest.mark.parametrize(("text", "expected"), _BAD)
def test_a_problem_says_where_and_what(text: str, expected: list[str]) -> None:
    assert shown(read_json(Source("f", text))[1]) == expected


def test_a_hundred_levels_are_read() -> None:
    node = read("[" * 100 + "]" * 100)
    assert isinstance(node, Sequence)


@pytest.mark.parametrize(
    "text",
    ["[" * 200_000, '{"a":' * 100_000, '"' + "\\" * 400_000, "[" + " " * 400_000, "/*" * 200_000],
)
def test_hostile_input_is_refused_quickly(text: str) -> None:
    began = process_time()
    assert read_json(Source("f", text))[1]
    assert process_time() - began < 1
