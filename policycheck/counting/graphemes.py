"""`graphemes`: extended grapheme clusters of UAX #29, as Bluesky's lexicon counts (`maxGraphemes`).

Source: bluesky-social/atproto, lexicons/app/bsky/feed/post.json, 2026-06-03.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.counting.method import Piece, exact
from policycheck.text.graphemes import each_grapheme, grapheme_count

__all__ = ["METHOD", "pieces"]


def pieces(text: str) -> Iterator[Piece]:
    return (Piece(start, end, 1) for start, end in each_grapheme(text))


METHOD = exact("graphemes", "characters", pieces, grapheme_count)
