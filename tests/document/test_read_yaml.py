from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from policycheck.document import Mapping, Node, Scalar, Sequence, read_yaml
from policycheck.source import Source, Span
from tests.document.trees import Plain, check_map, scalars, texts

#: Words, blanks, breaks and signs, so that every style has to fold, escape and indent.
_TEXTS = st.text(
    alphabet=st.sampled_from("aé😀 ab  \n\n\t'\"\\#:-,[]{}&*!|>%@0\u2028\x85\xa0\ufeff\x07"),
    max_size=40,
) | st.lists(st.sampled_from(["water", "😀", "it's", '"so"', "a\\b", " ", "\n", "  x"])).map(
    " ".join
)
_TREES: st.SearchStrategy[Plain] = st.recursive(
    _TEXTS, lambda inner: st.lists(inner) | st.dictionaries(_TEXTS, inner), max_leaves=8
)


def read(text: str, span: Span | None = None) -> Node:
    node, problems = read_yaml(Source("f", text), span)
    assert not problems
    assert node is not None
    return node


def value(text: str) -> Scalar:
    """The value of the one key of a mapping."""
    node = read(text)
    assert isinstance(node, Mapping)
    (entry,) = node
    assert isinstance(entry.value, Scalar)
    return entry.value


@given(
    tree=_TREES,
    style=st.sampled_from([None, "'", '"', "|", ">"]),
    width=st.sampled_from([8, 20, 80]),
    unicode=st.booleans(),
    end=st.sampled_from(["\n", "\r\n"]),
    indent=st.sampled_from([2, 4, 9]),
)
def test_what_yaml_writes_is_read_back_with_each_character_in_its_place(
    *, tree: Plain, style: Any, width: int, unicode: bool, end: Any, indent: int
) -> None:
    written = yaml.safe_dump(
        {"k": [tree]},
        default_style=style,
        width=width,
        allow_unicode=unicode,
        line_break=end,
        indent=indent,
    )
    assume(not set("\x85\u2028\u2029") & set(written))  # line ends to PyYAML, but not to us
    node, problems = read_yaml(Source("f", written))
    assert not problems
    assert node is not None
    assert texts(node) == yaml.load(written, yaml.BaseLoader)
    for scalar in scalars(node):
        check_map(scalar)


