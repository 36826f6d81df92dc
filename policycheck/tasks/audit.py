"""`audit`: the evaluation of a check, reported whole.

Rules are gathered in groups. An id such as SEC-001 puts a rule in the group SEC, as memos number
their clauses; a rule with an id in words is in the group of its file, as packs name their themes.

A record counts to the account that it is or names; one on a post (what was done with a comment) to
the account of the post. An account counts to its `organization`, else to the agencies that sponsor
it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from msgspec.structs import replace

from policycheck.engine.findings import name_of
from policycheck.engine.verdicts import Came, Verdicts
from policycheck.engine.world import World
from policycheck.model.audit import Audit, Cells, MissingField, RecordOutcomes, Standing
from policycheck.model.finding import Outcome, Unknown
from policycheck.model.record import Record
from policycheck.model.report import Report, RuleInForce
from policycheck.tasks.check import CheckRequest, checked
from policycheck.tasks.owners import Owners

__all__ = ["audit", "group_of"]

_NUMBERED = re.compile(r"([^\W\d_].*?)[-._ ]?\d+[a-z]?")


def audit(request: CheckRequest) -> Report:
    """Check, and add what each rule came to on each record.

    Raises UsageError for a selection that names no rule.
    """
    done = checked(request, keep_verdicts=True)
    rules = [rule.about for rule in done.program.rules]
    # Of an account that no rule is for something has to be said too: that nothing was decided.
    listed = () if request.paths or request.changes else done.world.records.get("account", ())
    found = _audit(
        done.result.verdicts or Verdicts(), done.result.unknown, rules, done.world, listed
    )
    return replace(done.report, audit=found)


def group_of(rule: RuleInForce) -> str:
    """The group that a rule is in: what its id begins with, else the name of its file."""
    numbered = _NUMBERED.fullmatch(rule.id)
    return numbered[1] if numbered else PurePosixPath(rule.clause.path).stem


def _audit(
    verdicts: Verdicts,
    unknown: Iterable[Unknown],
    rules: Iterable[RuleInForce],
    world: World,
    listed: Iterable[str],
) -> Audit:
    groups: dict[str, list[str]] = defaultdict(list)
    for rule in rules:
        groups[group_of(rule)].append(rule.id)
    of_rule = {id_: group for group, ids in groups.items() for id_ in ids}
    records = _by_record(verdicts, of_rule)
    owners = Owners.of((record for record, _ in records), world)
    table = _Table({(account, ""): {} for account in listed})
    for record, found in records:
        for account in owners.accounts(record) or ("",):
            table.add(account, record.kind, found.groups)
    standings = table.accounts(owners)
    return Audit(
        groups={group: tuple(ids) for group, ids in groups.items()},
        total=Cells.total(found.total for _, found in records),
        accounts=tuple(standings),
        organizations=tuple(_organizations(standings, owners)),
        others=tuple(table.others()),
        missing=tuple(_missing(unknown)),
        records=tuple(
            sorted(
                (RecordOutcomes(name_of(record), found.outcomes) for record, found in records),
                key=lambda one: (one.record.kind, one.record.id),
            )
        ),
    )


class _Found(NamedTuple):
    """What each rule came to on a record, by its id and in that order, and counted by groups.

    Most records come to what others came to: they have one of these together.
    """

    outcomes: Mapping[str, Outcome]
    groups: Mapping[str, Cells]
    total: Cells

    @classmethod
    def of(cls, came: Iterable[Came], of_rule: Mapping[str, str]) -> _Found:
        counted: dict[str, Counter[Outcome]] = defaultdict(Counter)
        outcomes = dict(sorted(came))
        for rule, outcome in outcomes.items():
            counted[of_rule[rule]][outcome] += 1
        groups = {group: Cells.of(counts) for group, counts in counted.items()}
        return cls(outcomes, groups, Cells.total(groups.values()))


def _by_record(verdicts: Verdicts, of_rule: Mapping[str, str]) -> list[tuple[Record, _Found]]:
    known: dict[tuple[int, tuple[Came, ...]], _Found] = {}
    records = []
    for row in verdicts.rows:
        key = (id(row.common), tuple(row.own))  # what is common to a sort is one object
        found = known.get(key)
        if found is None:
            found = known[key] = _Found.of(row, of_rule)
        records.append((row.record, found))
    return records


@dataclass(slots=True)
class _Table:
    """Counts by account, or by kind of record where there is no account, and group of rules."""

    rows: dict[tuple[str, str], dict[str, list[Cells]]] = field(default_factory=dict)

    def add(self, account: str, kind: str, groups: Mapping[str, Cells]) -> None:
        row = self.rows.setdefault((account, "" if account else kind), {})
        for group, cells in groups.items():
            row.setdefault(group, []).append(cells)

    def accounts(self, owners: Owners) -> list[Standing]:
        return [
            _standing(account, groups, ", ".join(owners.organizations(account)))
            for (account, _), groups in sorted(self.rows.items())
            if account
        ]

    def others(self) -> Iterator[Standing]:
        for (account, kind), groups in sorted(self.rows.items()):
            if not account:
                yield _standing(kind, groups)


def _standing(name: str, groups: Mapping[str, Sequence[Cells]], organization: str = "") -> Standing:
    cells = {group: Cells.total(parts) for group, parts in groups.items()}
    return Standing(name, Cells.total(cells.values()), cells, organization)


def _organizations(accounts: Iterable[Standing], owners: Owners) -> Iterator[Standing]:
    """The cells of all accounts of each organisation; a joint account counts to each of its own."""
    members: dict[str, list[Standing]] = defaultdict(list)
    for account in accounts:
        for name in owners.organizations(account.name) or ("",):
            members[name].append(account)
    for name, standings in sorted(members.items()):
        groups: dict[str, list[Cells]] = defaultdict(list)
        for standing in standings:
            for group, cells in standing.groups.items():
                groups[group].append(cells)
        added = {group: Cells.total(cells) for group, cells in groups.items()}
        yield Standing(name, Cells.total(added.values()), added, accounts=len(standings))


def _missing(unknown: Iterable[Unknown]) -> list[MissingField]:
    cells: Counter[tuple[str, str]] = Counter()
    rules: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in unknown:
        for path in one.missing:
            cells[one.record.kind, path] += 1
            rules[one.record.kind, path].add(one.rule)
    found = (
        MissingField(kind, path, count, tuple(sorted(rules[kind, path])))
        for (kind, path), count in cells.items()
    )
    return sorted(found, key=lambda one: (-one.cells, one.kind, one.path))
