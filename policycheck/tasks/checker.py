"""`Checker`: a policy made ready once, and records judged one at a time, as an editor asks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

from policycheck.document import LateMapping
from policycheck.document import Mapping as MappingNode
from policycheck.document.json_known import known_object
from policycheck.engine.evaluation import Evaluation
from policycheck.engine.instants import Instants
from policycheck.engine.run import Run
from policycheck.engine.said_once import findings_said_once, unknown_said_once
from policycheck.engine.setting import Setting
from policycheck.errors import InputError, Problem
from policycheck.model.finding import Finding, Unknown, order
from policycheck.model.kind import RecordKind
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.policy.project import Project
from policycheck.readers.door import Admitted, Entrance, records
from policycheck.readers.fields import Fields
from policycheck.readers.jsonl import read_line
from policycheck.readers.reader import Draft
from policycheck.source import Source, Span
from policycheck.tasks.loading import Loader, Said
from policycheck.tasks.policies import ready_policy
from policycheck.tasks.ready import policy_named

__all__ = ["CheckedRecord", "Checker"]


#: What the path of a record is that stands in no file.
_PATH: Final = "record"


class CheckedRecord(NamedTuple):
    """What came of one record: what it breaks, what cannot be told of it, what cannot be read.

    Where in a field a finding stands is told by the `pointer` and `character` of its location; line
    and column count in the record as written in one line of JSON.
    """

    findings: tuple[Finding, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    errors: tuple[Problem, ...] = ()


class Checker:
    """Judges records by a policy, one at a time.

    `policy` is a file, a folder with a pack or the name of a built-in pack; with a `project` its
    accounts, people and roles are read once, and without a policy its own holds. Everything is read
    when the checker is made, nothing afterwards: make a new one when a file has changed. It may be
    used from several threads, which take turns. Private values are shown as they are. Waivers,
    comments that suppress and baselines belong to files, and are not asked.

    Raises InputError where the policy cannot be used; its problems say why.
    """

    def __init__(
        self, policy: str = "", *, base: Path | None = None, project: Project | None = None
    ) -> None:
        base = base or (project.root if project else Path.cwd())
        root = project.root if project else base
        zone = project.zone if project else None
        fields = dict(project.fields) if project else {}
        ready = ready_policy(policy_named(policy, project, base), root, zone=zone, fields=fields)
        if ready.problems:
            raise InputError(ready.problems)
        said = Said()
        reads = ready.program.reads
        loader = Loader(project, zone, ready.kinds, lambda _: reads, said, ready.profiles)
        loaded = loader.named(())
        if said.problems:
            raise InputError(tuple(said.problems))
        self._zone, self._kinds, self._world = zone, ready.kinds, loaded.world
        self._entrances: dict[str, Entrance] = {}
        self._program = ready.program
        self._run = Run(ready.program)
        self._turn = Lock()

    def check(
        self, record: Mapping[str, object] | str, *, kind: str = "post", now: datetime | None = None
    ) -> CheckedRecord:
        """Judge one record, given by its fields or (a post) by its text alone.

        `now` is an aware instant, by default that of the call. Places are in the record: its path
        is `record`, its pointers lead to the fields. Raises KeyError for a kind that is none.
        """
        shape = self._kinds[kind]
        fields = {"text": record} if isinstance(record, str) else record
        at = Moment.instant(now or datetime.now(UTC))
        with self._turn:
            errors: list[Problem] = []
            found = Evaluation()
            for one in self._admitted(fields, shape):
                if isinstance(one, Problem):
                    errors.append(one)
                elif isinstance(one, Record):
                    self._judge(one, Instants(at, self._zone or UTC), found)
        covers = self._program.covers
        return CheckedRecord(
            tuple(sorted(findings_said_once(found.findings, covers, found.left_out), key=order)),
            tuple(unknown_said_once(found.unknown, covers)),
            tuple(errors),
        )

    def _admitted(self, fields: Mapping[str, object], kind: RecordKind) -> Iterable[Admitted]:
        """The record as its fields are, which most fit; all else goes the way of a line of JSON."""
        entrance = self._entrances.get(kind.name)
        if entrance is None:
            entrance = Entrance(kind, _PATH, self._zone, "", {})
            self._entrances[kind.name] = entrance
        entrance.ids = {}  # nothing is known of the record before
        node = LateMapping(lambda: _node(fields))
        draft = Draft(node, "", None, {}, "fields", plain=fields, id_line=1)
        values = entrance.plain(draft)
        if values is None:
            return records(read_line(_source(fields)), kind, path=_PATH, zone=self._zone)
        return (entrance.enter(draft, Fields(node, {}, values), ""),)

    def _judge(self, record: Record, instants: Instants, found: Evaluation) -> None:
        run = self._run
        run.result = found
        run.judge(record, Setting(self._world, instants.of(record), instants.now))
        for kept in run.gathered.values():
            run.conclude(kept)
        run.gathered.clear()


def _source(fields: Mapping[str, object]) -> Source:
    return Source(_PATH, json.dumps(fields, default=_written, ensure_ascii=False))


def _node(fields: Mapping[str, object]) -> MappingNode:
    """The nodes of a record whose fields fit, for whoever asks where in it something stands."""
    source = _source(fields)
    return known_object(source, Span(0, len(source.text)))


def _written(value: object) -> str:
    """A date or an instant as records write it. Raises TypeError for what is no value of JSON."""
    if isinstance(value, date):  # instants are dates, too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no value of a record")
