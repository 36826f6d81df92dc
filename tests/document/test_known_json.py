import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.document import Mapping, Node, Scalar, read_json
from policycheck.document.json_known import known_object
from policycheck.source import Source, Span
from tests.document.trees import Plain

_SIGNS = st.sampled_from('ab {}[],:"\\/\n\té😀0')
_TEXTS = st.text(_SIGNS, max_size=6)
_NAMES = st.text(_SIGNS, min_size=1, max_size=6)
_VALUES: st.SearchStrategy[Plain] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-1e9, 1e9) | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES, inner, max_size=4),
    max_leaves=12,
)
_SEPARATORS = st.sampled_from([(",", ":"), (", ", ": "), (" ,\t", " : ")])


def known(text: str) -> Mapping:
    start = len(text) - len(text.lstrip())
    return known_object(Source("f", text), Span(start, len(text.rstrip())))


def told(node: Node) -> object:
    """All that a node says of itself and of what is in it."""
    if isinstance(node, Scalar):
        return (node.text, node.style, node.span, [*map(str, node.segments.runs())])
    if isinstance(node, Mapping):
        members = [(told(entry.key), told(entry.value)) for entry in node]
        return (node.span, list(node.entries), members, node.first_key and told(node.first_key))
    return (node.span, [told(item) for item in node.items])


@given(
    st.dictionaries(_NAMES, _VALUES, max_size=5),
    _SEPARATORS,
    st.sampled_from([None, 0, 1]),
    st.booleans(),
)
def test_what_is_known_reads_as_the_strict_reader_reads_it(
    value: dict[str, Plain], separators: tuple[str, str], indent: int | None, ascii_only: bool
) -> None:
    text = " " + json.dumps(value, separators=separators, indent=indent, ensure_ascii=ascii_only)
    strict, problems = read_json(Source("f", text))
    assert not problems
    assert strict is not None
    assert told(known(text)) == told(strict)


@given(st.dictionaries(_NAMES, _VALUES, min_size=1, max_size=5), st.data())
def test_one_value_alone_is_the_one_among_all(value: dict[str, Plain], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(value)))
    text = json.dumps(value)
    alone, whole = known(text).get(name), known(text).entries[name].value
    assert alone is not None
    assert told(alone) == told(whole)


def test_a_node_is_made_once() -> None:
    node = known('{"a": {"b": [1]}, "c": 2}')
    first = node.get("a")
    assert node.entries["a"].value is first
    assert node.get("a") is first
    assert node.first_key is node.entries["a"].key


@pytest.mark.parametrize("text", ["{}", "{ }"])
def test_an_empty_object_has_nothing(text: str) -> None:
    assert known(text).first_key is None
    assert known(text).get("a") is None
    assert not known(text).entries
