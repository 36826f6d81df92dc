"""`lint`: what is wrong with policies themselves, as one finished report."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fnmatch import fnmatchcase
from itertools import combinations
from pathlib import Path

from msgspec.structs import replace as with_fields

from policycheck import __version__
from policycheck.digests import sha256
from policycheck.errors import Problem, UsageError
from policycheck.lint import LINTS, lint_named
from policycheck.lint.lint import Lint, Subject
from policycheck.model.finding import Finding, Severity
from policycheck.model.moment import Moment
from policycheck.model.report import PolicyName, Report, Summary
from policycheck.policy.compile import compile_policy
from policycheck.policy.load import load_policy
from policycheck.policy.loaded import LoadedPolicy
from policycheck.policy.problems import nearest
from policycheck.policy.project import Project
from policycheck.policy.rule_file import shown_path
from policycheck.policy.shipped import shipped
from policycheck.tasks.check import CheckRequest
from policycheck.tasks.lint_findings import LINT_RULES, finding_of
from policycheck.tasks.lint_records import RecordsLooked, records_looked
from policycheck.tasks.ready import policy_named

__all__ = ["LintRequest", "lint"]

#: Lints that ask what became of the records of a project.
_OF_RECORDS = ("matches-nothing", "expiring-waiver")
_CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class LintRequest:
    """Which policies to look at, and as of when. `now` is read by the caller, never here.

    Without `policies` it is that of the project, else the built-in core pack; `base` is the folder
    that they are relative to.
    """

    policies: Sequence[str]
    base: Path
    now: datetime
    project: Project | None = None
    as_of: Moment | None = None
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    max_findings: int | None = None

    @property
    def root(self) -> Path:
        """The folder that all paths in the report are relative to."""
        return self.project.root if self.project else self.base


@dataclass(slots=True)
class _Looked:
    """What came of all policies so far."""

    names: list[PolicyName]
    findings: dict[Finding, None]
    problems: list[Problem]
    notes: list[str]
    rules: dict[str, None]


def lint(request: LintRequest) -> Report:
    """Look at each policy. What cannot be read or used is in the report's errors.

    Raises UsageError for a selection that names no lint.
    """
    begun = time.perf_counter()
    chosen = _chosen(request)
    looked = _Looked([], {}, [], [], {})
    asked = any(one.name in _OF_RECORDS for one in chosen) and not request.policies
    whole = CheckRequest((), request.base, request.now, request.project, as_of=request.as_of)
    records = records_looked(whole, looked.notes) if asked else RecordsLooked()
    subjects = [_look(target, chosen, request, looked, records) for target in _targets(request)]
    for one, other in combinations(subjects, 2):
        _look_between(one, other, chosen, looked)
    report = _report(request, chosen, looked)
    seconds = time.perf_counter() - begun
    return with_fields(report, summary=with_fields(report.summary, seconds=seconds))


def _chosen(request: LintRequest) -> list[Lint]:
    for option, wanted in (("--select", request.select), ("--ignore", request.ignore)):
        for name in wanted:
            if not any(fnmatchcase(known, name) for known in LINT_RULES):
                advice = nearest(name, LINT_RULES)
                raise UsageError(f"{option}: no lint has the id {name}; {advice}")
    every = [lint_named(name) for name in LINTS]
    return [
        one
        for one in every
        if (not request.select or any(fnmatchcase(one.id, name) for name in request.select))
        and not any(fnmatchcase(one.id, name) for name in request.ignore)
    ]


def _targets(request: LintRequest) -> list[str]:
    """The policies that were named, else that of the project and those of its agencies."""
    project = request.project
    if request.policies or project is None:
        named = request.policies or ("",)
        return [policy_named(one, project, request.base) for one in named]
    return list(dict.fromkeys([project.policy, *project.policies.values()]))


def _look(
    target: str,
    chosen: Sequence[Lint],
    request: LintRequest,
    looked: _Looked,
    records: RecordsLooked,
) -> Subject:
    """Look at one policy."""
    project = request.project
    policy = load_policy(target, request.root)
    program, sources = compile_policy(
        policy, project.zone if project else None, project.fields if project else None
    )
    subject = Subject(
        policy,
        tuple(sources),
        request.as_of or Moment.instant(request.now),
        request.root,
        project.zone if project else None,
        records.matched,
        _hidden(policy, request.root),
        records.expiring,
    )
    looked.names.append(program.policy)
    looked.problems += policy.problems.found
    looked.rules.update(dict.fromkeys(source.surface.id for source in sources))
    looked.findings.update(dict.fromkeys(_findings(subject, chosen)))
    return subject


def _look_between(one: Subject, other: Subject, chosen: Sequence[Lint], looked: _Looked) -> None:
    """Look for rules of two policies that an account of both could not meet together."""
    if not any(lint.name == _CONTRADICTION for lint in chosen):
        return
    ids = {source.surface.id for source in one.sources}
    more = tuple(source for source in other.sources if source.surface.id not in ids)
    both = replace(one, sources=(*one.sources, *more), hidden=one.hidden | other.hidden)
    found = _findings(both, [lint_named(_CONTRADICTION)])
    known = {(known.location, known.message) for known in looked.findings}
    looked.findings.update(
        dict.fromkeys(flaw for flaw in found if (flaw.location, flaw.message) not in known)
    )


def _findings(subject: Subject, chosen: Iterable[Lint]) -> Iterator[Finding]:
    """What is found, one after the other; of shipped files only where they were asked for."""
    seen: Counter[str] = Counter()
    for one in chosen:
        for flaw in one.find(subject):
            if flaw.node.source.path not in subject.hidden:
                yield finding_of(flaw, one, subject.policy.id, seen)


def _hidden(policy: LoadedPolicy, base: Path) -> frozenset[str]:
    """The shipped files that a policy is built on, as they are shown; none for a shipped pack."""
    rules = shipped("rules").resolve()
    files = [(file, file.resolve().is_relative_to(rules)) for file in policy.documents]
    if files and files[0][1]:
        return frozenset()
    own = {shown_path(file, base) for file, is_shipped in files if not is_shipped}
    return frozenset(shown_path(file, base) for file, is_shipped in files if is_shipped) - own


def _report(request: LintRequest, chosen: Sequence[Lint], looked: _Looked) -> Report:
    findings = sorted(looked.findings, key=lambda one: (*one.location.begin, one.rule, one.message))
    most = request.max_findings
    listed = findings if most is None else findings[:most]
    by_severity = Counter(one.severity for one in findings)
    count = len(chosen)
    return Report(
        version=__version__,
        as_of=str(request.as_of) if request.as_of else None,
        policy=_named(looked),
        summary=Summary(
            records={"rule": len(looked.rules)},
            findings={severity: by_severity[severity] for severity in Severity},
        ),
        rules=tuple(LINT_RULES[id_] for id_ in sorted(one.id for one in chosen)),
        findings=tuple(listed),
        errors=tuple(sorted(set(looked.problems))),
        notes=tuple(dict.fromkeys(looked.notes)),
        cut_findings=len(findings) - len(listed),
        records=tuple(sorted(looked.rules)),
        against=f"{count} lint{'s' * (count != 1)}",
    )


def _named(looked: _Looked) -> PolicyName:
    """The policy, or all of them under one name."""
    if len(looked.names) == 1:
        return looked.names[0]
    digests = "\x1e".join(one.digest for one in looked.names)
    digest = "sha256:" + sha256(digests.encode()).hexdigest()
    return PolicyName(", ".join(one.id for one in looked.names), digest, len(looked.rules))
