"""How far a long run has come, for a person who watches; a pipe or a file hears nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

__all__ = ["Progress", "progress"]

#: Seconds before anything is said, and between two times that it is.
QUIET, PAUSE = 2.0, 0.2
_CLEARED = "\r\x1b[K"


@dataclass(slots=True)
class Progress:
    """Says on one line of a terminal, again and again, how many are done."""

    stream: TextIO
    says: str
    begun: float = field(default_factory=time.monotonic)
    _last: float = 0.0

    def tell(self, done: int) -> None:
        """Write how many are done, where it is time to."""
        now = time.monotonic()
        if now - self.begun >= QUIET and now - self._last >= PAUSE:
            self._last = now
            self.stream.write(f"{_CLEARED}{done:,} {self.says}")
            self.stream.flush()

    def clear(self) -> None:
        """Leave the line empty for what is written next."""
        if self._last:
            self.stream.write(_CLEARED)
            self.stream.flush()


class _Silent(Progress):
    def tell(self, done: int) -> None:
        """Say nothing: nobody watches."""


@contextmanager
def progress(says: str) -> Iterator[Progress]:
    """What is told of a run while it lasts; nothing where standard error is no terminal."""
    shown = (Progress if sys.stderr.isatty() else _Silent)(sys.stderr, says)
    try:
        yield shown
    finally:
        shown.clear()
