"""A suite made ready to run: its records, its rules with its parameters, and what it expects."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from collections.abc import Sequence as ListLike
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from policycheck.document import Mapping, Sequence
from policycheck.engine.program import Program
from policycheck.mistakes.language import WRONG_TYPE, WRONG_VALUE
from policycheck.mistakes.policies import NO_SUCH_RULE, UNKNOWN_PARAMETER
from policycheck.model.finding import Outcome
from policycheck.model.record import Record
from policycheck.policy.compile import RuleSource, with_values
from policycheck.policy.problems import Problems, nearest
from policycheck.policy.suite_surface import ExpectationSurface
from policycheck.tasks.policies import ReadPolicy
from policycheck.tasks.suite_records import SuiteRecords, read_records
from policycheck.tasks.suites import Suite

__all__ = ["Bench", "Expectation"]


_NO_SUCH = {
    "rule": (NO_SUCH_RULE, "no rule"),
    "record": (WRONG_VALUE, "no record of the suite"),
}


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation: what it says, where, the rule that it is of, and the record."""

    rule: str
    surface: ExpectationSurface
    node: Mapping
    record: Record

    @property
    def cell(self) -> tuple[str, str, str]:
        return (self.rule, self.record.kind, self.record.id)

    @property
    def outcome(self) -> Outcome:
        return Outcome(self.surface.outcome)


@dataclass(frozen=True, slots=True)
class Bench:
    """A suite with its policy; what makes it impossible to run is noted."""

    suite: Suite
    ready: ReadPolicy
    root: Path
    problems: Problems

    def read(self) -> SuiteRecords:
        uses_schema = any(
            kind.name == "schema" for one in self.ready.sources for kind in one.check.kinds
        )
        return read_records(
            self.suite, self.root, self.ready.kinds, self.problems, lenient=uses_schema
        )

    def expected(self, records: Iterable[Record]) -> list[Expectation]:
        """The expectations with their records; a rule or record that is not there is noted."""
        by_name: dict[str, list[Record]] = {}
        for each in records:
            by_name.setdefault(self._name(each), []).append(each)
        found: list[Expectation] = []
        for surface, node in zip(self.suite.surface.expect, self.suite.expectations, strict=True):
            ids = self._named("rule", surface.rule, sorted(self.ready.rule_ids), node)
            names = self._named("record", surface.record, by_name, node)
            named = [by_name[name] for name in names]
            for rule in ids:
                found += self._of_rule(rule, named, surface, node)
        self._refuse_twice(found)
        return found

    def _named(
        self, key: str, wanted: ListLike[str], known: Collection[str], node: Mapping
    ) -> list[str]:
        """The rules or records that are meant; a name of none is noted."""
        found: dict[str, None] = {}
        for number, name in enumerate(wanted):
            meant = [one for one in known if one == name or fnmatchcase(one, name)]
            found.update(dict.fromkeys(meant))
            if not meant:
                at = (key, number) if isinstance(node.get(key), Sequence) else (key,)
                mistake, what = _NO_SUCH[key]
                advice = nearest(name, known)
                self.problems.under(node, at, mistake, f"{what} has the id {name}", advice)
        return list(found)

    def _of_rule(
        self,
        rule: str,
        named: list[list[Record]],
        surface: ExpectationSurface,
        node: Mapping,
    ) -> list[Expectation]:
        """The expectations of one rule; one that cannot be used has none."""
        if rule not in self.ready.terms:
            return []
        applies = self._source(rule).rule.applies_to
        fitting = [self._one(records, applies) for records in named]
        found = [Expectation(rule, surface, node, one) for one in fitting if one]
        if named and not found:
            kind = named[0][0].kind
            message = f"{rule} is for {', '.join(applies)}, and this one is of kind {kind}"
            advice = "name a record that the rule applies to"
            self.problems.under(node, ("record",), WRONG_VALUE, message, advice)
        return found

    def _refuse_twice(self, expected: list[Expectation]) -> None:
        seen: dict[tuple[str, str, str], Expectation] = {}
        for one in expected:
            first = seen.setdefault(one.cell, one)
            if first is not one:
                line = first.node.source.position(first.node.span.start).line
                message = f"{one.rule} on {self._name(one.record)} is expected in line {line}"
                self.problems.at(one.node, WRONG_VALUE, message, "say it once")

    def _one(self, named: list[Record], applies: tuple[str, ...]) -> Record | None:
        """The record of that name of a kind that the rule applies to."""
        return next((record for record in named if record.kind in applies), None)

    def _source(self, rule: str) -> RuleSource:
        return next(one for one in self.ready.sources if one.surface.id == rule)

    def _name(self, record: Record) -> str:
        """The id of a record; one that is made of a path is relative to the suite, like the path.

        So a suite is the same from whichever folder it is run.
        """
        folder = self.suite.path.rpartition("/")[0]
        return record.id.removeprefix(f"{folder}/") if record.positional_id else record.id

    def program(self) -> Program:
        """The rules with the parameters that the suite sets."""
        given = self._given()
        if given is None:
            return self.ready.program
        known = {name for one in self.ready.sources for name in one.loaded.params.values}
        for entry in given:
            if entry.key.text not in known:
                advice = nearest(entry.key.text, known)
                self.problems.at(
                    entry.key, UNKNOWN_PARAMETER, f"no parameter is called {entry.key.text}", advice
                )
        rules = [self._with(source, given).rule for source in self.ready.sources]
        return Program.of(self.ready.program.policy, rules, self.ready.program.covers)

    def alone(self, source: RuleSource) -> Program:
        """A single rule with the parameters that the suite sets."""
        given = self._given()
        made = source if given is None else self._with(source, given)
        return Program.of(self.ready.program.policy, [made.rule])

    def _given(self) -> Mapping | None:
        """The parameters that the suite sets; None where it sets none."""
        given = self.suite.node.get("params")
        if self.suite.surface.params is None or given is None:
            return None
        if not isinstance(given, Mapping):
            self.problems.at(
                given, WRONG_TYPE, "params takes names with values", "write a name and a value"
            )
            return None
        return given

    def _with(self, source: RuleSource, given: Mapping) -> RuleSource:
        """A rule with those of the parameters that it uses."""
        names = source.loaded.names_used()
        used = [(entry.key, entry.value) for entry in given if entry.key.text in names]
        if not used:
            return source
        made = with_values(source, Mapping.of(given.source, given.span, used))
        if isinstance(made, RuleSource):
            return made
        message = f"{source.surface.id} cannot be used so: {made.found[0].message}"
        self.problems.at(given, WRONG_VALUE, message, "correct the value")
        return source

    def watched(self) -> frozenset[str]:
        """The rules of which nothing unexpected may be found."""
        wanted = self.suite.surface.rules
        node = self.suite.node.get("rules")
        for number, name in enumerate(wanted):
            if not any(fnmatchcase(one, name) for one in self.ready.rule_ids):
                at = ("rules", number) if isinstance(node, Sequence) else ("rules",)
                advice = nearest(name, self.ready.rule_ids)
                self.problems.under(
                    self.suite.node, at, NO_SUCH_RULE, f"no rule has the id {name}", advice
                )
        ids = self.ready.rule_ids
        return frozenset(
            one for one in ids if not wanted or any(fnmatchcase(one, name) for name in wanted)
        )
