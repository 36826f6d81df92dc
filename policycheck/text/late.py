"""Patterns that are compiled when they are first asked for.

To compile one takes longer than to use it once, and a single draft needs few of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

__all__ = ["late"]


def late(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A function that gives the compiled pattern, the same one each time."""
    return cache(lambda: re.compile(pattern, flags))
