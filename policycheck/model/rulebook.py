"""The rules of a policy as they stand on a date: what lists and handbooks are written from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from policycheck.model.finding import Authority, Clause, Severity

__all__ = [
    "Chapter",
    "Example",
    "ListedRule",
    "Parameter",
    "Provenance",
    "Rulebook",
    "Sentence",
    "Stand",
    "Value",
    "WaiversAllowed",
]

#: A value of a policy, as JSON has it.
Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"


class Sentence(NamedTuple):
    """One thing that a rule asks, in words; `parts` are what it is made of, if anything."""

    text: str
    parts: tuple[Sentence, ...] = ()


class Stand(NamedTuple):
    """Where a rule stands on the date: `mode` is observe, warn or enforce, '' out of force.

    `begins` and `ends` are the days (or instants) of the form that counts then, or that is next or
    was last; '' is open. `words` say the same to a person.
    """

    in_force: bool
    mode: str
    begins: str
    ends: str
    words: str


class Provenance(NamedTuple):
    """A field that a policy below has set: what it was and is, which way that leads, who and why.

    `was` is None where it was not given. `way` is tighter or looser, '' for what is neither.
    """

    field: str
    was: Value
    now: Value
    was_words: str
    now_words: str
    way: str
    policy: str
    path: str
    line: int
    reason: str


class Parameter(NamedTuple):
    """A parameter or lexicon that rules name: what it is on the date, and who has set it.

    `default` is what its own policy gives it, None unless a policy below has set it. `is_open`: a
    policy below sets it freely; None for a lexicon, which is a file of its own.
    """

    name: str
    value: Value
    words: str
    default: Value
    is_open: bool | None
    policy: str
    path: str
    line: int
    description: str = ""
    source: str = ""
    owner: str = ""
    checked_on: str = ""

    @property
    def is_lexicon(self) -> bool:
        return self.is_open is None


class Example(NamedTuple):
    """An example: its outcome, its text ('' where it is more than a text), and its YAML."""

    outcome: str
    text: str
    words: str
    found: str = ""


class WaiversAllowed(NamedTuple):
    """What the policy asks of a waiver of a rule: how long at most, and whose approval."""

    allowed: bool
    most_days: int | None = None
    approver_roles: tuple[str, ...] = ()
    inline: bool = False


class ListedRule(NamedTuple):
    """A rule with every field as it counts on the date.

    `languages` has the texts of title, message and remedy by language, where there are several.
    `examples` are those that are true of it as it stands, of all `example_count`.
    `asks` and `conditions` are what it asks and of which records, in words.
    """

    id: str
    title: str
    message: str
    remedy: str
    languages: Mapping[str, Mapping[str, str]]
    applies_to: tuple[str, ...]
    each: str
    when: Value
    check: Value
    kind: str
    severity: Severity
    severity_as_written: Severity
    stand: Stand
    effective: tuple[str, str]
    stages: tuple[tuple[str, str], ...]
    authority: tuple[Authority, ...]
    controls: tuple[str, ...]
    serves: tuple[str, ...]
    delegable: bool
    waivers: WaiversAllowed
    examples: tuple[Example, ...]
    example_count: int
    clause: Clause
    policy: str
    changes: tuple[Provenance, ...]
    parameters: tuple[Parameter, ...]
    asks: tuple[Sentence, ...]
    conditions: tuple[str, ...]


class Chapter(NamedTuple):
    """A file of rules: its heading, what it is about, and of which policy it is."""

    path: str
    title: str
    description: str
    policy: str


class Rulebook(NamedTuple):
    """A policy on a date. `total` counts its rules, in force or not.

    `chapters` go by path, `policies` are the titles of it and of all that it extends, by id.
    """

    version: str
    as_of: str
    id: str
    title: str
    owner: str
    description: str
    digest: str
    total: int
    rules: tuple[ListedRule, ...]
    chapters: Mapping[str, Chapter]
    policies: Mapping[str, str]
