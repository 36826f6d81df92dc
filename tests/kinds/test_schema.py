from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from policycheck.kinds.json_schema_parts import record_fields
from policycheck.kinds.json_schemas import as_json_schema, problem_in, validator
from policycheck.model.finding import Outcome
from policycheck.plan import Plain
from tests.kinds.verdicts import judged, record, refusal

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner),
    max_leaves=6,
)
SCHEMAS = st.recursive(
    st.booleans()
    | st.fixed_dictionaries({"type": st.sampled_from(["string", "object", "array", "integer"])})
    | st.fixed_dictionaries({"pattern": st.sampled_from(["^a", "b$", "ab?"])})
    | st.fixed_dictionaries({"required": st.lists(st.sampled_from("ab"), unique=True)}),
    lambda inner: (
        st.fixed_dictionaries({"properties": st.dictionaries(st.sampled_from("ab"), inner)})
        | st.fixed_dictionaries({"items": inner})
        | st.fixed_dictionaries({"anyOf": st.lists(inner, min_size=1, max_size=3)})
        | st.fixed_dictionaries({"not": inner})
    ),
    max_leaves=6,
)


@given(SCHEMAS, VALUES)
def test_verdicts_agree_with_the_library(schema: Any, value: Any) -> None:
    assert problem_in(schema) is None
    assert validator(schema).is_valid(value) == Draft202012Validator(schema).is_valid(value)


def test_plain_scalars_take_their_own_type() -> None:
    written = {"maxLength": Plain("5"), "enum": [Plain("no"), "5", Plain("1.5"), Plain("true")]}
    assert as_json_schema(written) == {"maxLength": 5, "enum": ["no", "5", 1.5, True]}


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "strng"}, "no JSON Schema"),
        ({"$ref": "https://example.gov/schema.json"}, "leads nowhere"),
        ({"$ref": "other.json#/$defs/a"}, "leads nowhere"),
        ({"$ref": "#/$defs/a"}, "leads nowhere"),
        ({"$ref": "#/default", "default": {"pattern": "("}}, "leads nowhere"),
        ({"properties": {"text": {"maxLenght": 5}}}, "maxLenght is not available"),
        ({"format": "email"}, "format is not available"),
        ({"patternProperties": {"a": True}}, "patternProperties is not available"),
        ({"$id": "https://example.gov/a"}, "$id is not available"),
        ({"pattern": "(?=a)"}, "RE2 refuses"),
        ({"$ref": "#"}, "without end"),
        ({"$defs": {"a": {"anyOf": [{"$ref": "#/$defs/a"}]}}}, "without end"),
        ({"$schema": "http://json-schema.org/draft-07/schema#"}, "another dialect"),
    ],
)
def test_a_schema_that_cannot_be_used_is_refused(schema: Any, words: str) -> None:
    problem = problem_in(schema)
    assert problem is not None
    assert words in problem.message


def test_a_chain_of_references_that_doubles_at_each_step_is_refused() -> None:
    definitions: dict[str, Any] = {
        f"a{number}": {"allOf": [{"$ref": f"#/$defs/a{number + 1}"}] * 2} for number in range(30)
    }
    schema = {"$defs": {**definitions, "a30": {"type": "string"}}, "$ref": "#/$defs/a0"}
    problem = problem_in(schema)
    assert problem is not None
    assert "too involved" in problem.message


def test_a_schema_of_a_tree_may_refer_to_itself() -> None:
    assert problem_in({"properties": {"parts": {"items": {"$ref": "#"}}}}) is None


def test_a_pattern_of_re2_that_the_library_would_refuse_is_allowed() -> None:
    schema = {"pattern": r"^\pL+$"}
    assert problem_in(schema) is None
    assert validator(schema).is_valid("été")
    assert not validator(schema).is_valid("2026")


def test_a_pattern_takes_time_in_proportion_to_the_text() -> None:
    assert not validator({"pattern": "^(a+)+$"}).is_valid("a" * 40 + "!")


def test_a_problem_stands_at_its_place() -> None:
    problem = refusal("{kind: schema, schema: {properties: {text: {pattern: '(?=a)'}}}}")
    assert problem.column == 54
    assert "RE2" in problem.message


def test_each_error_is_a_hit_at_its_place() -> None:
    schema = {"properties": {"text": {"maxLength": 1}, "media": {"items": {"required": ["alt"]}}}}
    post = "{text: Rain, media: [{file: a.png, alt: Shore}, {file: b.png}]}"
    judgement = judged(json.dumps({"kind": "schema", "schema": schema}), post)
    assert [hit.place.pointer for hit in judgement.hits] == [("media", 1), ("text",)]
    assert judgement.hits[1].values == {
        "path": "text",
        "value": '"Rain"',
        "keyword": "maxLength",
        "expected": "1",
    }


def test_dates_and_lengths_of_time_are_text() -> None:
    check = (
        "{kind: schema, schema: {properties: {created_at: {const: '2026-03-01'}, "
        "sla: {properties: {reply: {const: 36h}}}}}}"
    )
    account = "{id: a, created_at: 2026-03-01, sla: {reply: 36h}}"
    assert judged(check, account, "account").outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("schema", "fields"),
    [
        ({"properties": {"text": {"properties": {"b": True}}}, "required": ["a"]}, {"text", "a"}),
        ({"not": {"anyOf": [{"required": ["party"]}]}}, {"party"}),
        ({"dependentRequired": {"geo": ["location_approved"]}}, {"geo", "location_approved"}),
        ({"$defs": {"x": {"required": ["a"]}}, "$ref": "#/$defs/x"}, {"a"}),
        ({"additionalProperties": False, "properties": {"a": True}}, {"", "a"}),
    ],
)
def test_the_fields_that_a_schema_speaks_of(schema: Any, fields: set[str]) -> None:
    assert record_fields(schema) == fields


@pytest.mark.parametrize(
    ("schema", "outcome"),
    [
        ("{required: [text]}", Outcome.PASS),
        ("{required: [category]}", Outcome.UNKNOWN),
        ("{not: {required: [category]}}", Outcome.UNKNOWN),
        ("{properties: {media: {maxItems: 1}}}", Outcome.UNKNOWN),
        ("{additionalProperties: false, properties: {text: true}}", Outcome.UNKNOWN),
    ],
)
def test_fields_that_the_source_cannot_have_are_unknown(schema: str, outcome: Outcome) -> None:
    post = record("{text: Rain}", carried=["text", "media.file"])
    assert judged(f"{{kind: schema, schema: {schema}}}", post).outcome is outcome


def test_elements_of_a_list_are_not_judged_by_a_schema() -> None:
    problem = refusal("{kind: schema, schema: {type: object}}", each="media")
    assert "whole records" in problem.message
