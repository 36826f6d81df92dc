"""How far a long run has come, for a person who watches; a pipe or a file hears nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

__all__ = ["Progress", "progress"]

#: Seconds before anything is said, and between two times that it is.
QUIET, PAUSE = 2.0, 0.2
_CLEARED = "\r\x1b[K"


class Progress:
    """Says on one line of a terminal, again and again, how many are done."""

    def __init__(self, stream: TextIO, says: str, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._says = says
        self._clock = clock
        self._next = clock() + QUIET
        self._is_shown = False

    def tell(self, done: int) -> None:
        """Write how many are done, where it is time to."""
        now = self._clock()
        if now >= self._next:
            self._next = now + PAUSE
            self._is_shown = True
            self._stream.write(f"{_CLEARED}{done:,} {self._says}")
            self._stream.flush()

    def clear(self) -> None:
        """Leave the line empty for what is written next."""
        if self._is_shown:
            self._stream.write(_CLEARED)
            self._stream.flush()


@contextmanager
def progress(
    says: str, clock: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[int], None]]:
    """What is told how many are done while a run lasts; it is silent where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    shown = Progress(sys.stderr, says, clock)
    try:
        yield shown.tell
    finally:
        shown.clear()
