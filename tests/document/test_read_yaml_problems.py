from time import process_time

import pytest
import yaml

from policycheck.document import Mapping, Node, Scalar, Sequence, read_yaml
from policycheck.source import Source
from tests.document.trees import shown, texts

_AGAIN = "stands here a second time, first in line"
_NOT_IN_MAPPING = "this does not belong to the mapping that begins in line 1"
_TAG = "tags are not used here:"

_BAD = [
    (
        "a: 1\nb: 2\na: 3\nb: {c: 1, c: 2}",
        [
            f"f:3:1: the key 'a' {_AGAIN} 1",
            f"f:4:1: the key 'b' {_AGAIN} 2",
            f"f:4:11: the key 'c' {_AGAIN} 4",
        ],
    ),
    (
        "? [a]\n: b\nc: d\nc: e",
        ["f:1:3: a key is a name, not a list or a mapping", f"f:4:1: the key 'c' {_AGAIN} 3"],
    ),
    ("{a: b}: c", ["f:1:1: a key is a name, not a list or a mapping"]),
    (
        "~: a\n? \n: b",
        ["f:1:1: a key is missing before the ':'", "f:2:2: a key is missing before the ':'"],
    ),
    ("a: &x {b: c}\nd:\n  <<: *x", ["f:3:3: merge keys '<<' are not used here"]),
    (
        "a: !foo b\nc: &x !!int 5\nd: !!python/object:os.system [x]",
        [f"f:1:4: {_TAG} !foo", f"f:2:7: {_TAG} !!int", f"f:3:4: {_TAG} !!python/object:os.system"],
    ),
    ("a: ! b\nc: !<tag:x> d", [f"f:1:4: {_TAG} !", f"f:2:4: {_TAG} !<tag:x>"]),
    ("a: !x!y z", ["f:1:4: tags are not used here"]),
    ("a: b\n---\nc: d", ["f:2:1: a second document begins here"]),
    ("a: b\n---\n", ["f:2:1: a second document begins here"]),
    ("a: &x [*x]", ["f:1:8: the alias *x stands within its own value"]),
    (
        "a: *x\nb: *y",
        [
            "f:1:4: no anchor &x stands before this alias",
            "f:2:4: no anchor &y stands before this alias",
        ],
    ),
    ("😀: \x07", ["f:1:4: the control character U+0007 cannot stand in YAML"]),
    ("a: \ud83d", ["f:1:4: the control character U+D83D cannot stand in YAML"]),
    (
        'a: 1\na: 2\nb: "x\ny: z',
        [f"f:2:1: the key 'a' {_AGAIN} 1", "f:3:4: the quotes that open here are never closed"],
    ),
    (
        "a: 'x\n---\n'",
        ["f:1:4: the quotes that open here are not closed before a line '---' or '...'"],
    ),
    (
        "a:\n  [1,\n  2",
        ["f:3:4: the list in brackets that opens in line 2 is not closed or lacks a ',' here"],
    ),
    (
        "a: {b: c\nd: e}",
        ["f:2:2: the mapping in braces that opens in line 1 is not closed or lacks a ',' here"],
    ),
    ("a: b: c", ["f:1:5: a ':' cannot stand here: a value has none, unless it is in quotes"]),
    ("a: b\nc", ["f:2:1: this line is no 'key: value'"]),
    ("a: - b", ["f:1:4: a '- ' cannot stand here"]),
    ("a: ? b", ["f:1:4: a '?' cannot stand here"]),
    ("\ta: b", ["f:1:1: a tab indents this line"]),
    ("a:\n\t- b", ["f:2:1: a tab indents this line"]),
    ("a: |\n\t x\n", ["f:2:1: a tab indents this line"]),
    ("a: @x", ["f:1:4: a value cannot begin with '@'"]),
    ("a: %x", ["f:1:4: a value cannot begin with '%'"]),
    ('a: "\\q"', ["f:1:5: this escape does not exist"]),
    ('a: "\\x1"', ["f:1:7: an escape \\x has 2 hexadecimal digits, \\u has 4 and \\U has 8"]),
    ('a: "\\ud83d\\ude00"', ["f:1:7: this escape is no character"]),
    ("a: 'it's'", [f"f:1:8: {_NOT_IN_MAPPING}"]),
    ("a:\n  b: c\n d: e", [f"f:3:2: {_NOT_IN_MAPPING}"]),
    ("- a\nb: c", ["f:2:1: this does not belong to the list that begins in line 1"]),
    ("a: ]", ["f:1:4: a value is missing before this sign"]),
    ("a: |x\n  y", ["f:1:5: after '|' or '>' nothing more can stand in the line"]),
    ("a: |0\n  y", ["f:1:5: a block cannot be indented by 0"]),
    ("a: * x", ["f:1:5: the name of an anchor or alias is missing"]),
    ("[a]]", ["f:1:4: the document ended before this"]),
    ("%YAML 3.0\n---\na: b", ["f:1:1: this is no YAML: found incompatible YAML document"]),
    (
        "a: \u2028\ta: b\r\nc: 'x' y",
        ["f:1:7: a ':' cannot stand here: a value has none, unless it is in quotes"],
    ),
]


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="the parser in Python has other places")
@pytest.mark.parametrize(("text", "expected"), _BAD)
def test_a_problem_says_where_and_what(text: str, expected: list[str]) -> None:
    assert shown(read_yaml(Source("f", text))[1]) == expected


