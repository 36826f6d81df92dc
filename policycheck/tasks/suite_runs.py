"""A suite, run: its records judged like those of a check, and compared with what it expects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from policycheck.document import Sequence
from policycheck.engine.evaluate import Evaluation, Instants, evaluate
from policycheck.engine.program import Program
from policycheck.engine.world import World
from policycheck.model.finding import Clause, Finding, Outcome, Unknown
from policycheck.model.moment import parse_moment
from policycheck.model.record import Record
from policycheck.model.trials import Trial, Word
from policycheck.tasks.policies import ReadPolicy
from policycheck.tasks.sources import world_of
from policycheck.tasks.suite_bench import Bench, Expectation
from policycheck.tasks.trial_findings import Failure, sentence, word_of

__all__ = ["PreparedSuite", "SuiteRun", "prepared_suite", "run_suite"]


@dataclass(frozen=True, slots=True)
class SuiteRun:
    """What came of a suite: its tests, those that did not come out, and what must not be shown.

    `result` is the evaluation itself; None where there was nothing to test.
    """

    trials: tuple[Trial, ...]
    failures: tuple[Failure, ...]
    secrets: frozenset[str]
    result: Evaluation | None = None


@dataclass(frozen=True, slots=True)
class PreparedSuite:
    """A suite with its records and what it expects of the rules that are tested.

    `watched` are those of them of which nothing unexpected may be found. `judged` are the records
    that are judged; all are on file.
    """

    bench: Bench
    expected: tuple[Expectation, ...]
    tested: tuple[Expectation, ...]
    watched: frozenset[str]
    world: World
    instants: Instants
    judged: tuple[Record, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The rules that are run."""
        return self.watched | {one.rule for one in self.tested}

    def run(self, program: Program) -> SuiteRun:
        """Judge the records by a program, and compare."""
        result = evaluate(program, self.judged, self.instants, self.world, keep_verdicts=True)
        came = _Came.of(result)
        trials, failures = [], []
        for one in self.tested:
            trial = Trial(self.bench.suite.path, _name(*one.cell), one.rule)
            failure = _failure(one, trial, self.bench.ready, came)
            trials.append(trial)
            failures += [failure] if failure else []
        for failure in _unexpected(self.bench, self.expected, self.watched, came):
            trials.append(failure.trial)
            failures.append(failure)
        return SuiteRun(tuple(trials), tuple(failures), frozenset(result.secrets), result)


def prepared_suite(bench: Bench, chosen: frozenset[str]) -> PreparedSuite | None:
    """Read a suite for the `chosen` rules; None after noting why it cannot be run."""
    before = len(bench.problems.found)
    read = bench.read()
    expected = bench.expected(read.records)
    watched = bench.watched()
    if len(bench.problems.found) > before:
        return None
    suite = bench.suite
    return PreparedSuite(
        bench,
        tuple(expected),
        tuple(one for one in expected if one.rule in chosen),
        watched & chosen,
        world_of(read.given, read.records),
        Instants(parse_moment(suite.surface.as_of, suite.zone), suite.zone),
        tuple(read.records),
    )


def run_suite(bench: Bench, chosen: frozenset[str]) -> SuiteRun | None:
    """Run a suite for the `chosen` rules; None after noting why it cannot be run."""
    before = len(bench.problems.found)
    ready = prepared_suite(bench, chosen)
    program = bench.program()
    if ready is None or len(bench.problems.found) > before:
        return None
    if not ready.tested:
        return SuiteRun((), (), frozenset())
    return ready.run(program.selected(ready.ids))


Cell = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Came:
    """What rules came to on records, by rule and record; what is observed counts nowhere."""

    verdicts: dict[Cell, Outcome]
    findings: dict[Cell, list[Finding]]
    observed: frozenset[Cell]
    unknown: dict[Cell, list[Unknown]]

    @classmethod
    def of(cls, result: Evaluation) -> _Came:
        verdicts: dict[Cell, Outcome] = {}
        for verdict in result.verdicts or ():
            cell = (verdict.rule, verdict.record.kind, verdict.record.id)
            verdicts.setdefault(cell, verdict.outcome)
        findings: dict[Cell, list[Finding]] = {}
        for one in result.findings:
            if not one.observed:
                findings.setdefault(_cell(one), []).append(one)
        unknown: dict[Cell, list[Unknown]] = {}
        for gap in result.unknown:
            unknown.setdefault(_cell(gap), []).append(gap)
        observed = frozenset(_cell(one) for one in result.findings if one.observed)
        return cls(verdicts, findings, observed, unknown)

    def outcome(self, cell: Cell) -> Outcome:
        return self.verdicts.get(cell, Outcome.NOT_APPLICABLE)


def _name(rule: str, kind: str, record: str) -> str:
    return f"{rule} on {kind} {record}"


