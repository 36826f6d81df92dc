"""Remembering what was found in the last few texts, and what is known of words.

Many rules ask the same of one post, and most posts are made of the same words.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar, cast

__all__ = ["OfWords", "remembered"]

P = ParamSpec("P")
T = TypeVar("T")

#: Enough for the parts of a post that goes to several accounts.
_TEXTS = 64
#: Enough for nearly all words of an archive.
_WORDS = 8192


class OfWords(dict[str, T]):
    """What a function says of words: asked once for each, and looked up without a call after that.

    `map(of_words.__getitem__, words)` is what it says of many.
    """

    __slots__ = ("_ask",)

    def __init__(self, ask: Callable[[str], T]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, word: str) -> T:
        if len(self) >= _WORDS:
            self.clear()
        self[word] = answer = self._ask(word)
        return answer


def remembered(find: Callable[P, list[T]]) -> Callable[P, list[T]]:
    """Keep the answers of a function of a text. Each caller gets a list of its own."""

    def answer(*args: P.args, **options: P.kwargs) -> tuple[T, ...]:
        return tuple(find(*args, **options))

    kept = cast("Callable[P, tuple[T, ...]]", lru_cache(_TEXTS)(answer))

    @wraps(find)
    def again(*args: P.args, **options: P.kwargs) -> list[T]:
        return list(kept(*args, **options))

    return again
