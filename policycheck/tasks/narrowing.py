"""Of a run over what has changed: which records are judged, and why; the others stand beside.

A record is judged where

- it is new, or its content is not what it was. A file with one record is compared as a whole, one
  with many record by record; where a comment for policycheck changed in it, all of it counts;
- a file beside it that it names (a text, a picture, captions) changed;
- its account changed, or a record that it refers to did;
- something that it refers to, or that referred to it, is gone;
- what all records are judged by changed: the policy and its lexicons, the project file, waivers,
  the baseline, a platform, a strategy. Then nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policycheck.engine.references import references
from policycheck.model.account_security import ACCOUNT_SECURITY
from policycheck.model.finding import Finding
from policycheck.model.record import Record
from policycheck.policy.project import FILE_NAME
from policycheck.policy.shipped import shipped
from policycheck.readers.files import shown
from policycheck.reports.summary import counted
from policycheck.tasks.changes import Changes
from policycheck.tasks.compared_files import Name, Seen, seen_in
from policycheck.tasks.policies import ReadyPolicy, policy_files
from policycheck.tasks.request import CheckRequest
from policycheck.tasks.waived import waiver_files

__all__ = ["Narrowed", "narrowed"]

#: The kinds whose records are judged by themselves and through references; a change in one of any
#: other kind, where rules look it up, may matter to every record.
_LINKED = frozenset({"post", "account", "person", "assignment", "moderation", "incident"})
_POLICY_ENDINGS = (".yaml", ".yml", ".json")
#: Settings of galaxy-social, which say whose the posts beside it are.
_SETTINGS = "plugins.yml"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which records are judged; where `whole` says why, all of them are."""

    judged: list[Record]
    beside: list[Record]
    whole: str = ""

    def own(self, findings: Iterable[Finding], changes: Changes) -> list[Finding]:
        """Of all findings those about what is judged, and about a changed file as a whole."""
        if self.whole:
            return [*findings]
        names = {(one.kind, one.id) for one in self.judged}
        return [
            one
            for one in findings
            if (one.record.kind, one.record.id) in names
            or (one.record.id == one.location.path and changes.is_changed(one.location.path))
        ]

    @property
    def notes(self) -> tuple[str, ...]:
        return (f"every record is judged: {self.whole}",) if self.whole else ()

    def left_out(self, changes: Changes) -> str:
        """How many records were left out, and why; '' where none was."""
        number = len(self.beside)
        return f"{counted(number, 'record')} left out, {changes.words}" if number else ""


def narrowed(
    request: CheckRequest, changes: Changes, records: Sequence[Record], ready: ReadyPolicy
) -> Narrowed:
    """Part the records of a run in those that are judged and those that stand beside."""
    why = _by_what_all_are_judged(request, changes)
    if why:
        return Narrowed([*records], [], why)
    seen = seen_in(request, changes, ready.kinds)
    shared = {kind for kind, _ in seen.changed | seen.gone} - _LINKED - {ACCOUNT_SECURITY.name}
    if looked_up := sorted(shared & ready.program.reads):
        return Narrowed([*records], [], f"a {looked_up[0]} changed")
    chosen = _Chosen(seen, _accounts_of_posts(records), _files(request, changes))
    parts: tuple[list[Record], list[Record]] = ([], [])
    for record in records:
        parts[not chosen.has(record)].append(record)
    return Narrowed(*parts)


def _by_what_all_are_judged(request: CheckRequest, changes: Changes) -> str:
    """The first file that matters to every record and changed, in words; '' where none did."""
    root = request.root
    shared = {shown(root / FILE_NAME, root): "the project file"} if request.project else {}
    every = policy_files(request.policy, request.project, request.base)
    policies = [file for file in every if not file.is_relative_to(shipped("rules").resolve())]
    shared |= {shown(file, root): "the policy" for file in policies}
    shared |= {shown(file, root): "a file of waivers" for file in waiver_files(request.project)}
    baseline = request.baseline or (request.project and request.project.baseline)
    if baseline:
        base = request.base if request.baseline else root
        shared[shown(base / baseline, root)] = "the baseline"
    for path, words in sorted(shared.items()):
        if changes.is_changed(path):
            return f"{words} changed ({path})"
    folders = {Path(shown(file, root)).parent for file in policies if _is_own(file, root)}
    for path in sorted(changes.touched):
        if path.endswith(_POLICY_ENDINGS) and _is_of_policy(Path(path), folders):
            return f"a file of the policy changed ({path})"
    return ""


def _is_own(file: Path, root: Path) -> bool:
    return file.is_relative_to(root.resolve()) or file.is_relative_to(root)


def _is_of_policy(path: Path, folders: Iterable[Path]) -> bool:
    """Whether a file that may be gone was one of a policy: it is beside or below one of its files.

    Beside a policy at the root of a project stand records too; there only its lexicons are meant.
    """
    roots = (folder if folder.parts else folder / "lexicons" for folder in folders)
    return any(path.is_relative_to(folder) for folder in roots)


def _accounts_of_posts(records: Iterable[Record]) -> dict[str, str]:
    posts = (one for one in records if one.kind == "post")
    return {one.id: one.account for one in posts if isinstance(one.account, str)}


def _files(request: CheckRequest, changes: Changes) -> list[tuple[str, Path]]:
    """The changed files that are there, by name and place; a record may name one."""
    paths = ((Path(path).name, request.root / path) for path in sorted(changes.touched))
    return [(name, Path(place)) for name, place in paths]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Tells of one record whether it is judged."""

    seen: Seen
    account_of: Mapping[str, str]
    files: Sequence[tuple[str, Path]]

    def has(self, record: Record) -> bool:
        name = (record.kind, record.id)
        seen = self.seen
        if name in seen.changed or name in seen.let_go or name in seen.linked:
            return True
        if record.kind == "account" and (ACCOUNT_SECURITY.name, record.id) in seen.changed:
            return True
        return any(map(self._matters, self._named_by(record))) or self._names_a_file(record)

    def _matters(self, named: Name) -> bool:
        """Whether a change in what a record refers to, or is about, matters to it."""
        seen = self.seen
        if named in seen.gone:
            return True
        if named[0] == "account":
            secured = (ACCOUNT_SECURITY.name, named[1])
            return named in seen.changed or secured in seen.changed
        return named[0] != "post" and (named in seen.changed or named in seen.linked)

    def _named_by(self, record: Record) -> Iterator[Name]:
        for one in references(record):
            yield one.kind, one.id
            if one.kind == "post" and one.id in self.account_of:
                yield "account", self.account_of[one.id]

    def _names_a_file(self, record: Record) -> bool:
        source = record.node.source
        text = source.cut(record.node.span) if record.numbered else source.text
        folder = Path(record.folder) if record.folder else None
        return folder is not None and any(
            (name in text and place.is_relative_to(folder))
            or (name == _SETTINGS and folder.is_relative_to(place.parent))
            for name, place in self.files
        )
