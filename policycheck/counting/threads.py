"""`threads`: 500 "characters", emoji "counted as the number of UTF-8 bytes".

Meta's documentation links that phrase to a package that splits grapheme clusters, so a post may be
counted either way: at least its grapheme clusters, at most its code points with each emoji as its
bytes. Source: developers.facebook.com/documentation/threads/posts, 2026-04-14.
"""

from __future__ import annotations

from policycheck.counting.graphemes import pieces as grapheme_pieces
from policycheck.counting.method import Piece, band
from policycheck.text.emoji import emoji
from policycheck.text.graphemes import graphemes

__all__ = ["METHOD"]


def _costly(text: str) -> list[Piece]:
    return [Piece(start, end, _cost(text[start:end])) for start, end in graphemes(text)]


def _cost(cluster: str) -> int:
    pictured = [cluster[start:end] for start, end in emoji(cluster)]
    plain = len(cluster) - sum(map(len, pictured))
    return plain + sum(len(picture.encode()) for picture in pictured)


METHOD = band("threads", "characters", grapheme_pieces, _costly)