def _clause(ready: ReadPolicy, rule: str) -> Clause | None:
    return next((one.rule.about.clause for one in ready.sources if one.rule.id == rule), None)


def _failure(
    expected: Expectation, trial: Trial, ready: ReadPolicy, result: _Came
) -> Failure | None:
    """What is wrong with what a rule came to; None where it is as expected."""
    came = result.outcome(expected.cell)
    surface = expected.surface
    found = result.findings.get(expected.cell, [])
    asks_more = surface.found or surface.message or surface.severity
    if came is expected.outcome and not asks_more:
        return None
    failure = Failure(
        trial,
        Word.WRONG,
        "",
        expected.node.entries["outcome"].value,
        f"came to {came}",
        _clause(ready, expected.rule),
        tuple(found),
        expected.node,
        str(came),
    )
    if came is not expected.outcome:
        why = _why(expected, found, result)
        message = sentence(trial.name, expected.outcome, came, why)
        return replace(failure, word=word_of(expected.outcome, came), message=message)
    gone = _not_found(surface.found, found)
    if gone is not None:
        named = ", ".join(repr(_text(one)) for one in found) or "nothing that it says itself"
        message = f"{trial.name} finds {named}, not {surface.found[gone]!r}"
        node = expected.node.entries["found"].value
        node = node.items[gone] if isinstance(node, Sequence) else node
        other = next((text for one in found if (text := _text(one)) not in surface.found), "")
        return replace(failure, message=message, node=node, label="not found", came=other)
    return _otherwise(failure, expected, found)


def _not_found(wanted: tuple[str, ...], found: list[Finding]) -> int | None:
    """The number of the first of these texts that nothing found; None where all were."""
    texts = [_text(one) for one in found] if wanted else []
    lacking = (n for n, one in enumerate(wanted) if not any(_same(one, text) for text in texts))
    return next(lacking, None)


def _otherwise(failure: Failure, expected: Expectation, found: list[Finding]) -> Failure | None:
    """What is said in other words, or weighs more or less than expected."""
    surface, name = expected.surface, failure.trial.name
    if surface.message and surface.message not in [one.message for one in found]:
        named = ", ".join(repr(one.message) for one in found) or "nothing that it says itself"
        message = f"{name} says {named}"
        node = expected.node.entries["message"].value
        said = found[0].message if found else ""
        return replace(failure, message=message, node=node, label="not said", came=said)
    weights = {str(one.severity) for one in found}
    if surface.severity and weights and surface.severity not in weights:
        weighs = f"weighs {', '.join(sorted(weights))}"
        node = expected.node.entries["severity"].value
        message = f"{name} {weighs}, not {surface.severity}"
        return replace(failure, message=message, node=node, label=weighs, came=min(weights))
    return None


def _why(expected: Expectation, found: list[Finding], result: _Came) -> str:
    """The values that decided: the words of the findings, or what was missing."""
    if found:
        return "; ".join(dict.fromkeys(one.message for one in found))
    if expected.cell in result.observed:
        return "it is only observed then"
    gaps = result.unknown.get(expected.cell, [])
    return "; ".join(f"{', '.join(one.missing)} ({one.why})" for one in gaps)


def _unexpected(
    bench: Bench, expected: Iterable[Expectation], watched: frozenset[str], result: _Came
) -> Iterator[Failure]:
    """Findings of watched rules on records of which the suite says nothing, one for each pair."""
    suite = bench.suite
    said = {one.cell for one in expected}
    for cell, found in result.findings.items():
        if cell[0] not in watched or cell in said:
            continue
        trial = Trial(suite.path, _name(*cell), cell[0])
        why = "; ".join(dict.fromkeys(one.message for one in found))
        yield Failure(
            trial,
            Word.NOISY,
            f"{trial.name} finds what the suite does not expect: {why}",
            suite.node.entries["expect"].key,
            "not expected",
            _clause(bench.ready, cell[0]),
            tuple(found),
        )


def _cell(one: Finding | Unknown) -> Cell:
    return (one.rule, one.record.kind, one.record.id)


def _text(finding: Finding) -> str:
    """The characters that a finding covers, as the file has them."""
    at = finding.location
    lines = dict(at.excerpt.lines)
    if at.line == at.end_line:
        return lines.get(at.line, "")[at.column - 1 : at.end_column - 1]
    first, last = lines.get(at.line, "")[at.column - 1 :], lines.get(at.end_line, "")
    between = [lines.get(number, "") for number in range(at.line + 1, at.end_line)]
    return "\n".join([first, *between, last[: at.end_column - 1]])


def _same(wanted: str, found: str) -> bool:
    """Whether two texts agree but for blanks, and the quotes that a file puts around a value."""
    return " ".join(wanted.split()) in (
        words := " ".join(found.split()),
        words[1:-1] if words[:1] in "\"'" and words[:1] == words[-1:] else words,
    )
