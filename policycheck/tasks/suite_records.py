"""The records of a suite: written in it, or in files that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from policycheck.document import Mapping as MappingNode
from policycheck.document import Node, Sequence
from policycheck.errors import Problem
from policycheck.mistakes.files import UNREADABLE_FILE
from policycheck.mistakes.language import WRONG_TYPE, WRONG_VALUE
from policycheck.mistakes.rules import UNKNOWN_RECORD_KIND
from policycheck.model.account_security import ACCOUNT_SECURITY
from policycheck.model.kind import RecordKind
from policycheck.model.record import Record
from policycheck.policy.problems import Problems, nearest
from policycheck.policy.project import RECORD_KEYS
from policycheck.policy.suite_surface import FilesSurface
from policycheck.policy.surface import validated
from policycheck.readers import Ids, Key, UnknownKey, inputs, read_inputs
from policycheck.readers.collection import items_in
from policycheck.readers.door import Admitted, records
from policycheck.readers.security import joined
from policycheck.tasks.suites import Suite

__all__ = ["SuiteRecords", "read_records"]

_SECURITY = ACCOUNT_SECURITY.name


@dataclass(slots=True)
class SuiteRecords:
    """The records of a suite, and the kinds that it gives, even if they hold nothing."""

    given: set[str] = field(default_factory=set)
    records: list[Record] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the records of one suite are read. `lenient`: a rule looks at fields not declared."""

    suite: Suite
    root: Path
    kinds: Mapping[str, RecordKind]
    lenient: bool
    problems: Problems
    ids: Ids = field(default_factory=dict[Key, str])

    def listed(self, items: Sequence, kind: RecordKind) -> Iterator[Record]:
        """The records that are written in the suite."""
        admitted = records(
            items_in(items, items.source),
            kind,
            path=self.suite.path,
            zone=self.suite.zone,
            folder=str(self.suite.file.parent),
            ids=self.ids,
        )
        yield from self._taken(admitted, None if self.lenient else kind)

    def in_files(self, node: MappingNode, kind: RecordKind) -> Iterator[Record]:
        """The records in the files that the suite names."""
        surface = validated(FilesSurface, node, self.problems)
        for number, glob in enumerate(surface.files if surface else ()):
            if PurePosixPath(glob).is_absolute() or ".." in PurePosixPath(glob).parts:
                at = ("files", number) if isinstance(node.get("files"), Sequence) else ("files",)
                advice = "name files beside the suite or below it"
                self.problems.under(
                    node, at, WRONG_VALUE, f"{glob} leaves the folder of the suite", advice
                )
                continue
            found = sorted(str(one) for one in self.suite.file.parent.glob(glob) if one.is_file())
            if not found:
                self.problems.at(
                    node, UNREADABLE_FILE, f"no file is called {glob}", "correct the name"
                )
            # Shown beside the suite, wherever that is shown from.
            shown = self.suite.path.rpartition("/")
            named = [
                one
                if isinstance(one, Problem)
                else replace(one, kind=kind.name, path=f"{shown[0]}{shown[1]}{one.path}")
                for one in inputs(found, base=self.suite.file.parent)
            ]
            read = read_inputs(named, zone=self.suite.zone, kinds=self.kinds, ids=self.ids)
            yield from self._taken(read, None)

    def _taken(self, admitted: Iterable[Admitted], strict: RecordKind | None) -> Iterator[Record]:
        """The records; what else was said is a problem, of unknown keys only those of the suite."""
        for one in admitted:
            if isinstance(one, Record):
                yield one
            elif isinstance(one, Problem):
                self.problems.found.append(one)
            elif strict is not None:
                self.problems.found.append(_unknown(one, strict))


def read_records(
    suite: Suite,
    root: Path,
    kinds: Mapping[str, RecordKind],
    problems: Problems,
    *,
    lenient: bool = False,
) -> SuiteRecords:
    """Read the records of a suite; what is wrong with them is noted.

    `root` is the folder that paths are shown relative to, `kinds` have the fields of one's own.
    """
    reading = _Reading(suite, root, kinds, lenient, problems)
    found = SuiteRecords()
    node = suite.node.entries["records"].value
    if not isinstance(node, MappingNode):
        problems.at(
            node, WRONG_TYPE, "records has kinds of records", "write posts: and a list of posts"
        )
        return found
    for entry in node:
        known = RECORD_KEYS.get(entry.key.text)
        if known is None:
            advice = nearest(entry.key.text, RECORD_KEYS)
            problems.at(
                entry.key, UNKNOWN_RECORD_KIND, f"unknown kind of record {entry.key.text}", advice
            )
            continue
        kind = kinds.get(known.name, known)
        found.given.add(kind.name)
        found.records += _of_kind(reading, entry.value, kind)
    found.records = list(_with_security(found.records, problems))
    found.given.discard(_SECURITY)
    return found


def _of_kind(reading: _Reading, node: Node, kind: RecordKind) -> Iterator[Record]:
    if isinstance(node, Sequence):
        yield from reading.listed(node, kind)
    elif isinstance(node, MappingNode):
        yield from reading.in_files(node, kind)
    else:
        advice = "write a list of records, or files: and where they are"
        reading.problems.at(
            node, WRONG_TYPE, f"expected {kind.plural}, found {node.text!r}", advice
        )


def _unknown(key: UnknownKey, kind: RecordKind) -> Problem:
    message = f"{key.kind} has no field {key.name}"
    return Problem(key.path, key.line, key.column, message, nearest(key.name, kind.shape.fields))


def _with_security(found: list[Record], problems: Problems) -> Iterator[Record]:
    """The records, each account with its security part where that stands apart."""
    parts = [one for one in found if one.kind == _SECURITY]
    if not parts:
        yield from found
        return
    yield from (one for one in found if one.kind not in ("account", _SECURITY))
    for one in joined((one for one in found if one.kind == "account"), parts):
        if isinstance(one, Problem):
            problems.found.append(one)
        else:
            yield one
