from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from policycheck.document.node import Style
from policycheck.model.admission import Door, admit
from policycheck.model.kind import FLAG, INSTANT, NUMBER, TEXT, TEXTS, WHOLE, group, many
from policycheck.model.moment import Moment
from policycheck.model.shape import (
    ABSENT,
    Choice,
    Duration,
    Field,
    Free,
    Group,
    ListOf,
    Reference,
    Type,
)
from tests.model.written_nodes import Json, json_document, scalar

WORD = Choice(("image", "video"))
NAMED = group(name=Field(TEXT), count=Field(WHOLE))
FILE = Group(
    main="file",
    fields={
        "file": Field(TEXT),
        "minor": Field(FLAG),
        "host": Field(TEXT, computed=True),
    },
)


def admitted(text: str, style: Style, shape: Type) -> tuple[Any, list[str]]:
    door = Door()
    value = admit(scalar(text, style), shape, door)
    return value, [str(problem) for problem in door.problems]


def admitted_json(value: Json, shape: Type) -> tuple[Any, list[str], Door]:
    door = Door()
    result = admit(json_document(value), shape, door)
    return result, [str(problem) for problem in door.problems], door


NOON = Moment.instant(datetime(2026, 12, 1, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "style", "shape", "value"),
    [
        ("Rain", "plain", TEXT, "Rain"),
        ("0123", "plain", TEXT, "0123"),
        ("true", "plain", TEXT, "true"),
        ("2026-12-01", "plain", TEXT, "2026-12-01"),
        ("null", "quoted", TEXT, "null"),
        ("", "quoted", TEXT, ""),
        ("epa-x", "plain", Reference("account"), "epa-x"),
        ("7", "plain", Reference("account"), "7"),
        ("video", "plain", WORD, "video"),
        ("video", "quoted", WORD, "video"),
        ("2026-12-01T12:00Z", "plain", INSTANT, NOON),
        ("2026-12-01T12:00Z", "quoted", INSTANT, NOON),
        ("24h", "plain", Duration(), timedelta(days=1)),
        ("24h", "quoted", Duration(), timedelta(days=1)),
        ("true", "plain", FLAG, True),
        ("false", "typed", FLAG, False),
        ("3", "plain", NUMBER, 3),
        ("-3.5e1", "typed", NUMBER, -35.0),
        (".5", "plain", NUMBER, 0.5),
        ("3", "typed", WHOLE, 3),
        ("3.0", "typed", WHOLE, 3),
        ("one", "plain", TEXTS, ["one"]),
    ],
)
def test_a_scalar_takes_the_type_of_its_field(
    text: str, style: Style, shape: Type, value: object
) -> None:
    found, problems = admitted(text, style, shape)
    assert problems == []
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("shape", [TEXT, FLAG, NUMBER, INSTANT, WORD, TEXTS, NAMED, FILE, Free()])
@pytest.mark.parametrize(
    ("text", "style"), [("", "plain"), ("~", "plain"), ("null", "plain"), ("null", "typed")]
)
def test_null_is_absence_in_every_type(text: str, style: Style, shape: Type) -> None:
    assert admitted(text, style, shape) == (ABSENT, [])


AT = "record.yaml:1:8: "


@pytest.mark.parametrize(
    ("text", "style", "shape", "sentence"),
    [
        ("5", "typed", TEXT, "expected text in quotes, found 5"),
        ("true", "typed", TEXT, "expected text in quotes, found true"),
        ("5", "typed", Reference("account"), "expected an id in quotes, found 5"),
        ("5", "typed", WORD, "expected a word in quotes, found 5"),
        ("2026", "typed", INSTANT, "expected a date or an instant in quotes, found 2026"),
        ("24", "typed", Duration(), "expected a length of time in quotes, found 24"),
        ("pdf", "plain", WORD, "expected one of image, video; found 'pdf'"),
        ("Video", "plain", WORD, "expected one of image, video; found 'Video'"),
        (
            "soon",
            "plain",
            INSTANT,
            (
                "expected a date such as 2026-12-01 or an instant such as 2026-12-01T09:00Z; "
                "found 'soon'"
            ),
        ),
        ("2026-02-30", "plain", INSTANT, "there is no such date or time; found '2026-02-30'"),
        (
            "24",
            "plain",
            Duration(),
            "expected a length of time such as 15m, 24h, 90d or 2w; found '24'",
        ),
        ("yes", "plain", FLAG, "expected true or false, found 'yes'"),
        ("True", "plain", FLAG, "expected true or false, found 'True'"),
        ("1", "typed", FLAG, "expected true or false, found '1'"),
        ("true", "quoted", FLAG, "expected true or false, found the text 'true'"),
        ("3", "quoted", NUMBER, "expected a number, found the text '3'"),
        ("three", "plain", NUMBER, "expected a number, found 'three'"),
        ("true", "typed", NUMBER, "expected a number, found 'true'"),
        ("1e999", "typed", NUMBER, "expected a number, found '1e999'"),
        (".inf", "plain", NUMBER, "expected a number, found '.inf'"),
        ("3", "quoted", WHOLE, "expected a whole number, found the text '3'"),
        ("3.5", "plain", WHOLE, "expected a whole number, found '3.5'"),
        ("1e999", "typed", WHOLE, "expected a whole number, found '1e999'"),
        ("x", "plain", many(TEXT), "expected a list, found 'x'"),
        ("x", "plain", NAMED, "expected named fields, found 'x'"),
        ("x", "quoted", NAMED, "expected named fields, found the text 'x'"),
    ],
)
def test_a_scalar_of_another_type_is_refused_where_it_stands(
    text: str, style: Style, shape: Type, sentence: str
) -> None:
    assert admitted(text, style, shape) == (ABSENT, [AT + sentence])


