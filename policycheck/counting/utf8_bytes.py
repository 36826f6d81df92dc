"""`utf8_bytes`: bytes of the text in UTF-8; Bluesky's second limit, and YouTube's descriptions.

Sources: bluesky-social/atproto, lexicons/app/bsky/feed/post.json (`maxLength`), 2026-06-03; YouTube
Data API v3, resource videos, read 2026-10-10.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.counting.method import Piece, exact
from policycheck.text.graphemes import each_grapheme

__all__ = ["METHOD", "pieces"]


def pieces(text: str) -> Iterator[Piece]:
    return (
        Piece(start, end, len(text[start:end].encode("utf-8", "surrogatepass")))
        for start, end in each_grapheme(text)
    )


def _measure(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


METHOD = exact("utf8_bytes", "bytes", pieces, _measure)
