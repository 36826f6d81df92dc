"""Collecting what is wrong with a policy, each with its place and the nearest known name."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from policycheck.document import Mapping, Node, Pointer, Scalar, walk
from policycheck.errors import Problem
from policycheck.mistakes.mistake import Mistake
from policycheck.source import Source

__all__ = ["Problems", "nearest", "nearest_name", "with_lines"]

#: Below this likeness (percent) a suggestion would only confuse.
_LIKE = 60.0
#: Of names that are all unlike, so many are listed.
_MOST = 40


def nearest(name: str, known: Iterable[str]) -> str:
    """A sentence that names the nearest known name, or lists the known ones if none is near."""
    names = sorted(set(known))
    best = _best(name, names)
    if best:
        return f"did you mean {best}?"
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return f"known: {', '.join(names[:_MOST])}{more}" if names else "there are none"


def nearest_name(name: str, known: Iterable[str]) -> str:
    """The nearest known name, or the name itself if none is near."""
    return _best(name, sorted(set(known))) or name


def _best(name: str, names: list[str]) -> str | None:
    from rapidfuzz import fuzz, process

    best = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=_LIKE)
    return best[0] if best else None


class Problems:
    """The problems of one policy, in the order in which they were found."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def at(self, node: Node, mistake: Mistake, message: str, advice: str) -> None:
        self._note(node, node.span.start, mistake, message, advice)

    def inside(
        self, node: Scalar, offset: int, mistake: Mistake, message: str, advice: str
    ) -> None:
        """A problem with the character at an offset of a text."""
        start = node.segments.locate(offset, offset).start
        self._note(node, start, mistake, message, advice)

    def under(
        self, root: Node, pointer: Pointer, mistake: Mistake, message: str, advice: str
    ) -> None:
        """A problem with the value at a pointer, or with its nearest parent."""
        self.at(walk(root, pointer)[0], mistake, message, advice)

    def at_key(
        self, root: Node, pointer: Pointer, mistake: Mistake, message: str, advice: str
    ) -> None:
        """A problem with the key at a pointer."""
        parent, _ = walk(root, pointer[:-1])
        entry = parent.entries.get(str(pointer[-1])) if isinstance(parent, Mapping) else None
        self.at(entry.key if entry else parent, mistake, message, advice)

    def _note(self, node: Node, offset: int, mistake: Mistake, message: str, advice: str) -> None:
        line, column = node.source.position(offset)
        path, excerpt = node.source.path, node.source.line(line)
        self.found.append(Problem(path, line, column, message, advice, mistake.id, excerpt))


def with_lines(problems: Iterable[Problem], source: Source) -> list[Problem]:
    """Problems of a reader of documents, each with its source line."""
    return [replace(one, excerpt=source.line(one.line)) for one in problems]