def test_the_first_of_two_equal_keys_is_kept() -> None:
    node, _ = read_yaml(Source("f", "a: 1\nb: 2\na: 3\n"))
    assert node is not None
    assert texts(node) == {"a": "1", "b": "2"}


def test_quoted_signs_of_merging_and_nothing_are_plain_keys() -> None:
    node, problems = read_yaml(Source("f", "'<<': a\n'': b\n'~': c"))
    assert not problems
    assert node is not None
    assert texts(node) == {"<<": "a", "": "b", "~": "c"}


def _bomb() -> str:
    lines = ["a0: &a0 [" + ",".join("x" * 10) + "]"]
    lines += [f"a{i}: &a{i} [" + ",".join([f"*a{i - 1}"] * 10) + "]" for i in range(1, 11)]
    return "\n".join(lines)


def _chain() -> str:
    return "a0: &a0 [x]\n" + "\n".join(f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 3000))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (_bomb(), "with this alias, aliases repeat more than 100000 values"),
        (_chain(), "more than 100 levels are nested here"),
        ("[" * 200_000, "more than 100 levels are nested here"),
        ("[\n" * 100_000, "more than 100 levels are nested here"),
        ("- " * 100_000, "more than 100 levels are nested here"),
        ("{a: " * 50_000, "more than 100 levels are nested here"),
        ("\n".join(" " * i + "a:" for i in range(2000)), "more than 100 levels are nested here"),
        ('"' + "\\" * 400_000, "the quotes that open here are never closed"),
    ],
)
def test_hostile_input_is_refused_quickly_with_one_problem(text: str, expected: str) -> None:
    began = process_time()
    _, problems = read_yaml(Source("f", text))
    assert [problem.message for problem in problems] == [expected]
    assert process_time() - began < 1


def test_a_hundred_levels_are_read() -> None:
    node, problems = read_yaml(Source("f", "[" * 100 + "]" * 100))
    assert not problems
    assert isinstance(node, Sequence)


def _depth(node: Node) -> int:
    if isinstance(node, Scalar):
        return 0
    below = (entry.value for entry in node) if isinstance(node, Mapping) else iter(node.items)
    return 1 + max(map(_depth, below), default=0)


def test_levels_are_counted_through_aliases() -> None:
    inner = "[" * 60 + "]" * 60
    fits, problems = read_yaml(Source("f", f"a: &a {inner}\nb: " + "[" * 39 + "*a" + "]" * 39))
    assert not problems
    assert fits is not None
    assert _depth(fits) == 100
    _, problems = read_yaml(Source("f", f"a: &a {inner}\nb: " + "[" * 40 + "*a" + "]" * 40))
    assert shown(problems) == ["f:2:44: more than 100 levels are nested here"]
