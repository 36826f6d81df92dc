"""Of a run over what has changed: which records are judged, and why; the others stand beside.

A record is judged where

- it is new, or its content is not what it was. A file with one record is compared as a whole, one
  with many record by record; where a comment for policycheck changed in it, all of it counts;
- a file beside it that it names (a text, a picture, captions) changed;
- its account changed, or a record that it refers to did (posts aside), or the roles of a person or
  on an account that it refers to;
- something that it refers to, or that referred to it, is gone;
- what all records are judged by changed: the policy and its lexicons, the project file, waivers,
  the baseline, a platform, a strategy. Then nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from policycheck.engine.references import references
from policycheck.model.account_security import ACCOUNT_SECURITY
from policycheck.model.finding import Finding
from policycheck.model.record import Record
from policycheck.policy.project import FILE_NAME
from policycheck.policy.shipped import shipped
from policycheck.readers.files import shown
from policycheck.reports.summary import counted
from policycheck.tasks.built_in import ABOUT_FILES
from policycheck.tasks.changes import Changes
from policycheck.tasks.compared_files import LINK, Name, Seen, linked_by, seen_in
from policycheck.tasks.ready import ReadyPolicy
from policycheck.tasks.request import CheckRequest
from policycheck.tasks.sources import matches_any
from policycheck.tasks.waived import waiver_files

__all__ = ["Narrowed", "narrowed"]

#: Kinds of which rules read all there is; a platform counts for every text. Those of all other
#: kinds matter where they are referred to.
_SHARED = frozenset({"platform", "strategy", "goal", "calendar", "comment_policy", "policy"})
_POLICY_ENDINGS = (".yaml", ".yml", ".json")
#: Settings of galaxy-social, which say whose the posts beside it are.
_SETTINGS = "plugins.yml"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which records are judged; where `whole` says why, all of them are."""

    changes: Changes
    judged: list[Record]
    beside: list[Record]
    whole: str = ""

    def own(self, findings: Iterable[Finding]) -> Iterable[Finding]:
        """Of all findings those about what is judged, and about a changed file as a whole.

        The first record of a file may go by the name of the file.
        """
        if self.whole:
            return findings
        judged = {(one.kind, one.id) for one in self.judged}
        beside = {(one.kind, one.id) for one in self.beside}
        return (
            one
            for one in findings
            if (name := (one.record.kind, one.record.id)) in judged
            or (
                (name not in beside or one.rule in ABOUT_FILES)
                and one.record.id == one.location.path
                and self.changes.is_changed(one.location.path)
            )
        )

    @property
    def notes(self) -> tuple[str, ...]:
        return (f"every record is judged: {self.whole}",) if self.whole else ()

    @property
    def left_out(self) -> str:
        """How many records were left out, and why; '' where none was."""
        number = len(self.beside)
        return f"{counted(number, 'record')} left out, {self.changes.words}" if number else ""


def narrowed(
    request: CheckRequest,
    changes: Changes,
    records: Sequence[Record],
    ready: ReadyPolicy,
    policies: Iterable[Path],
) -> Narrowed:
    """Part the records of a run in those that are judged and those that stand beside.

    `policies` are the files that its policies are made of.
    """
    shipped_rules = shipped("rules").resolve()
    own = [file for file in policies if not file.is_relative_to(shipped_rules)]
    why = _by_what_all_are_judged(request, changes, own)
    if why:
        return Narrowed(changes, [*records], [], why)
    seen = seen_in(request, changes, ready.kinds)
    kinds = {kind for kind, _ in seen.changed | seen.gone}
    if looked_up := sorted(kinds & _SHARED & (ready.program.reads | {"platform"})):
        return Narrowed(changes, [*records], [], f"a {looked_up[0]} changed")
    seen.gone -= {(one.kind, one.id) for one in records}  # it has moved to another file
    people = {name for name in seen.changed | seen.gone if name[0] == "person"}
    for one in records if people else ():
        if one.kind == LINK and not people.isdisjoint(linked_by(one)):
            seen.linked |= linked_by(one)  # whoever leaves holds no role
    files = [request.root / path for path in sorted(changes.touched)]
    chosen = _Chosen(seen, _accounts_of_posts(records), files)
    parts: tuple[list[Record], list[Record]] = ([], [])
    for record in records:
        parts[not chosen.has(record)].append(record)
    return Narrowed(changes, *parts)


