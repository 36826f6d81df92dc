from __future__ import annotations

import csv
import io
import tracemalloc
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.document import Scalar
from policycheck.readers.csv_dialects import DIALECTS
from policycheck.readers.csv_rows import ROW_LIMIT, Row, read_rows
from policycheck.readers.lines import read_lines
from policycheck.readers.reader import Input
from tests.readers.admitting import place, read, scalar

_CELLS = st.text(alphabet=st.sampled_from('ab,;\t"\n\r é😀\u2028 '), max_size=8)
_TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(_CELLS, min_size=width, max_size=width), max_size=6)
)


def rows(text: str, delimiter: str = ",") -> list[Row]:
    found = list(read_rows(read_lines(Input("a.csv", None, text.encode())), delimiter, "a.csv"))
    return [row for row in found if isinstance(row, Row)]


def as_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@given(
    _TABLES,
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_cells_are_those_of_the_csv_module_and_each_character_is_where_it_stands(
    table: list[list[str]], delimiter: str, end: str, quoting: int
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(table)  # type: ignore[arg-type]
    text = out.getvalue()
    expected = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    found = rows(text, delimiter)
    assert [[cell.text for cell in row.cells] for row in found] == [
        [as_lf(cell) for cell in row] or [""] for row in expected
    ]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for row in found:
        for cell in row.cells:
            assert_places(cell, lines)


def assert_places(cell: Scalar, lines: list[str]) -> None:
    for at, character in enumerate(cell.text):
        span = cell.segments.locate(at, at + 1)
        line, column = cell.source.position(span.start)
        written = cell.source.cut(span)
        if character == "\n":
            assert written in ("\n", "\r\n", "\r")
        else:
            assert written == ('""' if character == '"' else character)
            assert lines[line - 1][column - 1] == character


def test_places_are_exact_within_a_cell_of_several_lines(tmp_path: Path) -> None:
    text = 'id,text\r\na,x\r\nb,"😀 ""one""\r\ntwo asbestos"\r\nc,asbestos\r\n'
    found = read(tmp_path, "a.csv", text)
    assert found.records[1].fields["text"] == '😀 "one"\ntwo asbestos'
    assert place(found.records[1], ("text",), "one") == (3, 8)
    assert place(found.records[1], ("text",), "asbestos") == (4, 5)
    assert place(found.records[2], ("text",), "asbestos") == (5, 3)
    assert scalar(found.records[2], "text").source.first_line == 5


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_that_of_the_header(tmp_path: Path, delimiter: str) -> None:
    text = f'"id"{delimiter}text{delimiter}lang\na{delimiter}"x,;\ty"{delimiter}en\n'
    record = read(tmp_path, "a.csv", text).only
    assert record.fields == {"id": "a", "text": "x,;\ty", "lang": "en"}


def test_an_empty_cell_is_absent_and_an_empty_line_is_no_record(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", "text,lang\na,\n\nb,en\n")
    assert found.ids == ["a.csv", "a.csv#2"]
    assert "lang" not in found.records[0].fields
    assert found.records[0].carried is not None
    assert "lang" in found.records[0].carried


def test_values_take_the_type_of_their_field(tmp_path: Path) -> None:
    text = "text,syndicated,poll.question,media.1.file,media.1.flash_hz\n007,true,Q?,a.gif,2.5\n"
    fields = read(tmp_path, "a.csv", text).only.fields
    assert (fields["text"], fields["syndicated"], fields["poll"]) == (
        "007",
        True,
        {"question": "Q?"},
    )
    assert fields["media"] == [{"file": "a.gif", "flash_hz": 2.5, "type": "gif"}]


def test_several_accounts_in_a_cell_make_one_post_each(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", "account,text\nepa-x | epa-fb,a\n")
    assert found.ids == ["a.csv@epa-x", "a.csv@epa-fb"]
    assert place(found.records[1], ("account",)) == (2, 9)


def test_other_kinds_are_read_by_their_own_fields(tmp_path: Path) -> None:
    text = "id,platform,mfa.enabled,agencies.0.id,agencies.1.id,tags\na,x,true,epa,,red|blue\n"
    record = read(tmp_path, "a.csv", text, kind="account").only
    assert record.fields == {
        "id": "a",
        "platform": "x",
        "mfa": {"enabled": True},
        "agencies": [{"id": "epa"}],
        "tags": ["red", "blue"],
    }


def test_alternative_texts_that_do_not_go_with_the_media_withhold_them(tmp_path: Path) -> None:
    record = read(tmp_path, "a.csv", "text,media,alt\nx,a.png|b.png,A|B|C\n").only
    assert record.withheld == {"media": "the row has 2 media and 3 alternative texts"}
    one = read(tmp_path, "b.csv", "text,media,alt\nx,a.png,A | B\n").only
    assert one.fields["media"][0]["alt"] == "A | B"
    none = read(tmp_path, "c.csv", "text,media,alt\nx,a.png|b.png,A|\n").only
    assert [medium.get("alt") for medium in none.fields["media"]] == ["A", None]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("", ["1:1: the table is empty"]),
        ("id,text\na,b,c\nd,e\n", ["2:5: this row has 3 cells and the header has 2"]),
        ("id,text\na\nd,e\n", ["2:2: this row has 1 cells and the header has 2"]),
        (
            "id,text,id\na,b,c\n",
            ["1:9: the column 'id' stands here a second time, first as number 1"],
        ),
        ("id,text,\na,b,c\n", ["2:5: this cell stands in a column that has no name"]),
        ('id,text\na,"b"c\nd,e\n', ["2:6: text follows the quote that closes a cell"]),
        (
            'id,text\na,b\nc,"d\ne,f\n',
            ["3:3: the quote that opens this cell is never closed: it takes all that follows"],
        ),
        (
            "media.0.file,media,text\na,b,c\n",
            ["1:1: the columns 'media.0.file' and 'media' are in each other's way"],
        ),
        ("id,status\na,gone\n", ["2:3: expected one of draft"]),
    ],
)
def test_a_bad_table_is_told_with_its_place(tmp_path: Path, text: str, messages: list[str]) -> None:
    found = read(tmp_path, "a.csv", text)
    assert len(found.errors) == len(messages)
    for error, message in zip(found.errors, messages, strict=True):
        assert error.startswith(f"a.csv:{message}")
    assert all(problem.help for problem in found.problems if "one of" not in problem.message)


def test_the_rows_after_a_bad_one_are_read(tmp_path: Path) -> None:
    data = b'id,text\na,b,c\nb,"x"y\nc,\xe9\nd,ok\n'
    found = read(tmp_path, "a.csv", data)
    assert found.ids == ["d"]
    assert [problem.line for problem in found.problems] == [2, 3, 4]


def test_a_quote_that_nobody_closes_does_not_take_all_memory() -> None:
    text = 'id,text\na,"b\n' + "x" * 1000 + "\n"
    lines = read_lines(Input("a.csv", None, (text + ("y" * 1000 + "\n") * 3000).encode()))
    *_, last = read_rows(lines, ",", "a.csv")
    assert str(last).startswith("a.csv:2:3: the quote that opens this cell is never closed")
    assert next(lines).number * 1000 < 2 * ROW_LIMIT


_AT = "2026-12-01T09:00:00Z"


@pytest.mark.parametrize(
    ("header", "row", "fields"),
    [
        (
            "Text,Image URL,Tags,Posting Time",
            '"Hi, all",https://e.example/i.jpg,alerts,2026-12-01 09:00',
            {"text": "Hi, all", "publish_at": _AT, "media": ["https://e.example/i.jpg"]},
        ),
        (
            "date,time_24hr,message_text,public_image_url",
            "12/25/2026,9:05,Hi,",
            {"text": "Hi", "publish_at": "2026-12-25T09:05:00Z"},
        ),
        (
            "Date,Text,Link(s),Media URL(s),Title,Label(s),Alt text(s)",
            '2026-12-01 09:00,Hi,https://e.example,"https://e.example/a.png,https://e.example/b.png",,,A||B',
            {
                "text": "Hi",
                "publish_at": _AT,
                "media": ["https://e.example/a.png", "https://e.example/b.png"],
                "alt": ["A", "B"],
                "links": ["https://e.example"],
            },
        ),
        (
            "Date,Message,Link,Media URL(s),Title,Labels",
            "2026/12/01 09:00,Hi,,,,",
            {"text": "Hi", "publish_at": _AT},
        ),
        (
            "postAtSpecificTime (YYYY-MM-DD HH:mm:ss),content,imageUrls,gifUrl,videoUrls",
            '2026-12-01 09:00:00,Hi,"https://e.example/a.png, https://e.example/b.png",,',
            {
                "text": "Hi",
                "publish_at": _AT,
                "media": ["https://e.example/a.png", "https://e.example/b.png"],
            },
        ),
        (
            "text,link,imageUrls,gifUrls,videoUrls,postAtSpecificTime",
            "See https://a.example,https://b.example,,,https://e.example/v.mp4,2026-12-01 09:00",
            {
                "text": "See https://a.example",
                "publish_at": _AT,
                "media": ["https://e.example/v.mp4"],
                "links": ["https://a.example", "https://b.example"],
            },
        ),
        (
            "post,platforms,mediaUrls,scheduleDate",
            "Hi,bluesky,,2026-12-01T09:00:00Z",
            {"text": "Hi", "publish_at": _AT, "platform": "bluesky"},
        ),
        (
            "scheduled_at,account_id,content",
            "2026-12-01T04:00:00-05:00,epa-x,Hi",
            {"text": "Hi", "publish_at": "2026-12-01T04:00:00-05:00", "account": "epa-x"},
        ),
    ],
)
def test_a_schedulers_table_is_known_by_its_header(
    tmp_path: Path, header: str, row: str, fields: dict[str, object]
) -> None:
    found = read(tmp_path, "a.csv", f"\ufeff{header}\r\n{row}\r\n", zone=UTC)
    assert not found.unknown
    record = found.only
    shown = dict(record.fields)
    shown.pop("id")
    shown["publish_at"] = str(shown["publish_at"])
    if "media" in shown:
        media = shown.pop("media")
        shown["media"] = [medium["url"] for medium in media]
        if any("alt" in medium for medium in media):
            shown["alt"] = [medium["alt"] for medium in media]
    if "links" in shown:
        shown["links"] = [link["url"] for link in shown["links"]]
    assert shown == fields
    assert record.carried is not None
    assert ("media.alt" in record.carried) == ("Alt text(s)" in header)


def test_a_row_for_several_platforms_is_a_post_each(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", 'post,platforms\nHi,"facebook, bluesky"\n')
    assert found.ids == ["a.csv@facebook", "a.csv@bluesky"]
    assert [record.fields["platform"] for record in found.records] == ["facebook", "bluesky"]


@pytest.mark.parametrize(
    ("dialect", "date", "expected"),
    [
        ("", "03/04/2026", None),
        ("", "13/04/2026", "2026-04-13"),
        ("", "04/13/2026", "2026-04-13"),
        ("", "04/04/2026", "2026-04-04"),
        ("sprout-social-dmy", "03/04/2026", "2026-04-03"),
        ("sprout-social-mdy", "03/04/2026", "2026-03-04"),
    ],
)
def test_a_date_that_may_be_two_days_is_unknown_until_the_order_is_declared(
    tmp_path: Path, dialect: str, date: str, expected: str | None
) -> None:
    text = f"date,time_24hr,message_text\n{date},09:00,Hi\n"
    record = read(tmp_path, "a.csv", text, dialect=dialect, zone=UTC).only
    if expected is None:
        assert "sprout-social-dmy" in record.withheld["publish_at"]
    else:
        assert str(record.fields["publish_at"]) == f"{expected}T09:00:00Z"


def test_a_time_without_a_zone_is_unknown_without_a_project(tmp_path: Path) -> None:
    record = read(tmp_path, "a.csv", "post,platforms,scheduleDate\nHi,x,2026-12-01T09:00:00\n").only
    assert "timezone" in record.withheld["publish_at"]


def test_a_date_that_is_none_is_told_or_withheld_where_the_tool_takes_words(tmp_path: Path) -> None:
    bad = read(tmp_path, "a.csv", "Text,Image URL,Tags,Posting Time\nHi,,,soon\n")
    assert bad.errors[0].startswith("a.csv:2:6: expected a date as year-month-day")
    words = read(tmp_path, "b.csv", "Date,Text,Link(s),Media URL(s)\nnext Friday,Hi,,\n").only
    assert "next Friday" in words.withheld["publish_at"]


def test_a_table_without_a_header_is_known_by_its_dates(tmp_path: Path) -> None:
    text = '13/12/2026 09:00,"Hi, all",https://e.example\n14/12/2026 09:05,Bye,\n'
    found = read(tmp_path, "a.csv", text, zone=UTC)
    assert [record.fields["text"] for record in found.records] == ["Hi, all", "Bye"]
    assert str(found.records[0].fields["publish_at"]) == "2026-12-13T09:00:00Z"
    assert place(found.records[0], ("text",), "all") == (1, 23)
    declared = read(tmp_path, "b.csv", "soon,Hi\n", dialect="hootsuite-dmy")
    assert declared.errors[0].startswith("b.csv:1:1: expected a date as day/month/year")
    assert declared.records[0].fields["text"] == "Hi"


def test_a_dialect_that_does_not_fit_or_exist_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", "text,lang\na,en\n", dialect="bufer")
    assert found.errors == ["a.csv:1:1: there is no dialect 'bufer' of CSV for post records"]
    assert found.problems[0].help == "did you mean buffer?"
    lacking = read(tmp_path, "b.csv", "text,lang\na,en\n", dialect="buffer")
    assert "lacks 'image url'" in lacking.errors[0]


def test_a_header_of_no_table_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", "Date,Message,Photo,Whatever\nx,y,z,w\n")
    assert found.errors == ["a.csv:1:1: the header is of no table that policycheck knows"]
    assert not found.records
    assert "nearest: Publer" in found.problems[0].help
    assert "declare a mapping" in found.problems[0].help


def test_a_column_that_nobody_knows_is_kept_and_told_once(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", "text,lang,ticket\na,en,1\nb,en,2\n")
    assert [(key.name, key.line, key.column) for key in found.unknown] == [("ticket", 1, 11)]
    assert [record.fields["ticket"] for record in found.records] == [1, 2]


def test_memory_does_not_grow_with_the_table(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        file = tmp_path / f"{count}.csv"
        file.write_text("text,lang\n" + "A line about clean air and water,en\n" * count)
        from policycheck.readers import read_inputs

        tracemalloc.start()
        number = sum(1 for _ in read_inputs([Input("a.csv", file)]))
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert number == count
        return highest

    peak(100)
    assert peak(6000) < 1.5 * peak(2500)


def test_every_dialect_is_found_by_its_own_columns() -> None:
    from policycheck.readers.csv_dialects import choose

    for dialect in DIALECTS.values():
        if dialect.tool != "Hootsuite":
            found = choose(list(dialect.columns))
            assert found is not None
            assert found.tool == dialect.tool
