"""`mastodon`: grapheme clusters, with links and mentions of other servers at a set price.

Every `http://` or `https://` link costs 23, however long; of `@user@host` only `@user` counts; a
link without a scheme counts as written. A content warning counts towards the same limit: the
caller adds its length. Sources: docs.joinmastodon.org, user/posting, 2026-07-02;
StatusLengthValidator, 4.6.3.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.counting.graphemes import pieces as grapheme_pieces
from policycheck.counting.method import Piece, exact
from policycheck.text.graphemes import grapheme_count
from policycheck.text.links import links
from policycheck.text.tags import mentions

__all__ = ["LINK_COST", "METHOD", "pieces"]

LINK_COST = 23  # `characters_reserved_per_url`, GET /api/v2/instance, 2026-06-11


def pieces(text: str) -> list[Piece]:
    found: list[Piece] = []
    last = 0
    for priced in sorted([*_links(text), *_remote_mentions(text)]):
        found += _shifted(text, last, priced.start)
        found.append(priced)
        last = priced.end
    return found + _shifted(text, last, len(text))


def _shifted(text: str, start: int, end: int) -> list[Piece]:
    return [
        Piece(piece.start + start, piece.end + start, piece.cost)
        for piece in grapheme_pieces(text[start:end])
    ]


def _links(text: str) -> Iterator[Piece]:
    for link in links(text):
        if link.scheme:
            yield Piece(link.start, link.end, LINK_COST)


def _remote_mentions(text: str) -> Iterator[Piece]:
    for start, end in mentions(text):
        user, at, _ = text[start + 1 : end].partition("@")
        if at:
            yield Piece(start, end, 1 + grapheme_count(user))


METHOD = exact("mastodon", "characters", pieces)
