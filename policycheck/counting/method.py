"""What a counting method is: how long a text is, and where it stops fitting."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

__all__ = ["Count", "Method", "Piece", "band", "exact"]


class Count(Struct, frozen=True):
    """A length: one number where the method is exact, else the band in which it lies."""

    low: int
    high: int

    def fits(self, limit: int) -> bool | None:
        """Say whether the text keeps to the limit; None where the platform leaves it open."""
        if self.high <= limit:
            return True
        return False if self.low > limit else None


class Piece(Struct, frozen=True, order=True):
    """What is counted as a whole and cannot be cut: a cluster of code points, a link."""

    start: int
    end: int
    cost: int


Pieces = Callable[[str], Iterable[Piece]]


class Method(Struct, frozen=True):
    """A way of counting.

    `count(text)` gives the length in `unit`. `excess(text, limit)` gives the offset of the first
    character that no longer fits (None where all do): what stands before it fits, and the piece
    that begins there (a grapheme cluster, or a whole link) does not. Where a band straddles the
    limit it is the first character that may not fit.
    """

    name: str
    unit: str
    count: Callable[[str], Count]
    excess: Callable[[str, int], int | None]


def exact(
    name: str, unit: str, pieces: Pieces, measure: Callable[[str], int] | None = None
) -> Method:
    """Make a method that counts one way, from the pieces of a text, or by a faster `measure`."""

    def count(text: str) -> Count:
        total = measure(text) if measure else _total(pieces, text)
        return Count(total, total)

    def excess(text: str, limit: int) -> int | None:
        return _excess(pieces, text, limit)

    return Method(name, unit, count, excess)


def band(name: str, unit: str, low: Method, high: Method) -> Method:
    """Make a method whose length lies between those of two others."""

    def count(text: str) -> Count:
        return Count(low.count(text).low, high.count(text).high)

    def excess(text: str, limit: int) -> int | None:
        certain = low.excess(text, limit)
        return high.excess(text, limit) if certain is None else certain

    return Method(name, unit, count, excess)


def _total(pieces: Pieces, text: str) -> int:
    return sum(piece.cost for piece in pieces(text))


def _excess(pieces: Pieces, text: str, limit: int) -> int | None:
    used = 0
    starts = []
    for piece in pieces(text):
        used += piece.cost
        starts.append(piece.start)
        if used > limit:
            break
    else:
        return None
    # A text cut short may read otherwise: "website.com" is a link where "website.com.jpg" is none.
    while starts[-1] and _total(pieces, text[: starts[-1]]) > limit:
        starts.pop()
    return starts[-1]
