"""Collecting what is wrong with a policy, each with its place and the nearest known name."""

from __future__ import annotations

from collections.abc import Iterable

from policycheck.document import Mapping, Node, Pointer, Scalar, walk
from policycheck.errors import Problem

__all__ = ["Problems", "nearest", "nearest_name"]

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

    def at(self, node: Node, message: str, advice: str) -> None:
        self._note(node, node.span.start, message, advice)

    def inside(self, node: Scalar, offset: int, message: str, advice: str) -> None:
        """A problem with the character at an offset of a text."""
        self._note(node, node.segments.locate(offset, offset).start, message, advice)

    def under(self, root: Node, pointer: Pointer, message: str, advice: str) -> None:
        """A problem with the value at a pointer, or with its nearest parent."""
        self.at(walk(root, pointer)[0], message, advice)

    def at_key(self, root: Node, pointer: Pointer, message: str, advice: str) -> None:
        """A problem with the key at a pointer."""
        parent, _ = walk(root, pointer[:-1])
        entry = parent.entries.get(str(pointer[-1])) if isinstance(parent, Mapping) else None
        self.at(entry.key if entry else parent, message, advice)

    def _note(self, node: Node, offset: int, message: str, advice: str) -> None:
        line, column = node.source.position(offset)
        self.found.append(Problem(node.source.path, line, column, message, advice))
