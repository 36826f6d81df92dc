"""`check`: records against a policy, as one finished report."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from policycheck import __version__
from policycheck.engine.evaluate import Evaluation, Instants, evaluate
from policycheck.engine.program import Program
from policycheck.engine.veil import Veil
from policycheck.engine.world import World
from policycheck.errors import Problem
from policycheck.model.finding import Finding, Outcome, Severity, Unknown
from policycheck.model.moment import Moment
from policycheck.model.report import Report, Summary
from policycheck.policy.project import Project
from policycheck.readers.files import STDIN_NAME, shown
from policycheck.tasks.built_in import BUILT_IN, UNKNOWN_FIELD, UNRESOLVED_REFERENCE, unknown_field
from policycheck.tasks.loading import Loaded, Loader, Said
from policycheck.tasks.policies import ReadyPolicy, policy_named, ready_policy
from policycheck.tasks.sources import named_inputs
from policycheck.tasks.unresolved import Unresolved
from policycheck.tasks.waived import Waiving, may_be_waived
from policycheck.waive.cells import with_waived
from policycheck.waive.standing import Judged

__all__ = ["CheckRequest", "Checked", "check", "checked"]

#: How many undecided records are listed for one rule; all are counted.
MOST_UNKNOWN = 1_000


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What to check against what, and when. `now` is read by the caller, never here.

    `base` is the folder that `paths` and `policy` are relative to. Without paths the whole project
    is checked; an empty `policy` is that of the project, else the built-in core pack. `unsaved` has
    the texts of files of waivers that count instead of what is on disk.
    """

    paths: Sequence[str]
    base: Path
    now: datetime
    project: Project | None = None
    policy: str = ""
    read_stdin: Callable[[], bytes] = bytes
    stdin_filename: str = STDIN_NAME
    as_of: Moment | None = None
    rules_as_of: Moment | None = None
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    max_findings: int | None = None
    reveal: bool = False
    unsaved: Mapping[Path, str] = field(default_factory=dict)
    language: str = ""

    @property
    def zone(self) -> tzinfo | None:
        return self.project.zone if self.project else None

    @property
    def root(self) -> Path:
        """The folder that all paths in the report are relative to."""
        return self.project.root if self.project else self.base


@dataclass(frozen=True, slots=True)
class Checked:
    """A finished report, and what it was made of for those who have more to say of it."""

    report: Report
    result: Evaluation
    program: Program
    world: World
    waivers: Sequence[Judged] = ()


def check(request: CheckRequest) -> Report:
    """Judge every record and report. What cannot be read or used is in the report's errors.

    Raises UsageError for a selection that names no rule.
    """
    return checked(request).report


def checked(request: CheckRequest, *, keep_verdicts: bool = False) -> Checked:
    """The same with all that came of it; `keep_verdicts`: also that of each rule × record.

    Raises UsageError for a selection that names no rule.
    """
    begun = time.perf_counter()
    ready = ready_policy(
        policy_named(request.policy, request.project, request.base),
        request.root,
        zone=request.zone,
        fields=request.project.fields if request.project else {},
        select=request.select,
        ignore=request.ignore,
        language=request.language,
    )
    said = Said()
    waiving = Waiving.of(request.project, _named(request), said.problems, request.unsaved)
    loaded = _loaded(request, ready, said, waiving.reads)
    instants = Instants(
        request.as_of or Moment.instant(request.now), request.zone or UTC, request.rules_as_of
    )
    unresolved = Unresolved(loaded.world, loaded.streams_posts)
    result = evaluate(
        ready.program,
        waiving.over(unresolved.over(loaded.judged), loaded.world),
        instants,
        loaded.world,
        beside=loaded.beside,
        keep_verdicts=keep_verdicts,
    )
    is_whole = not request.paths and not said.problems
    about_waivers = waiving.apply(result, ready, instants.now, is_whole=is_whole)
    said.problems += ready.problems
    if result.records or not waiving.named:
        said.problems += _nothing_done(request, ready, result, said)
    if UNKNOWN_FIELD in ready.built_in:
        result.findings += [unknown_field(key) for key in said.unknown_keys]
    if UNRESOLVED_REFERENCE in ready.built_in:
        result.findings += unresolved.findings
    result.findings += about_waivers
    if result.verdicts is not None:
        result.verdicts = with_waived(result.verdicts, result.findings)
    report = _report(request, ready, result, said)
    seconds = time.perf_counter() - begun
    report = report._replace(summary=report.summary._replace(seconds=seconds))
    return Checked(report, result, ready.program, loaded.world, waiving.standing)


def _named(request: CheckRequest) -> frozenset[str]:
    """The paths as they are shown, none where the whole project is meant."""
    return frozenset(shown(request.base / one, request.root) for one in request.paths)


