"""Fails when the record, written as JSON, does not meet a JSON Schema.

The schema is of draft 2020-12 and stands in the policy. It may refer to its own parts (`$ref:
"#/…"`) and to nothing else. `pattern` is RE2 syntax; `patternProperties`, `format`, `$id` and
anchors are not available, and a keyword that nobody knows is refused.

The record has its fields as they were given: dates and lengths of time as text, nothing that is
worked out. Each error is found at its place.

Of a source that has no place for some fields, the schema is decided only where each field of the
record that it speaks of is carried whole; where it speaks of the fields as such
(`additionalProperties` and the like) it is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from policycheck.kinds.json_schema_parts import record_fields
from policycheck.kinds.json_schemas import as_json_schema, problem_in, validator
from policycheck.kinds.shown import brief, duration
from policycheck.mistakes.rules import KIND_MISAPPLIED
from policycheck.plan import (
    Binding,
    Case,
    Field,
    Hit,
    Judgement,
    Kind,
    Missing,
    Options,
    Place,
    Plan,
    Tighter,
    decide,
    undecided,
)

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: schema, schema: {properties: {category: {enum: [event, alert]}}}}
  pass: {text: Rain, category: alert}
- check: {kind: schema, schema: {properties: {category: {enum: [event, alert]}}}}
  fail: {text: Rain, category: alerts}
  found: alerts
- check: {kind: schema, schema: {properties: {text: {type: string, maxLength: 5}}}}
  pass: {text: Où ça}
- check: {kind: schema, schema: {properties: {text: {type: string, maxLength: 5}}}}
  fail: {text: Où ça?}
- check: {kind: schema, schema: {required: [publish_at]}}
  fail: {text: Rain}
- check:
    kind: schema
    schema:
      $defs: {day: {type: string, pattern: '^2026-'}}
      properties: {publish_at: {$ref: "#/$defs/day"}}
  pass: {text: Rain, publish_at: 2026-03-01}
- check:
    kind: schema
    schema:
      $defs: {day: {type: string, pattern: '^2026-'}}
      properties: {publish_at: {$ref: "#/$defs/day"}}
  fail: {text: Rain, publish_at: 2027-03-01}
  found: 2027-03-01
- check: {kind: schema, schema: {not: {anyOf: [{required: [party]}, {required: [ideology]}]}}}
  applies_to: moderation
  fail: {id: m, party: green}
- check: {kind: schema, schema: {not: {anyOf: [{required: [party]}, {required: [ideology]}]}}}
  applies_to: moderation
  pass: {id: m, political: false}
"""


class SchemaOptions(Options):
    schema_: Annotated[
        dict[str, Any],
        Tighter.NEITHER,
        Field(alias="schema", min_length=1, description="a JSON Schema, draft 2020-12"),
    ]


def plan(options: SchemaOptions, bind: Binding) -> Plan:
    if bind.each:
        bind.refuse(
            "schema judges whole records, not the elements of a list",
            "schema",
            mistake=KIND_MISAPPLIED,
            advice="leave out each, and describe the elements with items",
        )
    schema = as_json_schema(options.schema_)
    problem = problem_in(schema)
    if problem is not None:
        bind.refuse(problem.message, "schema", *problem.pointer, advice=problem.advice)
    wanted = record_fields(schema)
    ready = validator(schema)

    def judge(case: Case) -> Judgement:
        missing = _not_carried(case, wanted)
        if missing:
            return undecided(*missing)
        errors = sorted(ready.iter_errors(_as_json(case.record.fields)), key=_order)
        return decide([_hit(error) for error in errors])

    return Plan(judge)


def _not_carried(case: Case, wanted: frozenset[str]) -> list[Missing]:
    """The fields that the schema speaks of and that cannot be told; "" is all fields."""
    record = case.record
    gaps = [
        Missing(path, why)
        for path, why in sorted(record.withheld.items())
        if path.split(".")[0] in wanted or "" in wanted
    ]
    if record.carried is not None:
        gaps += [
            Missing(name) if name else Missing(record.kind, "its source does not carry every field")
            for name in sorted(wanted)
            if name not in record.carried
        ]
    return gaps


def _as_json(value: Any) -> Any:
    """A value of a record as JSON has it."""
    if isinstance(value, dict):
        return {name: _as_json(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(item) for item in value]
    if value is None or isinstance(value, str | int | float):
        return value
    return duration(value) if hasattr(value, "total_seconds") else str(value)


def _order(error: ValidationError) -> tuple[str, str]:
    return error.json_path, "/".join(map(str, error.absolute_schema_path))


def _hit(error: ValidationError) -> Hit:
    pointer = tuple(error.absolute_path)
    path = ".".join(str(step) for step in pointer) or "the record"
    values = {
        "path": path,
        "value": brief(_in_json(error.instance)),
        "keyword": str(error.validator),
        "expected": brief(_in_json(error.validator_value)),
    }
    return Hit(Place(pointer), values)


def _in_json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)


KIND = Kind(
    name="schema",
    options=SchemaOptions,
    plan=plan,
    message="{path} is {value}, the schema says {keyword}: {expected}",
    values=("path", "value", "keyword", "expected"),
)
