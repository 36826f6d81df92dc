"""The form in which a compiled policy is kept: data of declared types, which cannot execute.

Decoding checks every type. What a run may not need stays undecoded (`Raw`) until it is asked for.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from msgspec import Raw, Struct

from policycheck.model.report import RuleInForce
from policycheck.policy.rule_terms import RuleTerms

__all__ = ["Body", "KeptForm", "KeptInputs", "KeptPart", "KeptPolicy", "KeptRule", "Searches"]

#: Phrases, patterns, whether whole words count and whether capitals do, for each search.
Searches: TypeAlias = list[tuple[tuple[str, ...], tuple[str, ...], bool, bool]]


class KeptInputs(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What the policy was read from, as in `policycheck.policy.inputs`."""

    targets: list[tuple[str, str, str]]
    files: dict[str, bytes]
    listings: dict[str, list[str]]
    missing: list[str]


class Body(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What closures are made of: trees as `kept.trees` has them, options as `kept.values` has."""

    when: Any
    check: Any
    options: list[list[Any]]
    message: str
    params: dict[str, Any]
    answers: dict[str, bool]


class KeptPart(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A rule in a period in which no parameter changes; `body` is a `Body`."""

    each: str | None
    has_when: bool
    looks_across: bool
    reads_text: bool
    reads: list[str]
    idle: bool
    searches: Raw
    body: Raw


class KeptForm(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A stage: of which part, from when to when (ISO 8601), and with what weight."""

    part: int
    begins: str | None
    ends: str | None
    about: RuleInForce
    observed: bool


class KeptRule(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One rule through time."""

    id: str
    terms: RuleTerms
    parts: list[KeptPart]
    forms: list[KeptForm]


class KeptPolicy(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A policy as compiled; `fields` are the names of the types of its own fields.

    `max_days` go by severity. `profiles` are the platforms, as `kept.platforms` has them.
    """

    inputs: KeptInputs
    id: str
    digest: str
    rule_ids: list[str]
    fields: dict[str, str]
    max_days: dict[str, int]
    approver_roles: tuple[str, ...] | None
    allow_inline: bool | None
    covers: dict[str, list[str]]
    untranslated: list[str]
    rules: list[KeptRule]
    profiles: Raw
