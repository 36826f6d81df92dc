"""What a lint is, what it is shown of a policy, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from policycheck.document import Mapping, Node
from policycheck.lint.compared import Covered, covered
from policycheck.lint.forms import Form, forms_of
from policycheck.model.finding import Severity
from policycheck.model.moment import Moment
from policycheck.policy.compile import RuleSource
from policycheck.policy.loaded import LoadedPolicy

__all__ = ["Expiring", "Flaw", "Lint", "Matched", "Subject", "id_node", "part_node"]


class Matched(NamedTuple):
    """What became of the rules on the records of a project.

    `rules` are those that apply to a record, or may; `given` are the kinds of record that the
    project has a source for.
    """

    rules: frozenset[str]
    given: frozenset[str]


class Expiring(NamedTuple):
    """A waiver that is about to lapse: where it says when, of which rule, for what, in how long."""

    node: Node
    rule: str
    record: str
    days_left: int


@dataclass(frozen=True)
class Subject:
    """A policy that is looked at, as of a day.

    `base` is the folder that its paths are relative to. `matched` is None where no project's
    records were judged. `hidden` are the files that are not to be nagged about, `expiring` the
    waivers of the project that are about to lapse.
    """

    policy: LoadedPolicy
    sources: tuple[RuleSource, ...]
    as_of: Moment
    base: Path
    zone: tzinfo | None = None
    matched: Matched | None = None
    hidden: frozenset[str] = frozenset()
    expiring: tuple[Expiring, ...] = ()

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The rules with their parameters filled in, one for each period between changes."""
        return tuple(form for source in self.sources for form in forms_of(source))

    @cached_property
    def covered(self) -> tuple[Covered, ...]:
        """The pairs of rules one of which covers the other."""
        return tuple(covered(self.forms))


class Flaw(NamedTuple):
    """One thing that is wrong: where, what, and what to do where the lint does not say it all.

    `severity` is given where it weighs less or more than the lint says; `related` are other places
    and what they have to do with it; `rule` is the id of the rule that it is about.
    """

    node: Node
    message: str
    rule: str = ""
    remedy: str = ""
    severity: Severity | None = None
    related: tuple[tuple[Node, str], ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Lint:
    """One thing to look for. `examples` are policies: what it finds, and near misses."""

    name: str
    title: str
    severity: Severity
    remedy: str
    find: Callable[[Subject], Iterator[Flaw]]

    @property
    def id(self) -> str:
        """What it is selected, ignored and reported by."""
        return f"policycheck:{self.name}"


def id_node(source: RuleSource) -> Node:
    """Where the id of a rule stands."""
    return part_node(source, "id")


def part_node(source: RuleSource, key: str) -> Node:
    """Where a part of a rule stands, or the rule as a whole."""
    node = source.loaded.node
    return (node.get(key) if isinstance(node, Mapping) else None) or node