@pytest.mark.parametrize("shape", [NUMBER, WHOLE])
def test_a_number_of_thousands_of_digits_is_refused(shape: Type) -> None:
    value, problems = admitted("9" * 5000, "typed", shape)
    assert value is ABSENT
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (TEXT, "text"),
        (INSTANT, "a date or an instant"),
        (Duration(), "a length of time"),
        (WORD, "a word"),
        (Reference("post"), "an id"),
        (FLAG, "true or false"),
        (NUMBER, "a number"),
        (WHOLE, "a whole number"),
    ],
)
@pytest.mark.parametrize(("value", "found"), [([], "a list"), ({}, "named fields")])
def test_a_list_or_a_group_is_no_scalar(
    shape: Type, expected: str, value: Json, found: str
) -> None:
    result, problems, _ = admitted_json(value, shape)
    assert result is ABSENT
    assert problems == [f"record.json:1:1: expected {expected}, found {found}"]


def test_a_list_keeps_what_is_good_and_points_at_each_item_that_is_not() -> None:
    value, problems, _ = admitted_json(["a", 5, None, "b", {}], many(TEXT))
    assert value == ["a", "b"]
    assert problems == [
        "record.json:3:1: expected text in quotes, found 5",
        "record.json:6:1: expected text, found named fields",
    ]


def test_an_empty_list_is_a_value() -> None:
    assert admitted_json([], TEXTS)[:2] == ([], [])


def test_a_single_group_stands_for_a_list_of_one_where_the_field_says_so() -> None:
    value, problems, _ = admitted_json({"name": "a"}, ListOf(NAMED, or_one=True))
    assert (value, problems) == ([{"name": "a"}], [])


def test_a_group_drops_what_is_absent_or_wrong_and_keeps_the_rest() -> None:
    value, problems, _ = admitted_json({"name": None, "count": "2"}, NAMED)
    assert value == {}
    assert problems == ["record.json:3:10: expected a whole number, found the text '2'"]


def test_a_plain_value_stands_for_the_main_field_of_a_group() -> None:
    value, problems, _ = admitted_json(["rain.jpg", {"file": "sun.jpg", "minor": True}], many(FILE))
    assert value == [{"file": "rain.jpg"}, {"file": "sun.jpg", "minor": True}]
    assert problems == []


def test_a_value_that_the_main_field_refuses_is_refused_for_the_group() -> None:
    assert admitted_json(5, FILE)[1] == ["record.json:1:1: expected text in quotes, found 5"]
    assert admitted_json([], FILE)[1] == ["record.json:1:1: expected text, found a list"]


def test_places_are_found_however_deep() -> None:
    shape = group(media=Field(many(group(captions=Field(FILE)))))
    _, problems, _ = admitted_json({"media": [{"captions": {"file": "a", "minor": "no"}}]}, shape)
    assert problems == ["record.json:6:10: expected true or false, found the text 'no'"]


def test_columns_count_code_points() -> None:
    _, problems, _ = admitted_json({"🌧🌧": "no"}, Group({"🌧🌧": Field(FLAG)}))
    assert problems == ["record.json:2:7: expected true or false, found the text 'no'"]


def test_a_key_that_nobody_declared_is_kept_as_it_is_and_told_with_its_place() -> None:
    written: Json = {"name": "a", "ticket": {"n": [1, 2.5, "3", None, True]}}
    value, problems, door = admitted_json(written, NAMED)
    assert value == written
    assert problems == []
    (key,) = door.unknown_keys
    assert key.text == "ticket"
    assert key.source.position(key.span.start) == (3, 1)


def test_a_computed_field_is_never_taken_from_a_file() -> None:
    value, problems, door = admitted_json({"file": "a", "host": "epa.gov"}, FILE)
    assert value == {"file": "a"}
    assert problems == []
    assert [key.text for key in door.unknown_keys] == ["host"]


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("true", "plain", True),
        ("false", "typed", False),
        ("yes", "plain", "yes"),
        ("True", "plain", "True"),
        ("12", "plain", 12),
        ("-12", "typed", -12),
        ("1.50", "plain", 1.5),
        ("1e3", "typed", 1000.0),
        ("12", "quoted", "12"),
        ("true", "quoted", "true"),
        ("1.2.3", "plain", "1.2.3"),
        ("2026-12-01", "plain", "2026-12-01"),
    ],
)
def test_a_field_without_a_type_takes_the_type_that_is_written(
    text: str, style: Style, value: object
) -> None:
    found, problems = admitted(text, style, Free())
    assert problems == []
    assert found == value
    assert type(found) is type(value)
