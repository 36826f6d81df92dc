"""The waivers of a project at work in a check: what they cover, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from policycheck.digests import sha256
from policycheck.engine.evaluation import Evaluation
from policycheck.engine.spool import Spool
from policycheck.engine.world import World
from policycheck.errors import Problem
from policycheck.model.finding import Finding, Outcome, RecordName, order
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.model.waiver import WaiverState
from policycheck.policy.project import Project
from policycheck.readers.files import shown
from policycheck.readers.opening import open_source
from policycheck.readers.reader import Input
from policycheck.source import Source
from policycheck.tasks.built_in import BUILT_IN, EXPIRED_WAIVER, INVALID_WAIVER, UNUSED_WAIVER
from policycheck.tasks.ready import ReadyPolicy
from policycheck.waive.coverage import Coverage, Run
from policycheck.waive.flaw import Flaw, location_of
from policycheck.waive.standing import Ground, Judged, judged
from policycheck.waive.targets import Targets
from policycheck.waive.written import Written, read_waivers

__all__ = ["Waiving", "is_glob", "waiver_files"]


def waiver_files(project: Project | None) -> list[Path]:
    """The files of waivers that a project names and that are there, in the order of their names."""
    if project is None:
        return []
    root = project.root
    named = (root.glob(name) if is_glob(name) else (root / name,) for name in project.waivers)
    return sorted({file for files in named for file in files if file.is_file()})


def is_glob(name: str) -> bool:
    """Whether a name in the project file may stand for several files."""
    return any(mark in name for mark in "*?[")


@dataclass(slots=True)
class Waiving:
    """The waivers of one run: it watches the records go by, then looks at what was found."""

    waivers: list[Written]
    paths: frozenset[str]
    targets: Targets
    zone: tzinfo | None
    standing: list[Judged] = field(default_factory=list)
    narrowed: bool = False

    @classmethod
    def of(
        cls,
        project: Project | None,
        named: frozenset[str],
        problems: list[Problem],
        unsaved: Mapping[Path, str],
    ) -> Waiving:
        """Read the waivers of a project; `unsaved` has texts that count instead of files.

        `named` are the paths that were named, none where the whole project is meant.
        """
        zone = project.zone if project else None
        sources: list[Source] = []
        for file in sorted({*waiver_files(project), *unsaved}):
            assert project is not None
            path = shown(file, project.root)
            opened: Source | Problem = (
                Source(path, unsaved[file])
                if file in unsaved
                else open_source(Input(path, file, kind="waiver"))
            )
            if isinstance(opened, Problem):
                problems.append(opened)
            else:
                sources.append(opened)
        waivers, found = read_waivers(sources, zone)
        problems += found
        return cls(waivers, named, Targets.named_by(waivers), zone)

    @property
    def named(self) -> bool:
        """Whether a file of waivers was named itself."""
        return any(one.path in self.paths for one in self.waivers)

    @property
    def reads(self) -> frozenset[str]:
        """The kinds of the records that tell who may approve."""
        return frozenset({"person", "assignment"}) if self.waivers else frozenset()

    def over(self, records: Iterable[Record], world: World) -> Iterator[Record]:
        """The records as they are, each looked at on its way."""
        return self.targets.over(records, world)

    def leave_out(self, beside: frozenset[tuple[str, str]]) -> None:
        """Records that went by and are not judged: waivers of these are not what the run is for."""
        self.narrowed = True
        self.targets.leave_out(beside)

    def apply(
        self,
        result: Evaluation,
        ready: ReadyPolicy,
        now: Moment,
        *,
        is_whole: bool,
    ) -> list[Finding]:
        """Mark what is waived in the result, and give the findings about the waivers themselves.

        `is_whole` says that every record of the project was judged. Where paths were named, only
        waivers in these are spoken of, and those about what was judged, or about nothing known.
        """
        ground = Ground(
            ready.known, ready.terms, ready.waiver_rules, self.targets.world, now, self.zone
        )
        coverage = Coverage(judged(self.waivers, self.targets, ground), self.targets)
        result.findings = Spool.of(coverage.over(result.findings), order)
        self.standing = coverage.settled(self._run(result, ready, is_whole=is_whole))
        told = self.of_this_run() if self.paths else [*self.standing]
        if self.narrowed:
            self.standing = [one for one in told if one.targets or one.waiver.path in self.paths]
        findings = [found for one in told for found in _said(one)]
        for number, own in coverage.withheld.items():
            one = coverage.waivers[number]
            findings += [_withheld(one, target.words) for target in sorted(own)]
        return [one for one in findings if one.rule in ready.built_in]

    def of_this_run(self) -> list[Judged]:
        """Those in a file that was named, about a record that was judged, or about nothing."""
        return [
            one
            for one in self.standing
            if one.waiver.path in self.paths or one.targets or not one.waiver.names_any
        ]

    def _run(self, result: Evaluation, ready: ReadyPolicy, *, is_whole: bool) -> Run:
        rules = ready.program.rules
        in_play = {rule.id for rule in rules}
        undecided = {
            (gap.rule, record.kind, record.id)
            for record, gaps in result.unknown.by_record()
            if self.targets.get(record.kind, record.id)
            for gap in gaps
        }
        return Run(
            {id_: one for id_, one in ready.terms.items() if id_ in in_play},
            {rule.id for rule in rules if any(form.observed for form in rule.forms)},
            undecided,
            is_whole,
        )


def _said(one: Judged) -> Iterator[Finding]:
    waiver = one.waiver
    of = f"the waiver of {waiver.rule or 'no rule'} for {waiver.target}"
    if one.state is WaiverState.INVALID:
        for flaw in one.flaws:
            yield _finding(INVALID_WAIVER, one, flaw, f"{of} is invalid: {flaw.message}")
    elif one.state is WaiverState.EXPIRED:
        flaw = Flaw.at(waiver.value("expires"), "expired", BUILT_IN[EXPIRED_WAIVER].remedy)
        yield _finding(EXPIRED_WAIVER, one, flaw, f"{of} expired on {waiver.expires}")
    elif one.state is WaiverState.UNUSED:
        flaw = Flaw.at(waiver.value("rule"), "unused", BUILT_IN[UNUSED_WAIVER].remedy)
        yield _finding(UNUSED_WAIVER, one, flaw, f"{of} is unused: {one.why[0]}")


def _withheld(one: Judged, record: str) -> Finding:
    waiver = one.waiver
    words = (
        f"the waiver of {waiver.rule} for {waiver.target} does not cover {record}: "
        f"{waiver.approved_by} approved it, and that is their own"
    )
    advice = "have somebody else approve a waiver for that record"
    flaw = Flaw.at(waiver.value("approved_by"), f"own {record}", advice)
    return _finding(INVALID_WAIVER, one, flaw, words)


def _finding(id_: str, one: Judged, flaw: Flaw, message: str) -> Finding:
    rule, waiver = BUILT_IN[id_], one.waiver
    parts = [id_, waiver.path, waiver.rule, waiver.target, waiver.granted, flaw.message]
    mark = "\x1f".join(parts)
    return Finding(
        rule=rule.id,
        title=rule.title,
        severity=rule.severity,
        outcome=Outcome.FAIL,
        message=message,
        record=RecordName("waiver", f"{waiver.path}#{waiver.number}", waiver.account),
        location=location_of(flaw.source, flaw.span),
        label="",
        clause=rule.clause,
        fingerprint=sha256(mark.encode(errors="replace")).hexdigest()[:32],
        remedy=flaw.advice,
    )