def _loaded(
    request: CheckRequest, ready: ReadyPolicy, said: Said, besides: frozenset[str]
) -> Loaded:
    """What is to be judged: the paths, or all of the project. Kinds `besides` are looked up too."""
    looks_up = UNRESOLVED_REFERENCE in ready.built_in
    reads = ready.program.reads | besides
    loader = Loader(request.project, request.zone, ready.kinds, reads, said, resolves=looks_up)
    if not request.paths:
        return loader.everything()
    return loader.named(
        named_inputs(
            request.paths,
            request.project,
            request.base,
            request.stdin_filename,
            request.read_stdin,
        )
    )


def _nothing_done(
    request: CheckRequest, ready: ReadyPolicy, result: Evaluation, said: Said
) -> list[Problem]:
    """A check that checked nothing is not a success."""
    if not result.records and not said.problems:
        message = "no record was found in what was given"
        return [Problem(request.paths[0] if request.paths else ".", 1, 1, message, "name a post")]
    only_built_in = request.select and ready.built_in and not ready.program.rules
    if result.records and not result.in_force and not ready.problems and not only_built_in:
        message = "no rule is in force for any record"
        advice = "look at applies_to and effective of its rules, at --select, and at the date"
        return [
            Problem(
                policy_named(request.policy, request.project, request.base), 1, 1, message, advice
            )
        ]
    return []


def _report(request: CheckRequest, ready: ReadyPolicy, result: Evaluation, said: Said) -> Report:
    veil = Veil(()) if request.reveal else Veil(result.secrets)
    findings = sorted((veil.finding(one) for one in result.findings), key=_place_of)
    listed = findings if request.max_findings is None else findings[: request.max_findings]
    unknown, cut_unknown = _listed_unknown(result.unknown)
    own = (rule for id_, rule in BUILT_IN.items() if id_ in ready.built_in)
    rules = [*(rule.about for rule in ready.program.rules), *own]
    return Report(
        version=__version__,
        as_of=str(request.as_of) if request.as_of else None,
        policy=ready.program.policy._replace(rules=len(ready.program.rules)),
        summary=_summary(result, findings),
        rules=tuple(sorted(rules, key=lambda one: one.id)),
        findings=tuple(listed),
        unknown=tuple(veil.unknown(one) for one in unknown),
        errors=tuple(sorted({veil.problem(one) for one in said.problems})),
        notes=_notes(request, ready, result),
        cut_findings=len(findings) - len(listed),
        cut_unknown=cut_unknown,
        records=tuple(sorted(result.record_ids)),
        waivable=may_be_waived(request.project, ready),
    )


def _place_of(finding: Finding) -> tuple[str, int, int, str, str, str, str]:
    at = finding.location
    return (
        at.path,
        at.line,
        at.column,
        finding.rule,
        finding.record.id,
        at.pointer,
        finding.message,
    )


def _listed_unknown(unknown: Sequence[Unknown]) -> tuple[list[Unknown], int]:
    listed: list[Unknown] = []
    seen: Counter[str] = Counter()
    for one in sorted(unknown, key=lambda one: (one.rule, one.record.kind, one.record.id)):
        seen[one.rule] += 1
        if seen[one.rule] <= MOST_UNKNOWN:
            listed.append(one)
    return listed, len(unknown) - len(listed)


def _summary(result: Evaluation, findings: Sequence[Finding]) -> Summary:
    failed = [one for one in findings if one.outcome is Outcome.FAIL and not one.observed]
    by_severity = Counter(one.severity for one in failed)
    return Summary(
        records=dict(sorted(result.records.items())),
        findings={severity: by_severity[severity] for severity in Severity},
        unknown=len(result.unknown),
        waived=sum(1 for one in findings if one.outcome is Outcome.WAIVED),
        not_applicable=result.outcomes[Outcome.NOT_APPLICABLE],
        passed=result.outcomes[Outcome.PASS],
        fixable=sum(1 for one in failed if one.fix and one.fix.safe),
    )


def _notes(request: CheckRequest, ready: ReadyPolicy, result: Evaluation) -> tuple[str, ...]:
    return (*_idle(ready, result), *_untranslated(request, ready))


def _untranslated(request: CheckRequest, ready: ReadyPolicy) -> Iterator[str]:
    rules = sorted(one.surface.id for one in ready.sources if one.untranslated)
    if rules:
        noun = "rule has" if len(rules) == 1 else "rules have"
        yield f"{len(rules)} {noun} no words in {request.language}: {', '.join(rules)}"


def _idle(ready: ReadyPolicy, result: Evaluation) -> Iterator[str]:
    idle = sorted(
        rule.id
        for rule in ready.program.rules
        if rule.id in result.in_force and rule.id not in result.matched
    )
    if idle and result.records:
        noun = "rule in force" if len(idle) == 1 else "rules in force"
        yield f"{len(idle)} {noun} matched no record: {', '.join(idle)}"
