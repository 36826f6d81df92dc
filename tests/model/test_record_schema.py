from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from policycheck.model.admission import Door, admit
from policycheck.model.attested import Attestations, attestable, without_them
from policycheck.model.json_schema import record_schema, schema_of, written_shape
from policycheck.model.kind import RecordKind
from policycheck.model.post import POST
from policycheck.model.registry import RECORD_KINDS
from policycheck.model.shape import (
    Choice,
    Duration,
    Flag,
    Free,
    Group,
    Instant,
    ListOf,
    Number,
    Reference,
    Text,
    Type,
)
from tests.model.written_nodes import Json, json_document

VALIDATORS = {name: Draft202012Validator(record_schema(k)) for name, k in RECORD_KINDS.items()}
KINDS = pytest.mark.parametrize("kind", RECORD_KINDS.values(), ids=RECORD_KINDS)

#: Texts that are nearly something: wrong here, right there.
NEAR = ("", "true", "1", "null", "yes", "2026-12", "2026-12-01", "tomorrow", "5x", "24h", "agency")
TEXTS = st.text(max_size=6) | st.sampled_from(NEAR)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
JSON: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda below: st.lists(below, max_size=2) | st.dictionaries(TEXTS, below, max_size=2),
    max_leaves=4,
)
INSTANTS = st.dates().map(str) | st.builds(
    lambda when, zone: when.isoformat() + zone,
    st.datetimes(),
    st.sampled_from(["", "Z", "+02:00", "-0500"]),
)
DURATIONS = st.builds(lambda n, unit: f"{n}{unit}", st.integers(0, 10**7), st.sampled_from("smhdw"))


@st.composite
def values(draw: st.DrawFn, shape: Type, mutated: bool) -> Json:
    """A value of a shape as JSON may write it; where `mutated`, with errors strewn in."""
    if mutated and draw(st.sampled_from((False, False, True))):
        return draw(JSON)
    if attestable(shape) and draw(st.sampled_from((False, False, False, True))):
        return draw(attested(shape, mutated))
    return draw(plain(shape, mutated))


@st.composite
def attested(draw: st.DrawFn, shape: Type, mutated: bool) -> Json:
    """A value that somebody vouches for."""
    inner = plain(shape, mutated).filter(lambda value: mutated or value is not None)
    value = {"value": draw(inner), "attested_by": "j.ortiz"}
    beside = st.dictionaries(
        st.sampled_from(("value", "attested_by", "attested_on", "expires", "by")), JSON | INSTANTS
    )
    if mutated and draw(st.booleans()):
        value |= draw(beside)
    return value


@st.composite
def plain(draw: st.DrawFn, shape: Type, mutated: bool) -> Json:
    if isinstance(shape, Group):
        return draw(groups(shape, mutated))
    if isinstance(shape, ListOf):
        if shape.or_one and draw(st.booleans()):
            return draw(plain(shape.item, mutated))
        return draw(st.lists(st.none() | values(shape.item, mutated), max_size=3))
    value: Json = draw(st.none() | scalars(shape))
    return value


@st.composite
def groups(draw: st.DrawFn, shape: Group, mutated: bool, whole: bool = False) -> Json:
    if shape.main and not whole and draw(st.booleans()):
        return draw(values(shape.fields[shape.main].type, mutated))
    given_names = [name for name, declared in shape.fields.items() if not declared.computed]
    names = draw(st.lists(st.sampled_from(given_names), min_size=1, max_size=3, unique=True))
    value = {name: draw(values(shape.fields[name].type, mutated)) for name in names}
    if mutated:
        value |= draw(st.dictionaries(TEXTS, JSON, max_size=1))
    return value


SCALARS: dict[type, st.SearchStrategy[Any]] = {
    Text: TEXTS,
    Reference: TEXTS,
    Flag: st.booleans(),
    Instant: INSTANTS,
    Duration: DURATIONS,
    Free: JSON,
}
WHOLE_NUMBERS = st.integers() | st.integers(-999, 999).map(float)


def scalars(shape: Type) -> st.SearchStrategy[Any]:
    if isinstance(shape, Choice):
        return st.sampled_from(shape.values)
    if isinstance(shape, Number):
        return WHOLE_NUMBERS if shape.whole else NUMBERS
    return SCALARS[type(shape)]


def problems_with(value: Json, shape: Type) -> list[str]:
    door = Door(zone=UTC)
    node = without_them(json_document(value), shape, door, Attestations(), "")
    admit(node, shape, door)
    return [str(problem) for problem in door.problems]


SETTINGS = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@KINDS
@SETTINGS
@given(data=st.data())
def test_admission_and_the_json_schema_agree(kind: RecordKind, data: st.DataObject) -> None:
    shape = written_shape(kind)
    value = data.draw(groups(shape, mutated=True, whole=True))
    problems = problems_with(value, shape)
    event("refused" if problems else "admitted")
    errors = [error.message for error in VALIDATORS[kind.name].iter_errors(value)]
    assert bool(problems) == bool(errors), (problems, errors)


