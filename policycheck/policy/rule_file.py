"""Files of the language: a policy, a pack with its rule files, a lexicon. Each is read once, with places."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.document.yaml import read_yaml
from policycheck.errors import Problem
from policycheck.policy.problems import Problems
from policycheck.policy.shipped import shipped
from policycheck.source import Source

__all__ = ["Shelf", "shown_path"]

#: No policy file written by people is as large; a larger one is a mistake or an attack.
_LARGEST = 5_000_000


@dataclass(slots=True)
class Shelf:
    """The files that make up a policy, read once each, and what is wrong with them."""

    base: Path
    problems: Problems = field(default_factory=Problems)
    contents: dict[str, str] = field(default_factory=dict)

    def read(self, file: Path) -> Mapping | None:
        """The mapping that a YAML file holds; None after noting why there is none."""
        path = shown_path(file, self.base)
        text = self._text(file, path)
        if text is None:
            return None
        self.contents[path] = text
        node, found = read_yaml(Source(path, text))
        self.problems.found.extend(found)
        if isinstance(node, Mapping):
            return node
        if not found:
            self.note(path, "the file holds no policy", "a policy is a mapping: see the README")
        return None

    def lexicon(self, name: str, beside: Path) -> Sequence | Mapping | None:
        """The entries of a lexicon: from the folder `lexicons` beside a policy, else a shipped one."""
        for folder in (beside / "lexicons", shipped("rules") / "lexicons"):
            file = folder / f"{name}.yaml"
            if file.is_file():
                node = self.read(file)
                return self._entries(node, name) if node else None
        return None

    def _entries(self, node: Mapping, name: str) -> Sequence | Mapping | None:
        entries = node.get("entries")
        if isinstance(entries, Mapping):
            return entries
        if not isinstance(entries, Sequence):
            self.problems.at(node, f"lexicon {name} has no entries", "write entries: […]")
            return None
        phrases = [self._phrase(item, name) for item in entries.items]
        return Sequence(entries.source, entries.span, [one for one in phrases if one is not None])

    def _phrase(self, item: Node, name: str) -> Node | None:
        phrase = item.get("phrase") if isinstance(item, Mapping) else item
        if isinstance(phrase, Scalar):
            return phrase
        self.problems.at(
            item, f"an entry of lexicon {name} is a phrase or {{phrase: …, source: …}}"
        )
        return None

    def _text(self, file: Path, path: str) -> str | None:
        try:
            if file.is_dir():
                self.note(path, "is a folder without pack.yaml", "name a policy file or a pack")
                return None
            size = file.stat().st_size
            if size > _LARGEST:
                self.note(
                    path, f"is too large for a policy: {size:,} bytes", "split it into a pack"
                )
                return None
            data = file.read_bytes()
        except OSError as problem:
            self.note(path, f"cannot be read: {problem.strerror}", "check the path and its rights")
            return None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            good = Source(path, data[: problem.start].decode("utf-8-sig"))
            line, column = good.position(len(good.text))
            message = f"byte 0x{data[problem.start]:02x} is not UTF-8"
            self.problems.found.append(
                Problem(path, line, column, message, "save the file as UTF-8")
            )
            return None

    def note(self, path: str, message: str, advice: str) -> None:
        self.problems.found.append(Problem(path, 1, 1, message, advice))


def shown_path(file: Path, base: Path) -> str:
    """A path as it is shown: relative to the project or the current folder, shipped files by name."""
    resolved = file.resolve()
    rules = shipped("rules").resolve()
    for root, prefix in ((base.resolve(), ""), (rules, "rules/")):
        if resolved.is_relative_to(root):
            return prefix + resolved.relative_to(root).as_posix()
    return file.as_posix()