def _by_what_all_are_judged(
    request: CheckRequest, changes: Changes, policies: Sequence[Path]
) -> str:
    """The first file that matters to every record and changed, in words; '' where none did."""
    root = request.root
    shared = {shown(root / FILE_NAME, root): "the project file"} if request.project else {}
    shared |= {shown(file, root): "the policy" for file in policies}
    shared |= {shown(file, root): "a file of waivers" for file in waiver_files(request.project)}
    baseline = request.baseline or (request.project and request.project.baseline)
    if baseline:
        base = request.base if request.baseline else root
        shared[shown(base / baseline, root)] = "the baseline"
    for path, words in sorted(shared.items()):
        if changes.is_changed(path):
            known = path in changes.touched or path in changes.known or not Path(path).is_absolute()
            return f"{words} {'changed' if known else 'is in no commit here'} ({path})"
    folders = {Path(shown(file, root)).parent for file in policies}
    waivers = request.project.waivers if request.project else ()
    for path in sorted(changes.touched):
        if path.endswith(_POLICY_ENDINGS) and _is_of_policy(Path(path), folders, root):
            return f"a file of the policy changed ({path})"
        if matches_any(path, waivers):
            return f"a file of waivers changed ({path})"
    return ""


def _is_of_policy(path: Path, folders: Iterable[Path], root: Path) -> bool:
    """Whether a file that may be gone was one of a policy: it is beside or below one of its files.

    In a folder in which the project lies, or which it is, records stand too; there only the
    lexicons are meant.
    """
    for folder in folders:
        shared = root.is_relative_to(root / folder)
        if path.is_relative_to(folder / "lexicons" if shared else folder):
            return True
    return False


def _accounts_of_posts(records: Iterable[Record]) -> dict[str, str]:
    posts = (one for one in records if one.kind == "post")
    return {one.id: one.account for one in posts if isinstance(one.account, str)}


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Tells of one record whether it is judged."""

    seen: Seen
    account_of: Mapping[str, str]
    files: Sequence[Path]
    by_folder: dict[str, _Names] = field(default_factory=dict)

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
        if named[0] == "post":
            return False
        if named[0] == "account" and (ACCOUNT_SECURITY.name, named[1]) in seen.changed:
            return True
        return named in seen.changed or named in seen.linked or named in seen.let_go

    def _named_by(self, record: Record) -> Iterator[Name]:
        for one in references(record):
            yield one.kind, one.id
            if one.kind == "post" and one.id in self.account_of:
                yield "account", self.account_of[one.id]

    def _names_a_file(self, record: Record) -> bool:
        if not record.folder:
            return False
        if record.folder not in self.by_folder:
            self.by_folder[record.folder] = _Names.below(Path(record.folder), self.files)
        source = record.node.source
        text = source.cut(record.node.span) if record.numbered else source.text
        return self.by_folder[record.folder].stand_in(text)


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of changed files that the records of one folder may name.

    Where settings changed by which all of them are read, that is `everywhere`.
    """

    matcher: AhoCorasick | None
    everywhere: bool

    @classmethod
    def below(cls, folder: Path, files: Iterable[Path]) -> _Names:
        found = [*files]
        names = {file.name for file in found if file.is_relative_to(folder)}
        settings = (file.parent for file in found if file.name == _SETTINGS)
        return cls(
            AhoCorasick(sorted(names)) if names else None,
            any(folder.is_relative_to(one) for one in settings),
        )

    def stand_in(self, text: str) -> bool:
        return self.everywhere or bool(self.matcher and self.matcher.find_matches_as_indexes(text))
