import pytest

from policycheck.document import Mapping, Pointer, Scalar, read_yaml, walk
from policycheck.source import Segments, Source, Span
from tests.document.trees import texts


@pytest.mark.parametrize(
    ("pointer", "found", "text"),
    [
        (("a", 1, "b"), ("a", 1, "b"), "c"),
        (("a", 1, "x", "y"), ("a", 1), {"b": "c"}),
        (("a", 2), ("a",), ["1", {"b": "c"}]),
        (("a", -1), ("a",), ["1", {"b": "c"}]),
        (("a", "b"), ("a",), ["1", {"b": "c"}]),
        ((0,), (), {"a": ["1", {"b": "c"}]}),
    ],
)
def test_a_walk_ends_at_the_nearest_node_that_exists(
    pointer: Pointer, found: Pointer, text: object
) -> None:
    root, _ = read_yaml(Source("f", "a: [1, {b: c}]"))
    assert root is not None
    node, reached = walk(root, pointer)
    assert (texts(node), reached) == (text, found)


def test_a_cut_scalar_stands_as_written() -> None:
    scalar = Scalar.cut(Source("f", "id,text\n1,héllo\n"), Span(10, 15))
    assert (scalar.text, scalar.style) == ("héllo", "plain")
    assert scalar.segments.locate(1, 3) == Span(11, 13)


def test_a_made_scalar_maps_as_a_whole() -> None:
    scalar = Scalar.made(Source("f", "[[x]]"), Span(0, 5), "made of it")
    assert (scalar.text, scalar.style) == ("made of it", "quoted")
    assert scalar.segments.locate(3, 4) == Span(0, 5)


def test_an_empty_made_scalar_stands_at_its_start() -> None:
    assert Scalar.made(Source("f", "abc"), Span(1, 3), "").segments.locate(0, 0) == Span(1, 1)


def test_the_map_of_a_scalar_is_made_once_and_when_asked() -> None:
    calls = []

    def make(scalar: Scalar) -> Segments:
        calls.append(scalar.text)
        return Segments.direct(0, 1)

    scalar = Scalar(Source("f", "x"), Span(0, 1), "x", "plain", make)
    assert calls == []
    assert scalar.segments is scalar.segments
    assert calls == ["x"]


def test_a_mapping_is_put_together_from_pairs() -> None:
    source = Source("f", "ab")
    key, value = Scalar.cut(source, Span(0, 1)), Scalar.cut(source, Span(1, 2))
    mapping = Mapping.of(source, Span(0, 2), [(key, value)])
    assert mapping.get("a") is value
    assert [entry.key for entry in mapping] == [key]


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_only_plain_scalars_are_null_by_their_text(text: str) -> None:
    source = Source("f", text)
    assert Scalar.cut(source, Span(0, len(text))).is_null
    assert not Scalar.cut(source, Span(0, len(text)), "quoted").is_null
