"""`code_points`: Unicode code points, what most databases and Python call characters."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.counting.method import Piece, exact
from policycheck.text.graphemes import each_grapheme

__all__ = ["METHOD", "pieces"]


def pieces(text: str) -> Iterator[Piece]:
    return (Piece(start, end, end - start) for start, end in each_grapheme(text))


METHOD = exact("code_points", "code points", pieces, len)
