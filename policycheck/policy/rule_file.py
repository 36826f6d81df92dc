"""Files of the language: a policy, a pack with its rule files, a lexicon; each is read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.document.yaml import read_yaml
from policycheck.errors import Problem
from policycheck.mistakes.files import EMPTY_FILE, NO_MAPPING, NOT_UTF_8, UNREADABLE_FILE
from policycheck.mistakes.mistake import Mistake
from policycheck.mistakes.policies import LEXICON_ENTRY
from policycheck.policy.dated import refuse_wrong_dates
from policycheck.policy.inputs import Inputs
from policycheck.policy.params import is_name
from policycheck.policy.problems import Problems, with_lines
from policycheck.policy.shipped import shipped
from policycheck.policy.surface import LexiconSurface, validated
from policycheck.source import Source

__all__ = ["Shelf", "pack_names", "shown_path"]

#: No policy file written by people is as large; a larger one is a mistake or an attack.
_LARGEST = 5_000_000
_ENTRIES = frozenset({"entries"})


@dataclass(slots=True)
class Shelf:
    """The files that make up a policy, read once each, and what is wrong with them.

    `revision` stands before the paths where the files are those of one, written out below `base`;
    nothing outside of it belongs to that then, except what is shipped.
    """

    base: Path
    revision: str = ""
    problems: Problems = field(default_factory=Problems)
    contents: dict[str, str] = field(default_factory=dict)
    documents: dict[Path, Mapping] = field(default_factory=dict)
    lexicons: dict[Path, Sequence | Mapping | None] = field(default_factory=dict)
    headers: dict[str, LexiconSurface] = field(default_factory=dict)
    inputs: Inputs = field(default_factory=Inputs)

    def read(self, file: Path) -> Mapping | None:
        """The mapping that a YAML file holds; None after noting why there is none."""
        path = self.shown(file)
        text = self._text(file, path)
        if text is None:
            return None
        self.contents[path] = text
        source = Source(path, text)
        node, found = read_yaml(source)
        self.problems.found.extend(with_lines(found, source))
        if isinstance(node, Mapping):
            self.documents[file] = node
            return node
        if not found:
            what = "the file is empty" if node is None else "the file is no mapping"
            mistake = EMPTY_FILE if node is None else NO_MAPPING
            self.note(path, mistake, what, "write keys with values, such as policycheck: 1")
        return None

    def yaml_in(self, folder: Path) -> list[Path]:
        """The YAML files of a folder, in the order of their names; none after noting why."""
        try:
            return self.inputs.listed(folder)
        except OSError as problem:
            message = f"cannot be listed: {problem.strerror}"
            self.note(self.shown(folder), UNREADABLE_FILE, message, "check its rights")
            return []

    def lexicon(self, name: str, beside: Path) -> Sequence | Mapping | None:
        """The entries of a lexicon: from `lexicons` beside a policy, else a shipped one."""
        if not is_name(name):
            return None
        for folder in (beside / "lexicons", shipped("rules") / "lexicons"):
            file = folder / f"{name}.yaml"
            if self.inputs.looked_for(file):
                if file not in self.lexicons:
                    self.lexicons[file] = self._lexicon(file, name)
                return self.lexicons[file]
        return None

    def _lexicon(self, file: Path, name: str) -> Sequence | Mapping | None:
        node = self.read(file)
        if node is None:
            return None
        header = validated(LexiconSurface, node, self.problems, _ENTRIES)
        if header is None:
            return None
        self.headers[node.source.path] = header
        entries = node.get("entries")
        if isinstance(entries, Mapping):
            return entries
        if not isinstance(entries, Sequence):
            message = f"lexicon {name} has no entries"
            self.problems.at(entries or node, LEXICON_ENTRY, message, "write a list")
            return None
        entries = Sequence(
            entries.source,
            entries.span,
            [one for one in entries.items if self._is_entry(one, name)],
        )
        refuse_wrong_dates(entries, "phrase", self.problems)
        plain = [_undated(one) for one in entries.items]
        return Sequence(entries.source, entries.span, plain)

    def _is_entry(self, item: Node, name: str) -> bool:
        phrase = item.get("phrase") if isinstance(item, Mapping) else item
        if isinstance(phrase, Scalar) and not phrase.is_null:
            return True
        advice = "write a phrase or {phrase: …, from: …, to: …, source: …}"
        message = f"an entry of lexicon {name} has no phrase"
        self.problems.at(item, LEXICON_ENTRY, message, advice)
        return False

    def shown(self, file: Path) -> str:
        within = self.revision and file.resolve().is_relative_to(self.base.resolve())
        return (self.revision if within else "") + shown_path(file, self.base)

    def called(self, policy: Path | str) -> str:
        """What to write for a policy on the command line: a path, or the name of a shipped pack."""
        if isinstance(policy, str):
            return policy
        is_shipped = policy.parent.resolve() == shipped("rules").resolve()
        return policy.name if is_shipped else self.shown(policy)

    def holds(self, file: Path) -> bool:
        """Whether a file can be one of this policy: a revision ends where its repository does."""
        roots = (self.base.resolve(), shipped("rules").resolve())
        return not self.revision or any(file.resolve().is_relative_to(root) for root in roots)

    def _text(self, file: Path, path: str) -> str | None:
        if not self.holds(file):
            message = "leads out of the repository"
            self.note(path, UNREADABLE_FILE, message, "name a file that the revision has")
            return None
        try:
            if file.is_dir():
                message = "is a folder without pack.yaml"
                self.note(path, UNREADABLE_FILE, message, "name a policy file or a pack")
                return None
            size = file.stat().st_size
            if size > _LARGEST:
                message = f"is too large for a policy: {size:,} bytes"
                self.note(path, UNREADABLE_FILE, message, "split it into a pack")
                return None
            data = file.read_bytes()
            self.inputs.read(file, data)
        except OSError as problem:
            message = f"cannot be read: {problem.strerror}"
            self.note(path, UNREADABLE_FILE, message, "check the path and its rights")
            return None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            good = Source(path, data[: problem.start].decode("utf-8-sig"))
            line, column = good.position(len(good.text))
            message = f"byte 0x{data[problem.start]:02x} is not UTF-8"
            self.problems.found.append(
                Problem(path, line, column, message, "save the file as UTF-8", NOT_UTF_8.id)
            )
            return None

    def note(self, path: str, mistake: Mistake, message: str, advice: str) -> None:
        """A problem with a file as a whole."""
        self.problems.found.append(Problem(path, 1, 1, message, advice, mistake.id))


def _undated(item: Node) -> Node:
    """The phrase of an entry that always counts; an entry with dates as it is."""
    if isinstance(item, Mapping) and not item.entries.keys() & {"from", "to"}:
        return item.entries["phrase"].value
    return item


def pack_names() -> list[str]:
    """The names of the shipped packs."""
    return sorted(file.parent.name for file in shipped("rules").glob("*/pack.yaml"))


def shown_path(file: Path, base: Path) -> str:
    """A path as it is shown: relative to the project or folder, shipped files by name."""
    resolved = file.resolve()
    rules = shipped("rules").resolve()
    for root, prefix in ((base.resolve(), ""), (rules, "rules/")):
        if resolved.is_relative_to(root):
            return prefix + resolved.relative_to(root).as_posix()
    return file.as_posix()
