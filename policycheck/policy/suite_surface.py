"""What a suite of tests says, `NAME.test.yaml`, as pydantic models and as a JSON Schema.

```yaml
title: What the office publishes
policy: office.yaml
as_of: 2026-12-01T09:00Z
timezone: Europe/Zurich
rules: [DEP-*]
params: {longest_post: 200}
records:
  posts:
    - {id: short, text: The dam holds.}
  accounts: {files: [accounts.yaml]}
expect:
  - {rule: DEP-001, record: short, outcome: pass}
mutants:
  equivalent:
    - {id: "DEP-001:check/max:200→201", reason: the platform refuses a post of 201 characters}
```
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, model_validator

from policycheck.mistakes.language import WRONG_VALUE
from policycheck.model.finding import Severity
from policycheck.model.json_schema import DIALECT
from policycheck.model.moment import INSTANT
from policycheck.plan import Strings
from policycheck.policy.project import RECORD_KEYS
from policycheck.policy.surface import InstantText, Surface
from policycheck.policy.validation import Refused

__all__ = ["ExpectationSurface", "FilesSurface", "SuiteSurface", "suite_schema"]

T = TypeVar("T")
Some = Annotated[str, Field(min_length=1)]


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refused(
            WRONG_VALUE, f"there is no time zone {name}", "write one such as Europe/Zurich"
        ) from None
    return name


def _some(items: tuple[T, ...]) -> tuple[T, ...]:
    """Refuse an empty list; a minimum length would also count the items that are wrong."""
    if not items:
        raise Refused(WRONG_VALUE, "the list is empty", "write what belongs there")
    return items


#: One or more ids, or parts of ids with *.
Names = Annotated[Strings, AfterValidator(_some)]


class ExpectationSurface(Surface):
    """What a rule comes to on a record; of a failure also what it finds, and how it says so.

    Several rules and several records may be named, or parts of their ids with *: each of the rules
    comes to that on each of the records.
    """

    rule: Names
    record: Names
    outcome: Literal["pass", "fail", "unknown", "not_applicable"]
    found: Strings = ()
    message: str = ""
    severity: Severity | None = None

    @model_validator(mode="after")
    def _only_of_failures(self) -> ExpectationSurface:
        given = {"found": self.found, "message": self.message, "severity": self.severity}
        named = next((name for name, value in given.items() if value), "")
        if self.outcome != "fail" and named:
            raise Refused(WRONG_VALUE, f"{named} belongs to outcome: fail", f"remove {named}")
        return self


class FilesSurface(Surface):
    """Records in files of their own: globs, relative to the suite."""

    files: Annotated[Strings, AfterValidator(_some)]


class EquivalentSurface(Surface):
    """Changes of a rule that no test can notice, by their ids (or parts with *), and why."""

    id: Some
    reason: Some


class MutantsSurface(Surface):
    """What is to be known of the mutants of the policy."""

    equivalent: Annotated[tuple[EquivalentSurface, ...], AfterValidator(_some)]


class SuiteSurface(Surface):
    """A suite. `rules` are those of which nothing unexpected may be found: without it, all."""

    title: str = ""
    policy: str = ""
    as_of: InstantText
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    rules: Strings = ()
    params: Any = None
    records: Any
    expect: Annotated[tuple[ExpectationSurface, ...], AfterValidator(_some)]
    mutants: MutantsSurface | None = None


_SAID = {
    "title": "what the suite is about",
    "policy": "the policy that it tests, relative to it; without it, the one beside it",
    "as_of": "the instant that is now for the suite; tests must not change with the calendar",
    "timezone": "whose days count, as in policycheck.yaml; without it, UTC",
    "rules": "the ids of the rules of which nothing unexpected may be found, or parts with *",
    "params": "values of parameters for this suite alone",
    "records": "the records, by the plural of their kind",
    "expect": "what a rule comes to on a record",
    "mutants": "changes of rules that make no difference, for `test --mutate`",
}
_EXPECTED = {
    "rule": "the id of the rule, or several, or parts with *",
    "record": "the id of the record, or several, or parts with *",
    "outcome": "what the rule comes to on the record",
    "found": "the text that is found, or several, each of which is",
    "message": "the words of the finding",
    "severity": "how much the finding weighs",
}


def suite_schema() -> dict[str, Any]:
    """The JSON Schema of a suite. Loading knows more: rules, fields of records, parameters."""
    schema: dict[str, Any] = SuiteSurface.model_json_schema(by_alias=True)
    for name, words in _SAID.items():
        schema["properties"][name]["description"] = words
    for name, words in _EXPECTED.items():
        schema["$defs"]["ExpectationSurface"]["properties"][name]["description"] = words
    for name in ("rule", "record"):
        said = {"type": "string", "minLength": 1}
        several = {"type": "array", "items": said, "minItems": 1}
        expected = schema["$defs"]["ExpectationSurface"]["properties"]
        expected[name] = {"anyOf": [said, several], "description": _EXPECTED[name]}
    schema["properties"]["as_of"] |= {"pattern": INSTANT}
    schema["properties"]["expect"] |= {"minItems": 1}
    schema["properties"]["params"] = {"type": "object", "description": _SAID["params"]}
    files = FilesSurface.model_json_schema(by_alias=True)
    files["properties"]["files"]["description"] = "globs of files, relative to the suite"
    listed = {"type": "array", "items": {"type": "object"}}
    schema["properties"]["records"] = {
        "type": "object",
        "description": _SAID["records"],
        "properties": {plural: {"anyOf": [listed, files]} for plural in RECORD_KEYS},
        "additionalProperties": False,
    }
    schema["title"] = "A suite of tests for a policy"
    return {"$schema": DIALECT, "$id": "urn:policycheck:schema:suite:1", **schema}
