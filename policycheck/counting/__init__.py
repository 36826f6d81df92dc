"""How long a text is, as each platform counts: every method by its name in the profiles."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from policycheck.counting.at_most import at_most
from policycheck.counting.method import Count, Method

__all__ = ["METHODS", "Count", "Method", "at_most", "method_named"]

#: Name of a method → the module that holds it; imported when something is counted by it.
METHODS: dict[str, str] = {
    "x_weighted_v3": "policycheck.counting.x_weighted_v3",
    "graphemes": "policycheck.counting.graphemes",
    "utf8_bytes": "policycheck.counting.utf8_bytes",
    "utf16": "policycheck.counting.utf16",
    "code_points": "policycheck.counting.code_points",
    "mastodon": "policycheck.counting.mastodon",
    "threads": "policycheck.counting.threads",
    "youtube_tags": "policycheck.counting.youtube_tags",
    "unspecified": "policycheck.counting.unspecified",
}


@cache
def method_named(name: str) -> Method:
    """The method of that name. Raises KeyError where there is none."""
    return cast("Method", import_module(METHODS[name]).METHOD)
