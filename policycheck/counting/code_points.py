"""`code_points`: Unicode code points, what most databases and Python call characters."""

from __future__ import annotations

from policycheck.counting.method import Piece, exact
from policycheck.text.graphemes import graphemes

__all__ = ["METHOD", "pieces"]


def pieces(text: str) -> list[Piece]:
    return [Piece(start, end, end - start) for start, end in graphemes(text)]


METHOD = exact("code_points", "code points", pieces)