@given(
    lines=st.lists(
        st.sampled_from(["a", "  b", "c  ", "", " ", "   ", "\td", "#e", "😀 f", "- g"])
    ),
    sign=st.sampled_from("|>"),
    header=st.sampled_from(["", "-", "+", "2", "2-", "+2", "  # why"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    closed=st.booleans(),
    after=st.sampled_from(["", "k2: v\n", "# end\n"]),
)
def test_a_block_written_by_hand_has_the_value_of_the_parser_and_each_character_in_its_place(
    *, lines: list[str], sign: str, header: str, end: str, closed: bool, after: str
) -> None:
    body = end.join(["  " + line if line else "" for line in lines])
    text = f"k: {sign}{header}{end}{body}{end if closed or after else ''}{after}"
    try:
        composed = yaml.load(text, yaml.CBaseLoader)
    except yaml.YAMLError:
        assert read_yaml(Source("f", text))[1]
        return
    node = read(text)
    assert texts(node) == composed
    for scalar in scalars(node):
        check_map(scalar)


_FLOW_PIECES = [
    "a",
    "b c",
    "😀",
    " ",
    "\n",
    "\n\n",
    "\n  ",
    "\t",
    "''",
    '\\"',
    "\\\n  ",
    "\\x41",
    "\\ ",
]


@given(st.lists(st.sampled_from(_FLOW_PIECES)), st.sampled_from("'\""), st.booleans())
def test_quotes_written_by_hand_have_the_value_of_the_parser_and_each_character_in_its_place(
    pieces: list[str], quote: str, windows: bool
) -> None:
    inner = "".join(pieces).replace("\n", "\n ")
    text = f"k: {quote}{inner}{quote}\n"
    text = text.replace("\n", "\r\n") if windows else text
    try:
        composed = yaml.load(text, yaml.CBaseLoader)
    except yaml.YAMLError:
        assert read_yaml(Source("f", text))[1]
        return
    node = read(text)
    assert texts(node) == composed
    for scalar in scalars(node):
        check_map(scalar)


def test_every_escape_of_double_quotes_stands_for_its_character() -> None:
    written = r'k: "\0\a\b\t\n\v\f\r\e\ \"\/\\\N\_\L\P\x41\u00e9\U0001F600"'
    scalar = value(written)
    assert scalar.text == '\0\a\b\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029Aé😀'
    places = [scalar.segments.locate(i, i + 1) for i in range(len(scalar.text))]
    assert "".join(written[start:end] for start, end in places) == written[4:-1]
    assert all(written[start] == "\\" for start, _ in places)


_BLOCKS = [
    ("k: |\n  a\n  b\n", "a\nb\n", [7, 8, 11, 12]),
    ("k: |-\n  a\n  b\n\n", "a\nb", [8, 9, 12]),
    ("k: |+\n  a\n\n \n", "a\n\n\n", [8, 9, 10, 12]),
    ("k: >\n  a\n  b\n\n  c", "a b\nc", [7, 8, 11, 13, 16]),
    ("k: >-\n\n  a\n   b\n  c\n", "\na\n b\nc", [6, 9, 10, 13, 14, 15, 18]),
    ("k: |2\n   a\n", " a\n", [8, 9, 10]),
    ("k: |1-  # why\n  a", " a", [15, 16]),
    ("k: |\r\n  a\r\n  b\r\n", "a\nb\n", [8, 9, 13, 14]),
    ("k: |  \n\n\n  a  \n", "\n\na  \n", [7, 8, 11, 12, 13, 14]),
    ("k: |2\n  \ta\n", "\ta\n", [8, 9, 10]),
    ("k: |+\n\n\n", "\n\n", [6, 7]),
    ("k: |\n  a\u2028b\x85c\n", "a\u2028b\x85c\n", [7, 8, 9, 10, 11, 12]),
]


@pytest.mark.parametrize(("text", "content", "places"), _BLOCKS)
def test_a_block_scalar_keeps_its_places(text: str, content: str, places: list[int]) -> None:
    scalar = value(text)
    assert (scalar.text, scalar.style) == (content, "quoted")
    assert [scalar.segments.locate(i, i + 1).start for i in range(len(content))] == places


_FLOW = [
    ("😀: a b", "a b", [3, 4, 5]),
    ("k: a  \n\n b", "a\nb", [3, 7, 9]),
    ("k: a\r\n \tb", "a b", [3, 4, 8]),
    ("k: 'it''s'", "it's", [4, 5, 6, 8]),
    ("k: ' a \n b '", " a b ", [4, 5, 7, 9, 10]),
    ('k: "a\\\n  b"', "ab", [4, 9]),
    ('k: "a \\\n\n  b"', "a \nb", [4, 5, 8, 11]),
    ("k: &x !!str\n  😀1", "😀1", [14, 15]),
    ("k: a\u2028b\x85\ufeffc", "a\u2028b\x85\ufeffc", [3, 4, 5, 6, 7, 8]),
]


@pytest.mark.parametrize(("text", "content", "places"), _FLOW)
def test_a_flow_scalar_keeps_its_places(text: str, content: str, places: list[int]) -> None:
    scalar = value(text)
    assert scalar.text == content
    assert [scalar.segments.locate(i, i + 1).start for i in range(len(content))] == places


_NO_TABS = [text for text, *_ in _FLOW + _BLOCKS if "\t" not in text]  # it refuses some


@pytest.mark.parametrize("text", _NO_TABS)
def test_the_parser_in_python_gives_the_same_places(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = value(text)
    monkeypatch.setattr("policycheck.document.yaml.LOADER", yaml.SafeLoader)
    found = value(text)
    assert (found.text, found.span) == (expected.text, expected.span)
    assert found.segments.runs() == expected.segments.runs()


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("k: no", "plain"),
        ("k: 0123", "plain"),
        ("k: 'no'", "quoted"),
        ('k: "no"', "quoted"),
        ("k: |-\n no", "quoted"),
        ("k: >-\n no", "quoted"),
        ("k: !!str no", "quoted"),
        ("k: !!str", "quoted"),
        ("k: &a no", "plain"),
    ],
)
def test_a_scalar_says_how_it_was_written(text: str, style: str) -> None:
    assert value(text).style == style


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "---\n", "--- # nothing\n...\n"])
def test_an_empty_document_is_nothing_and_no_problem(text: str) -> None:
    assert read_yaml(Source("f", text)) == (None, [])


def test_front_matter_has_offsets_of_the_whole_file() -> None:
    text = '---\r\nid: 😀\r\ntext: "a\\nb"\r\n---\r\n# Title: [\r\n'
    span = Span(5, text.index("---\r\n#"))
    node = read(text, span)
    assert texts(node) == {"id": "😀", "text": "a\nb"}
    assert [text[s.span.start : s.span.end] for s in scalars(node)] == [
        "id",
        "😀",
        "text",
        '"a\\nb"',
    ]
    assert isinstance(node, Mapping)
    body = node.get("text")
    assert isinstance(body, Scalar)
    assert text[slice(*body.segments.locate(1, 2))] == "\\n"


def test_problems_in_front_matter_have_lines_of_the_whole_file() -> None:
    text = "---\na: 1\na: 2\nb: [\n---\n"
    _, problems = read_yaml(Source("f", text), Span(4, 19))
    assert [(p.line, p.column) for p in problems] == [(3, 1), (5, 1)]


def test_a_collection_ends_with_its_last_value() -> None:
    text = "a:\n  - x\n  - {y: z}\n\n# c\nb: &n\n  c: d\n"
    node = read(text)
    assert isinstance(node, Mapping)
    first, second = node.get("a"), node.get("b")
    assert isinstance(first, Sequence)
    assert isinstance(second, Mapping)
    spans = [first.span, first.items[1].span, second.span]
    assert [text[s:e] for s, e in spans] == ["- x\n  - {y: z}", "{y: z}", "c: d"]


def test_an_alias_shares_the_node_of_its_anchor() -> None:
    node = read("a: &x [1]\nb: *x\n? &k c\n: d\ne: *k")
    assert isinstance(node, Mapping)
    assert node.get("a") is node.get("b")
    assert texts(node) == {"a": ["1"], "b": ["1"], "c": "d", "e": "c"}
