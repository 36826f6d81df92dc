"""Whether one condition of an approval is met, and why not."""

from __future__ import annotations

from typing import NamedTuple

from policycheck.plan import Missing, Place

__all__ = ["Answer"]


class Answer(NamedTuple):
    """An answer (None: it cannot be told), why it is no, and the records that show it."""

    holds: bool | None
    why: str = ""
    missing: tuple[Missing, ...] = ()
    trail: tuple[tuple[Place, str], ...] = ()
