"""The kinds of check, one file each. A new kind is a file beside these and a line in `KINDS`."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from policycheck.plan import Kind

__all__ = ["KINDS", "kind"]

#: Name in a policy → module, imported when a rule asks for it, so that a start stays fast.
KINDS: dict[str, str] = {
    "acronyms": "policycheck.kinds.acronyms",
    "alternative-text": "policycheck.kinds.alternative_text",
    "approval": "policycheck.kinds.approval",
    "cel": "policycheck.kinds.cel",
    "count": "policycheck.kinds.count",
    "counterpart": "policycheck.kinds.counterpart",
    "deadline": "policycheck.kinds.deadline",
    "field": "policycheck.kinds.field",
    "forbidden-text": "policycheck.kinds.forbidden_text",
    "frequency": "policycheck.kinds.frequency",
    "freshness": "policycheck.kinds.freshness",
    "gibberish": "policycheck.kinds.gibberish",
    "hidden-characters": "policycheck.kinds.hidden_characters",
    "letter-case": "policycheck.kinds.letter_case",
    "link-hosts": "policycheck.kinds.link_hosts",
    "no-repeats": "policycheck.kinds.no_repeats",
    "overlap": "policycheck.kinds.overlap",
    "platform-limits": "policycheck.kinds.platform_limits",
    "preferred-text": "policycheck.kinds.preferred_text",
    "protected-names": "policycheck.kinds.protected_names",
    "quiet-period": "policycheck.kinds.quiet_period",
    "readability": "policycheck.kinds.readability",
    "required-fields": "policycheck.kinds.required_fields",
    "required-text": "policycheck.kinds.required_text",
    "roles-filled": "policycheck.kinds.roles_filled",
    "same-treatment": "policycheck.kinds.same_treatment",
    "schema": "policycheck.kinds.schema",
    "sensitive-data": "policycheck.kinds.sensitive_data",
    "text-length": "policycheck.kinds.text_length",
    "unique": "policycheck.kinds.unique",
}


@cache
def kind(name: str) -> Kind:
    """The kind of that name. Raises KeyError where there is none."""
    return cast("Kind", import_module(KINDS[name]).KIND)
