"""A suite, run: its records judged like those of a check, and compared with what it expects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from policycheck.document import Sequence
from policycheck.engine.evaluate import Evaluation, Instants, evaluate
from policycheck.engine.program import Program
from policycheck.model.finding import Clause, Finding, Outcome, Unknown
from policycheck.model.moment import parse_moment
from policycheck.model.trials import Trial, Word
from policycheck.tasks.policies import ReadyPolicy
from policycheck.tasks.sources import world_of
from policycheck.tasks.suite_bench import Bench, Expectation
from policycheck.tasks.suite_records import SuiteRecords
from policycheck.tasks.suites import Suite
from policycheck.tasks.trial_findings import Failure, sentence, word_of

__all__ = ["SuiteRun", "run_suite"]


@dataclass(frozen=True, slots=True)
class SuiteRun:
    """What came of a suite: its tests, those that did not come out, and what must not be shown.

    `result` is the evaluation itself; None where there was nothing to test.
    """

    trials: tuple[Trial, ...]
    failures: tuple[Failure, ...]
    secrets: frozenset[str]
    result: Evaluation | None = None


def run_suite(bench: Bench, chosen: frozenset[str]) -> SuiteRun | None:
    """Run a suite for the `chosen` rules; None after noting why it cannot be run."""
    suite, ready, problems = bench.suite, bench.ready, bench.problems
    before = len(problems.found)
    read = bench.read()
    expected = bench.expected(read.records)
    watched = bench.watched()
    program = bench.program()
    if len(problems.found) > before:
        return None
    tested = [one for one in expected if one.rule in chosen]
    ids = (watched & chosen) | {one.rule for one in tested}
    if not tested:
        return SuiteRun((), (), frozenset())
    result = _evaluated(suite, program.selected(ids), read)
    trials, failures = [], []
    for one in tested:
        trial = Trial(suite.path, _name(*one.cell), one.rule)
        failure = _failure(one, trial, ready, result)
        trials.append(trial)
        failures += [failure] if failure else []
    for failure in _unexpected(bench, expected, watched & chosen, result):
        trials.append(failure.trial)
        failures.append(failure)
    return SuiteRun(tuple(trials), tuple(failures), frozenset(result.secrets), result)


def _evaluated(suite: Suite, program: Program, read: SuiteRecords) -> Evaluation:
    instants = Instants(parse_moment(suite.surface.as_of, suite.zone), suite.zone)
    world = world_of(read.given, read.records)
    return evaluate(program, read.records, instants, world, keep_verdicts=True)


def _name(rule: str, kind: str, record: str) -> str:
    return f"{rule} on {kind} {record}"


def _clause(ready: ReadyPolicy, rule: str) -> Clause | None:
    return next((one.rule.about.clause for one in ready.sources if one.rule.id == rule), None)


def _failure(
    expected: Expectation, trial: Trial, ready: ReadyPolicy, result: Evaluation
) -> Failure | None:
    """What is wrong with what a rule came to; None where it is as expected."""
    came = _outcome(expected.cell, result)
    surface = expected.surface
    found = [one for one in result.findings if _cell(one) == expected.cell and not one.observed]
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


def _outcome(cell: tuple[str, str, str], result: Evaluation) -> Outcome:
    """What a rule came to on a record; one that is only observed counts nowhere."""
    for one in result.verdicts or ():
        if (one.rule, one.record.kind, one.record.id) == cell:
            return one.outcome
    return Outcome.NOT_APPLICABLE


def _why(expected: Expectation, found: list[Finding], result: Evaluation) -> str:
    """The values that decided: the words of the findings, or what was missing."""
    if found:
        return "; ".join(dict.fromkeys(one.message for one in found))
    if any(_cell(one) == expected.cell for one in result.findings):
        return "it is only observed then"
    gaps = [one for one in result.unknown if _cell(one) == expected.cell]
    return "; ".join(f"{', '.join(one.missing)} ({one.why})" for one in gaps)


def _unexpected(
    bench: Bench, expected: list[Expectation], watched: frozenset[str], result: Evaluation
) -> Iterator[Failure]:
    """Findings of watched rules on records of which the suite says nothing, one for each pair."""
    suite = bench.suite
    said = {one.cell for one in expected}
    cells: dict[tuple[str, str, str], list[Finding]] = {}
    for one in result.findings:
        if one.rule in watched and not one.observed and _cell(one) not in said:
            cells.setdefault(_cell(one), []).append(one)
    for cell, found in cells.items():
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


def _cell(one: Finding | Unknown) -> tuple[str, str, str]:
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
