"""Collecting what is wrong with a policy, each with its place and the nearest known name."""

from __future__ import annotations

from collections.abc import Iterable

from policycheck.document import Mapping, Node, Pointer, walk
from policycheck.errors import Problem

__all__ = ["Problems", "nearest"]

#: Below this likeness (percent) a suggestion would only confuse.
_LIKE = 60.0


def nearest(name: str, known: Iterable[str]) -> str:
    """A sentence that names the nearest known name, or lists the known ones if none is near."""
    from rapidfuzz import fuzz, process

    names = sorted(known)
    best = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=_LIKE)
    if best:
        return f"did you mean {best[0]}?"
    return f"known: {', '.join(names)}" if names else ""


class Problems:
    """The problems of one policy, in the order in which they were found."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def at(self, node: Node, message: str, advice: str = "") -> None:
        line, column = node.source.position(node.span.start)
        self.found.append(Problem(node.source.path, line, column, message, advice))

    def under(self, root: Node, pointer: Pointer, message: str, advice: str = "") -> None:
        """A problem with the value at a pointer, or with its nearest parent."""
        self.at(walk(root, pointer)[0], message, advice)

    def at_key(self, root: Node, pointer: Pointer, message: str, advice: str = "") -> None:
        """A problem with the key at a pointer."""
        parent, _ = walk(root, pointer[:-1])
        entry = parent.entries.get(str(pointer[-1])) if isinstance(parent, Mapping) else None
        self.at(entry.key if entry else parent, message, advice)
