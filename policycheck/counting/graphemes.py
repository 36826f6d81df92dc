"""`graphemes`: extended grapheme clusters of UAX #29, as Bluesky's lexicon counts (`maxGraphemes`).

Source: bluesky-social/atproto, lexicons/app/bsky/feed/post.json, 2026-06-03.
"""

from __future__ import annotations

from policycheck.counting.method import Piece, exact
from policycheck.text.graphemes import graphemes

__all__ = ["METHOD", "pieces"]


def pieces(text: str) -> list[Piece]:
    return [Piece(start, end, 1) for start, end in graphemes(text)]


METHOD = exact("graphemes", "characters", pieces)
