"""What an entry of the registry of policy errors says."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

__all__ = ["Mistake", "by_id"]


class Mistake(Struct, frozen=True):
    """One way in which a policy can be wrong.

    `meaning` is a sentence on what it means, `remedy` one on what to do about it in general; the
    problem at hand has a message and an advice of its own.
    """

    id: str
    meaning: str
    remedy: str


def by_id(values: Iterable[object]) -> dict[str, Mistake]:
    """The mistakes among some values, by id. Raises ValueError where two have the same."""
    found: dict[str, Mistake] = {}
    for one in values:
        if isinstance(one, Mistake):
            if one.id in found:
                raise ValueError(f"two mistakes have the id {one.id}")
            found[one.id] = one
    return found
