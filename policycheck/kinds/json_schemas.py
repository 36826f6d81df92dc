"""JSON Schemas that stand in a policy: what may be in them, and what they speak of.

A policy can be a stranger's, so a schema may not fetch anything, loop, or run a pattern that takes
longer than the text is long: references stay inside it, and patterns are RE2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policycheck.document import Pointer
from policycheck.kinds.json_schema_parts import KEYWORDS, is_endless, parts, target
from policycheck.model.json_schema import DIALECT
from policycheck.plan import Plain

__all__ = ["SchemaProblem", "as_json_schema", "problem_in", "validator"]

_WHOLE = re.compile(r"-?[0-9]{1,300}")
_NUMBER = re.compile(r"-?[0-9]{1,300}\.[0-9]{1,300}")


@dataclass(frozen=True, slots=True)
class SchemaProblem:
    """What is wrong with a schema, where in it, and what to do."""

    pointer: Pointer
    message: str
    advice: str = ""


def as_json_schema(written: Any) -> Any:
    """The values of a policy file as JSON: scalars without quotes take their own type."""
    if isinstance(written, Mapping):
        return {str(name): as_json_schema(value) for name, value in written.items()}
    if isinstance(written, list | tuple):
        return [as_json_schema(value) for value in written]
    return _scalar(written) if isinstance(written, Plain) else written


def _scalar(text: str) -> str | int | float | bool:
    if text in ("true", "false"):
        return text == "true"
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else str(text)


def problem_in(schema: Any) -> SchemaProblem | None:
    """The first reason why a schema cannot be used."""
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.exceptions import SchemaError

    try:
        # The library would try patterns as its own; RE2 knows others, and tries them below.
        Draft202012Validator.check_schema(schema, FormatChecker(()))
    except SchemaError as problem:
        return SchemaProblem(tuple(problem.absolute_path), f"no JSON Schema: {problem.message}")
    for pointer, part in parts(schema, ()):
        for found in _problems_of(part, schema):
            return SchemaProblem((*pointer, *found.pointer), found.message, found.advice)
    if is_endless(schema):
        return SchemaProblem(
            (),
            "the schema is too involved, or refers to itself without end",
            "let each $ref lead to a smaller part",
        )
    return None


def _problems_of(part: Mapping[str, Any], root: Any) -> Iterator[SchemaProblem]:
    for keyword, value in part.items():
        if keyword not in KEYWORDS:
            yield SchemaProblem(
                (keyword,), f"{keyword} is not available in a schema", _instead(keyword)
            )
        elif keyword == "$schema" and value != DIALECT:
            yield SchemaProblem((keyword,), "another dialect of JSON Schema", f"write {DIALECT}")
        elif keyword == "$ref" and target(root, value) is None:
            advice = "refer to a part of this schema, such as #/$defs/name"
            yield SchemaProblem((keyword,), f"{value} leads nowhere in this schema", advice)
        elif keyword == "pattern":
            reason = _refusal(value)
            if reason:
                yield SchemaProblem((keyword,), f"RE2 refuses the pattern: {reason}")


def _instead(keyword: str) -> str:
    match keyword:
        case "format":
            return "say what it must look like with pattern"
        case "patternProperties":
            return "name the properties, or limit their names with propertyNames"
        case _:
            from rapidfuzz.process import extractOne

            near = extractOne(keyword, sorted(KEYWORDS), score_cutoff=75)
            return f"did you mean {near[0]}?" if near else "remove it"


def _refusal(pattern: str) -> str:
    """Why RE2 does not take a pattern; empty where it does."""
    import re2

    try:
        _compiled(pattern)
    except re2.error as problem:
        reason = problem.args[0]
        return reason.decode() if isinstance(reason, bytes) else str(reason)
    return ""


def _compiled(pattern: str) -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options)


def validator(schema: Any) -> Any:
    """A validator for a schema in which no problem was found."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError
    from jsonschema.validators import extend

    compiled = {
        part["pattern"]: _compiled(part["pattern"])
        for _, part in parts(schema, ())
        if "pattern" in part
    }

    def pattern(_: Any, wanted: str, value: Any, __: Any) -> Iterator[ValidationError]:
        if isinstance(value, str) and compiled[wanted].search(value) is None:
            yield ValidationError("does not match")

    extended: Any = extend(  # type: ignore[no-untyped-call]
        Draft202012Validator, {"pattern": pattern}
    )
    return extended(schema)
