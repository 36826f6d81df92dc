"""`utf8_bytes`: bytes of the text in UTF-8; Bluesky's second limit, and YouTube's descriptions.

Sources: bluesky-social/atproto, lexicons/app/bsky/feed/post.json (`maxLength`), 2026-06-03; YouTube
Data API v3, resource videos, read 2026-10-10.
"""

from __future__ import annotations

from policycheck.counting.method import Piece, exact
from policycheck.text.graphemes import graphemes

__all__ = ["METHOD", "pieces"]


def pieces(text: str) -> list[Piece]:
    return [
        Piece(start, end, len(text[start:end].encode("utf-8", "surrogatepass")))
        for start, end in graphemes(text)
    ]


METHOD = exact("utf8_bytes", "bytes", pieces)
