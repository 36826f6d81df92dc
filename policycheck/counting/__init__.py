"""How long a text is, as each platform counts: every method by its name in the profiles."""

from __future__ import annotations

from policycheck.counting import (
    code_points,
    graphemes,
    mastodon,
    threads,
    unspecified,
    utf8_bytes,
    utf16,
    x_weighted_v3,
    youtube_tags,
)
from policycheck.counting.method import Count, Method

__all__ = ["METHODS", "Count", "Method"]

METHODS: dict[str, Method] = {
    method.name: method
    for method in (
        x_weighted_v3.METHOD,
        graphemes.METHOD,
        utf8_bytes.METHOD,
        utf16.METHOD,
        code_points.METHOD,
        mastodon.METHOD,
        threads.METHOD,
        youtube_tags.METHOD,
        unspecified.METHOD,
    )
}
