"""What a file of waivers says, as pydantic models and as a JSON Schema.

```yaml
waivers:
  - rule: SEC-001
    record: {id: epa-flickr}
    reason: the platform offers no second factor
    approved_by: j.ortiz
    granted: 2026-10-01
    expires: 2026-12-15
    evidence: https://intranet.example/decisions/17
```
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from policycheck.model.json_schema import DIALECT
from policycheck.model.moment import INSTANT
from policycheck.model.registry import RECORD_KINDS
from policycheck.policy.surface import Surface

__all__ = ["TargetSurface", "WaiverSurface", "WaiversSurface", "waivers_schema"]

Some = Annotated[str, Field(min_length=1)]


class TargetSurface(Surface):
    """What a waiver is for: one record by its id, or the records of one account."""

    id: str = ""
    kind: str = ""
    account: str = ""


class WaiverSurface(Surface):
    """One waiver."""

    rule: Some
    record: TargetSurface
    reason: Some
    approved_by: Some
    granted: Some
    expires: Some
    evidence: str = ""


class WaiversSurface(Surface):
    """A file of waivers."""

    waivers: tuple[WaiverSurface, ...]


_SAID = {
    "rule": "the id of the rule that is waived",
    "reason": "why, for those who read the register",
    "approved_by": "the id of the person who approved it",
    "granted": "since when: a date, or an instant",
    "expires": "the last day, or the first instant without it; every waiver ends",
    "evidence": "the address of the decision",
}


def waivers_schema() -> dict[str, Any]:
    """The JSON Schema of a file of waivers. Loading knows more: people, roles, rules and dates."""
    schema: dict[str, Any] = WaiversSurface.model_json_schema(by_alias=True)
    properties = schema["$defs"]["WaiverSurface"]["properties"]
    for name, words in _SAID.items():
        properties[name]["description"] = words
    for name in ("granted", "expires"):
        properties[name] |= {"pattern": INSTANT}
    properties["evidence"] |= {"pattern": "^https?://"}
    schema["$defs"]["TargetSurface"] = {
        "description": "one record by its id, or the records of one account; never a whole kind",
        "oneOf": [_target("id", kind={"enum": list(RECORD_KINDS)}), _target("account")],
    }
    schema["title"] = "Waivers: exceptions from the rules of a policy"
    return {"$schema": DIALECT, "$id": "urn:policycheck:schema:waivers:1", **schema}


def _target(name: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: {"type": "string", "minLength": 1}, **more},
        "required": [name],
        "additionalProperties": False,
    }
