"""Remembering what was found in the last few texts: many rules ask the same of one post."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar, cast

__all__ = ["remembered"]

P = ParamSpec("P")
T = TypeVar("T")

#: Enough for the parts of a post that goes to several accounts.
_TEXTS = 64


def remembered(find: Callable[P, list[T]]) -> Callable[P, list[T]]:
    """Keep the answers of a function of a text. Each caller gets a list of its own."""

    def answer(*args: P.args, **options: P.kwargs) -> tuple[T, ...]:
        return tuple(find(*args, **options))

    kept = cast("Callable[P, tuple[T, ...]]", lru_cache(_TEXTS)(answer))

    @wraps(find)
    def again(*args: P.args, **options: P.kwargs) -> list[T]:
        return list(kept(*args, **options))

    return again
