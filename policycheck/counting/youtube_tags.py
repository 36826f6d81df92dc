"""`youtube_tags`: the tags of a video taken together.

The lengths of the tags, a comma between each two, and two more for the quotes around a tag that
holds a space. Source: YouTube Data API v3, resource videos, `snippet.tags[]`, read 2026-11-23.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policycheck.counting.method import Count, Piece, exact
from policycheck.text.graphemes import graphemes

__all__ = ["METHOD", "count_tags"]

_QUOTES = 2


def count_tags(tags: Sequence[str]) -> Count:
    """Count a list of tags, each without quotes."""
    total = sum(map(_cost, tags)) + max(0, len(tags) - 1)
    return Count(total, total)


def _cost(tag: str) -> int:
    return len(tag) + (_QUOTES if " " in tag else 0)


def _pieces(text: str) -> list[Piece]:
    """Cut a text of tags with commas between them, as the upload form takes it."""
    found = []
    for match in re.finditer(r"[^,]+|,", text):
        tag, start = match.group(), match.start()
        for low, high in graphemes(tag):
            # Quotes are due from the first space on.
            cost = _cost(tag[:high]) - _cost(tag[:low])
            found.append(Piece(start + low, start + high, cost))
    return found


METHOD = exact("youtube_tags", "characters", _pieces)
