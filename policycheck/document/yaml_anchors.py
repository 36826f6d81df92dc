"""Anchors of a YAML document, and which aliases are refused.

An alias shares the node of its anchor, so a bomb costs no more than reading it. It is refused all
the same, since whoever walks the tree would walk every copy.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from msgspec import Struct

from policycheck.document.node import Node
from policycheck.mistakes.files import REFUSED_ALIAS, TOO_DEEP
from policycheck.mistakes.mistake import Mistake

__all__ = ["MAX_ALIASED", "MAX_DEPTH", "Anchored", "Anchors", "Refusal"]

#: Levels of lists and mappings in each other, counted through aliases.
MAX_DEPTH: Final = 100
#: Nodes that all aliases of a document may add to those that are written out.
MAX_ALIASED: Final = 100_000


class Anchored(Struct):
    """A node that aliases may name, how many nodes it has and how many levels."""

    node: Node
    size: int = 1
    height: int = 0


class Refusal(NamedTuple):
    """Why an alias is refused, what to do, and whether reading ends with it."""

    message: str
    help: str
    final: bool = False
    mistake: Mistake = REFUSED_ALIAS


class Anchors:
    """What each name stands for at this place of the document; a name may be given anew."""

    __slots__ = ("_added", "_names")

    def __init__(self) -> None:
        self._names: dict[str, Anchored | None] = {}  # None while the node is open
        self._added = 0

    def begin(self, name: str) -> None:
        self._names[name] = None

    def set(self, name: str, anchored: Anchored) -> None:
        self._names[name] = anchored

    def resolve(self, name: str, depth: int) -> Anchored | Refusal:
        """Give what an alias within `depth` collections stands for."""
        if name not in self._names:
            return Refusal(
                f"no anchor &{name} stands before this alias",
                f"write &{name} before the value meant; put a value that begins with '*' in quotes",
            )
        target = self._names[name]
        if target is None:
            return Refusal(f"the alias *{name} stands within its own value", "write the value out")
        if depth + target.height > MAX_DEPTH:
            return Refusal(
                f"more than {MAX_DEPTH} levels are nested here",
                "nest less deeply",
                final=True,
                mistake=TOO_DEEP,
            )
        if self._added + target.size > MAX_ALIASED:
            return Refusal(
                f"with this alias, aliases repeat more than {MAX_ALIASED} values",
                "repeat less, or split the document",
                final=True,
            )
        self._added += target.size
        return target
