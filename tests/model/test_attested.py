from __future__ import annotations

from typing import Any

import pytest

from policycheck.document import Mapping
from policycheck.model.account import ACCOUNT
from policycheck.model.admission import Door, admit
from policycheck.model.attested import Attestation, Attestations, without_them
from policycheck.model.kind import FLAG, INSTANT, TEXT, TEXTS, group, many
from policycheck.model.moment import parse_moment
from policycheck.model.record import Record, lapsed
from policycheck.model.shape import Field, Free, Group, Type
from tests.model.written_nodes import Json, json_document

SHAPE = group(
    flag=Field(FLAG),
    words=Field(TEXTS),
    when=Field(INSTANT),
    parts=Field(many(Group({"name": Field(TEXT), "ok": Field(FLAG)}, main="name"))),
    free=Field(Free()),
)


def taken(value: Json, shape: Type = SHAPE) -> tuple[Any, Attestations, list[str]]:
    door, found = Door(), Attestations()
    assert isinstance(value, dict)
    node = json_document(value)
    assert isinstance(node, Mapping)
    result = {}
    for name, (_, below) in node.entries.items():
        assert isinstance(shape, Group)
        of = shape.fields[name].type
        result[name] = admit(without_them(below, of, door, found, name), of, door)
    return result, found, [str(problem) for problem in door.problems]


def test_the_plain_value_takes_the_place_and_the_attestation_is_kept_beside_it() -> None:
    value, found, problems = taken(
        {
            "flag": {
                "value": True,
                "attested_by": "j.ortiz",
                "attested_on": "2026-10-01",
                "expires": "2027-01-01",
            }
        }
    )
    assert problems == []
    assert value == {"flag": True}
    on, expires = parse_moment("2026-10-01", None), parse_moment("2027-01-01", None)
    assert found == {"flag": Attestation("j.ortiz", on, expires)}


@pytest.mark.parametrize(
    ("written", "value", "paths"),
    [
        ({"words": {"value": ["a", "b"]}}, {"words": ["a", "b"]}, ["words"]),
        ({"words": {"value": "a"}}, {"words": ["a"]}, ["words"]),
        ({"words": ["a", {"value": "b"}]}, {"words": ["a", "b"]}, ["words.1"]),
        ({"parts": {"value": [{"name": "n"}]}}, {"parts": [{"name": "n"}]}, ["parts"]),
        (
            {"parts": [{"name": "n"}, {"name": "m", "ok": {"value": False}}]},
            {"parts": [{"name": "n"}, {"name": "m", "ok": False}]},
            ["parts.1.ok"],
        ),
    ],
)
def test_it_may_stand_wherever_a_value_or_a_list_may(
    written: Json, value: Json, paths: list[str]
) -> None:
    found_value, found, problems = taken(written)
    assert problems == []
    assert found_value == value
    assert list(found) == paths


def test_what_has_no_type_is_left_as_it_is() -> None:
    written: Json = {"free": {"value": 1, "attested_by": "x"}}
    assert taken(written) == (written, {}, [])


@pytest.mark.parametrize(
    ("written", "problems"),
    [
        (
            {"attested_by": "x"},
            ["record.json:2:9: this is attested, and has no value"],
        ),
        (
            {"value": None, "attested_by": "x"},
            ["record.json:2:9: this is attested, and has no value"],
        ),
        (
            {"value": True, "attestd_by": "x"},
            ["record.json:4:1: an attested value has no 'attestd_by'"],
        ),
        (
            {"value": True, "expires": "soon"},
            ["record.json:4:12: expected a date such as 2026-12-01 or an instant"],
        ),
        ({"value": {"value": True}}, ["record.json:3:10: expected true or false, found named"]),
        ({"other": True}, ["record.json:2:9: expected true or false, found named fields"]),
    ],
)
def test_what_is_wrong_with_it_is_told_where_it_stands(written: Json, problems: list[str]) -> None:
    found = taken({"flag": written})[2]
    assert len(found) == len(problems)
    assert all(one.startswith(start) for one, start in zip(found, problems, strict=True))


def test_a_key_that_is_nearly_right_is_shown_the_right_one() -> None:
    door = Door()
    node = json_document({"value": True, "expire": "2027-01-01"})
    without_them(node, FLAG, door, Attestations(), "flag")
    assert [problem.help for problem in door.problems] == ["did you mean 'expires'?"]


def record(**attested: Attestation) -> Record:
    found = Attestations({name.replace("__", "."): one for name, one in attested.items()})
    return Record("account", "a", {}, json_document({}), attested=found)


def vouched(on: str, expires: str) -> Attestation:
    return Attestation("j.ortiz", parse_moment(on, None), parse_moment(expires, None))


VOUCHED = vouched("2026-10-01", "2027-01-01")


@pytest.mark.parametrize(
    ("now", "why"),
    [
        ("2026-12-01T09:00Z", None),
        ("2027-01-01T23:59Z", None),
        (
            "2027-01-02T00:00Z",
            "it was attested by j.ortiz on 2026-10-01, and that lapsed on 2027-01-01",
        ),
        ("2026-10-01T00:00Z", None),
        (
            "2026-09-30T23:59Z",
            "it was attested by j.ortiz on 2026-10-01, which is yet to come",
        ),
    ],
)
def test_an_attestation_holds_from_its_day_through_the_day_it_expires(
    now: str, why: str | None
) -> None:
    assert lapsed(record(flag=VOUCHED), "flag", parse_moment(now, None)) == why


@pytest.mark.parametrize(
    ("path", "concerned"),
    [
        ("apps.0.scope", True),
        ("apps.1.scope", False),
        ("apps.scope", True),
        ("apps.name", False),
        ("app", False),
        ("tags.3", True),
        ("tags", True),
    ],
)
def test_a_lapse_concerns_the_field_and_what_is_in_it(path: str, concerned: bool) -> None:
    one = record(apps__0__scope=VOUCHED, tags=VOUCHED)
    assert (lapsed(one, path, parse_moment("2028-01-01", None)) is not None) is concerned


def test_one_that_tells_no_dates_never_lapses() -> None:
    assert lapsed(record(flag=Attestation("x")), "flag", parse_moment("2099-01-01", None)) is None


def test_an_account_takes_the_attestation_of_its_second_factor() -> None:
    written: Json = {"mfa": {"enabled": {"value": True, "attested_by": "j.ortiz"}}}
    value, found, problems = taken(written, ACCOUNT.shape)
    assert (value, problems) == ({"mfa": {"enabled": True}}, [])
    assert list(found) == ["mfa.enabled"]
