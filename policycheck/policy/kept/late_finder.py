"""What looks for the phrases and patterns of a kept policy: for all, once there is much to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import msgpack

from policycheck.engine.finder import Finder
from policycheck.engine.lone_search import found_alone
from policycheck.plan import Found, Part, Search
from policycheck.policy.kept.entry import KeptPolicy, Searches
from policycheck.policy.kept.part import Shared

__all__ = ["LateFinder"]

#: As many texts are searched by what each rule asks for alone.
_FEW: Final = 4


class LateFinder(Finder):
    """The finder of a kept policy, made when more than a few texts are searched."""

    def __init__(self, kept: KeptPolicy, shared: Shared) -> None:
        self._kept = kept, shared
        self._few: set[str] = set()

    def found(self, search: Search, part: Part) -> list[Found]:
        if "_kept" in self.__dict__ and len(self._few | {part.text}) <= _FEW:
            self._few.add(part.text)
            return found_alone(search, part)
        return super().found(search, part)

    def __getattr__(self, name: str) -> object:
        """Called for what only a finder that is made has."""
        if name.startswith("__") or "_kept" not in self.__dict__:
            raise AttributeError(name)
        super().__init__(_searches(*self.__dict__.pop("_kept")))
        return getattr(self, name)


def _searches(kept: KeptPolicy, shared: Shared) -> Iterator[Search]:
    for rule in kept.rules:
        for part in rule.parts:
            for one in msgpack.decode(part.searches, type=Searches):
                yield shared.search(*one)