@KINDS
@SETTINGS
@given(data=st.data())
def test_a_value_of_the_shape_is_admitted(kind: RecordKind, data: st.DataObject) -> None:
    shape = written_shape(kind)
    value = data.draw(groups(shape, mutated=False, whole=True))
    assert problems_with(value, shape) == []
    assert VALIDATORS[kind.name].is_valid(value)


def given_alone(shape: Type, value: Json) -> Iterator[Json]:
    """The value in the place of every field at any depth, each in a record with nothing else."""
    yield value
    if isinstance(shape, ListOf):
        yield from ([below] for below in given_alone(shape.item, value))
    if isinstance(shape, Group):
        for name, declared in shape.fields.items():
            yield from ({name: below} for below in given_alone(declared.type, value))


@KINDS
@pytest.mark.parametrize(
    "value",
    [None, True, 5, 1.5, "", "x", "2026-12-01", "24h", [], [5], ["x"], [None], {}, {"x": 5}],
    ids=repr,
)
def test_admission_and_the_json_schema_agree_on_every_field(kind: RecordKind, value: Json) -> None:
    shape = written_shape(kind)
    for record in given_alone(shape, value):
        if isinstance(record, dict):
            refused = problems_with(record, shape) != []
            assert refused != VALIDATORS[kind.name].is_valid(record), record


@given(data=st.data(), whole=st.booleans())
def test_numbers_are_judged_alike(data: st.DataObject, whole: bool) -> None:
    shape = Number(whole=whole)
    value = data.draw(NUMBERS | JSON)
    accepted = value is None or Draft202012Validator(schema_of(shape)).is_valid(value)
    assert (not problems_with(value, shape)) == accepted


@KINDS
def test_the_schema_is_a_document_of_its_own(kind: RecordKind) -> None:
    schema = record_schema(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:policycheck:schema:{kind.name}:1"
    assert schema["title"] == kind.name
    assert schema["description"] == kind.doc
    assert schema["type"] == "object"


def computed(shape: Type) -> set[str]:
    below = shape.item if isinstance(shape, ListOf) else shape
    if not isinstance(below, Group):
        return set()
    names = {name for name, declared in below.fields.items() if declared.computed}
    return names.union(*(computed(declared.type) for declared in below.fields.values()))


@KINDS
def test_the_schema_describes_every_field_that_can_be_given_and_no_other(kind: RecordKind) -> None:
    properties = record_schema(kind)["properties"]
    expected = {name: f for name, f in kind.shape.fields.items() if not f.computed}
    assert {name: schema["description"] for name, schema in properties.items()} == {
        name: declared.doc for name, declared in expected.items()
    }


def test_a_computed_field_within_a_group_is_not_in_the_schema() -> None:
    links = record_schema(POST)["properties"]["links"]["anyOf"][0]
    assert "host" in computed(POST.shape.fields["links"].type)
    assert "host" not in str(links["items"]["anyOf"][0]["properties"].keys())


@pytest.mark.parametrize(
    ("account", "accepted"),
    [("epa-x", True), (["epa-x", "epa-fb"], True), (None, True), (7, False), ([7], False)],
)
def test_a_post_may_name_one_account_or_several(account: Json, accepted: bool) -> None:
    assert VALIDATORS["post"].is_valid({"account": account}) is accepted


def test_a_post_taken_apart_has_one_account() -> None:
    assert problems_with({"account": ["epa-x"]}, POST.shape) == [
        "record.json:2:12: expected an id, found a list"
    ]


def test_other_kinds_are_written_as_they_are_admitted() -> None:
    for name, kind in RECORD_KINDS.items():
        assert (written_shape(kind) is kind.shape) == (name != "post")


# Where the two differ: a JSON Schema knows no calendar, no zone, and no largest number.


def test_an_impossible_date_is_refused_by_admission_alone() -> None:
    value: Json = {"created_at": "2026-02-30"}
    assert VALIDATORS["post"].is_valid(value)
    assert problems_with(value, POST.shape) == [
        "record.json:2:15: there is no such date or time; found '2026-02-30'"
    ]


def test_an_instant_without_a_zone_is_refused_by_admission_alone() -> None:
    value: Json = {"created_at": "2026-12-01T09:00"}
    assert VALIDATORS["post"].is_valid(value)
    assert problems_with(value, POST.shape) == []
    door = Door()
    admit(json_document(value), POST.shape, door)
    assert [str(problem) for problem in door.problems] == [
        (
            "record.json:2:15: an instant needs a zone: write 2026-12-01T09:00Z or +02:00; "
            "found '2026-12-01T09:00'"
        )
    ]


def test_a_number_too_large_to_hold_is_refused_by_admission_alone() -> None:
    assert VALIDATORS["post"].is_valid({"media": [{"flash_hz": math.inf}]})
    assert problems_with(math.inf, Number()) == [
        "record.json:1:1: expected a number, found 'Infinity'"
    ]


@given(st.from_regex(schema_of(Instant())["pattern"], fullmatch=True))
def test_what_the_pattern_lets_through_only_the_calendar_refuses(text: str) -> None:
    sentences = {problem.partition(";")[0] for problem in problems_with(text, Instant())}
    assert sentences <= {"record.json:1:1: there is no such date or time"}
