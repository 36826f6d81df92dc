import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.source import Position, Segments, Source, Span, TextBuilder


@given(st.text(alphabet="a😀\r\n\u2028\x85\x0c\x0b"))
def test_every_offset_has_the_line_and_column_that_counting_gives(text: str) -> None:
    source, line, column = Source("f", text), 1, 1
    for offset, character in enumerate(text):
        assert source.position(offset) == Position(line, column)
        if character == "\n" or (character == "\r" and text[offset + 1 : offset + 2] != "\n"):
            line, column = line + 1, 1
        else:
            column += 1
    assert source.position(len(text)) == Position(line, column)
    assert source.last_line == line


@given(st.text(alphabet="aé😀\ud800\r\n"), st.integers(0, 12))
def test_a_packed_source_is_the_same_source(text: str, offset: int) -> None:
    plain, packed = Source("f", text, 3), Source("f", text, 3)
    packed.position(0)
    packed.pack()
    at = min(offset, len(text))
    assert packed.position(at) == plain.position(at)
    packed.pack()
    assert packed.text == text
    assert packed.line(3) == plain.line(3)


@given(
    st.lists(st.text(alphabet="a😀\u2028\x0c"), min_size=1), st.sampled_from(["\n", "\r\n", "\r"])
)
def test_lines_come_back_without_their_ends(lines: list[str], end: str) -> None:
    source = Source("f", end.join(lines), first_line=5)
    assert [source.line(5 + number) for number in range(len(lines))] == lines
    assert source.line(4) == source.line(5 + len(lines)) == ""
    assert source.last_line == 4 + len(lines)


def test_a_piece_of_a_file_counts_lines_from_where_it_begins() -> None:
    assert Source("f", "ab\ncd", first_line=7).position(4) == Position(8, 2)


def test_a_source_cuts_spans() -> None:
    assert Source("f", "abcd").cut(Span(1, 3)) == "bc"


def _built() -> tuple[str, Segments]:
    """`a\\u00e9b` in quotes, then a gap, `cd` and something put in at the end."""
    source = '"a\\u00e9b"   cd'
    builder = TextBuilder()
    builder.copy(source, 1, 2)
    builder.put("é", 2, 8)
    builder.copy(source, 8, 9)
    builder.copy(source, 13, 15)
    builder.put("...", 15, 15)
    assert len(builder) == 8
    return builder.build()


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        (0, 1, (1, 2)),
        (1, 2, (2, 8)),
        (0, 2, (1, 8)),
        (1, 3, (2, 9)),
        (2, 4, (8, 14)),
        (3, 5, (13, 15)),
        (5, 6, (15, 15)),
        (4, 8, (14, 15)),
        (1, 1, (2, 2)),
        (3, 3, (13, 13)),
        (8, 8, (15, 15)),
        (0, 8, (1, 15)),
    ],
)
def test_a_piece_of_a_built_text_is_located(start: int, end: int, span: tuple[int, int]) -> None:
    text, segments = _built()
    assert text == "aébcd..."
    assert segments.locate(start, end) == span


@pytest.mark.parametrize(("start", "end"), [(0, 8), (1, 2), (1, 5), (2, 4), (4, 7), (3, 3), (8, 8)])
def test_a_cut_map_gives_the_places_of_the_whole(start: int, end: int) -> None:
    _, segments = _built()
    piece = segments.cut(start, end)
    for low in range(start, end):
        assert piece.locate(low - start, low - start + 1) == segments.locate(low, low + 1)
    assert piece.locate(0, 0) == segments.locate(start, start)


def test_the_end_of_a_text_that_ends_with_an_escape_is_after_the_escape() -> None:
    builder = TextBuilder()
    builder.put("é", 4, 10)
    _, segments = builder.build()
    assert segments.locate(1, 1) == Span(10, 10)


def test_texts_are_joined_with_their_maps() -> None:
    text, segments = _built()
    builder = TextBuilder()
    builder.put(">", 0, 0)
    builder.join(text, segments)
    joined, both = builder.build()
    assert joined == ">" + text
    for index in range(len(text)):
        assert both.locate(index + 1, index + 2) == segments.locate(index, index + 1)


def test_neighbours_that_are_copied_make_one_run() -> None:
    builder = TextBuilder()
    builder.copy("abcdef", 0, 2)
    builder.copy("abcdef", 2, 5)
    builder.copy("abcdef", 5, 5)
    text, segments = builder.build()
    assert (text, len(segments.runs())) == ("abcde", 1)
