r"""The file of a baseline: JSON, version 1, one entry a line, in order.

    {"version": 1, "entries": [
    {"path": "posts/a.md", "kind": "post", "record": "posts/a.md", "rule": "LNK-002", …},
    …
    ]}

Each entry carries a `check` of all its other keys, so that one which was changed by hand is noticed
and is an error, like everything else that is not as it was written. A line may be removed by hand:
then its finding is new again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from policycheck.digests import sha256
from policycheck.document import Mapping, Node, Scalar, Sequence, read_json
from policycheck.errors import Problem
from policycheck.source import Source
from policycheck.text.harmless import for_json
from policycheck.waive.baseline import Baseline, Entry, Recorded

__all__ = ["read_baseline", "written_baseline"]

VERSION: Final = "1"
_KEYS: Final = ("version", "entries")
_TEXTS: Final = ("path", "kind", "record", "rule", "fingerprint")
_ENTRY: Final = (*_TEXTS, "times", "check")
_FINGERPRINT = re.compile(r"[0-9a-f]{32}")
_COUNT = re.compile(r"[1-9][0-9]{0,8}")
_ANEW = "restore it from version control, or remove the file and write it anew: --write-baseline"


def written_baseline(entries: Iterable[Entry]) -> Iterator[str]:
    """The text of a baseline with these entries, in pieces."""
    yield f'{{"version": {VERSION}, "entries": ['
    separator = "\n"
    for entry in entries:
        fields = {**entry._asdict(), "check": _check(entry)}
        yield separator + for_json(json.dumps(fields, ensure_ascii=False))
        separator = ",\n"
    yield "\n]}\n"


def read_baseline(source: Source) -> tuple[Baseline, list[Problem]]:
    """Give a baseline, and all that is wrong with its file; then it must not be used."""
    node, problems = read_json(source)
    reading = _Reading(source, [_damaged(one) for one in problems])
    if isinstance(node, Mapping):
        reading.document(node)
    elif not problems:
        reading.note(node, "this is no baseline")
    return Baseline(source, reading.recorded), reading.problems


def _check(entry: Entry) -> str:
    joined = "\x1f".join(map(str, entry))
    return sha256(joined.encode(errors="replace")).hexdigest()[:8]


def _damaged(problem: Problem) -> Problem:
    message = f"the baseline is damaged: {problem.message}"
    return Problem(problem.path, problem.line, problem.column, message, _ANEW)


class _Reading:
    """Reads a document and collects its entries, and what is wrong with it."""

    def __init__(self, source: Source, problems: list[Problem]) -> None:
        self.source = source
        self.problems = problems
        self.recorded: dict[str, Recorded] = {}

    def note(self, node: Node | None, message: str, advice: str = _ANEW) -> None:
        at = self.source.position(node.span.start if node else 0)
        self.problems.append(Problem(self.source.path, *at, message, advice))

    def document(self, node: Mapping) -> None:
        version = node.get("version")
        if not isinstance(version, Scalar) or version.text != VERSION:
            found = f", not {version.text}" if isinstance(version, Scalar) else ""
            message = f"this policycheck reads version {VERSION} of the baseline{found}"
            advice = "use the policycheck that wrote it, or remove the file and write it anew"
            self.note(version or node, message, advice)
            return
        self._known_keys(node, _KEYS)
        entries = node.get("entries")
        if not isinstance(entries, Sequence):
            self.note(entries or node, "the baseline has no list of entries")
            return
        for item in entries.items:
            self._take(item)

    def _known_keys(self, node: Mapping, known: tuple[str, ...]) -> None:
        for key, _ in node:
            if key.text not in known:
                message = f"unknown key {key.text}: the file was changed by hand"
                self.note(key, message)

    def _take(self, item: Node) -> None:
        entry = self._entry(item)
        if entry is None:
            return
        first = self.recorded.setdefault(entry.fingerprint, Recorded(entry, item.span))
        if first.span != item.span:
            line = self.source.position(first.span.start).line
            self.note(item, f"this entry stands in line {line} already", "remove this line")

    def _entry(self, item: Node) -> Entry | None:
        """The entry of a line, None after noting why it is none."""
        if not isinstance(item, Mapping):
            self.note(item, "this is no entry of a baseline")
            return None
        before = len(self.problems)
        self._known_keys(item, _ENTRY)
        texts = [self._text(item, key) for key in (*_TEXTS, "check")]
        times = item.get("times")
        if not (
            isinstance(times, Scalar) and times.style == "typed" and _COUNT.fullmatch(times.text)
        ):
            self.note(times or item, "times is no number from 1")
            return None
        if len(self.problems) > before:
            return None
        *fields, check = texts
        entry = Entry(fields[0], fields[1], fields[2], fields[3], fields[4], int(times.text))
        if not _FINGERPRINT.fullmatch(entry.fingerprint) or check != _check(entry):
            self.note(item, "this entry was changed by hand: its check does not agree")
            return None
        return entry

    def _text(self, item: Mapping, key: str) -> str:
        value = item.get(key)
        if isinstance(value, Scalar) and value.style == "quoted":
            return value.text
        self.note(value or item, f"{key} is missing" if value is None else f"{key} is no text")
        return ""
