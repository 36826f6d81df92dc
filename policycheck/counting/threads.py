"""`threads`: 500 "characters", emoji "counted as the number of UTF-8 bytes".

Meta's documentation links that phrase to a package that splits grapheme clusters, so a post may be
counted either way: at least its grapheme clusters, at most its code points with each emoji as its
bytes. Source: developers.facebook.com/documentation/threads/posts, 2026-04-14.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.counting import graphemes
from policycheck.counting.method import Piece, band, exact
from policycheck.text.emoji import emoji
from policycheck.text.graphemes import each_grapheme

__all__ = ["METHOD"]


def _costly(text: str) -> Iterator[Piece]:
    return (Piece(start, end, _cost(text[start:end])) for start, end in each_grapheme(text))


def _cost(cluster: str) -> int:
    pictured = [cluster[start:end] for start, end in emoji(cluster)]
    plain = len(cluster) - sum(map(len, pictured))
    return plain + sum(len(picture.encode()) for picture in pictured)


_COSTLY = exact("threads_bytes", "characters", _costly)
METHOD = band("threads", "characters", graphemes.METHOD, _COSTLY)
