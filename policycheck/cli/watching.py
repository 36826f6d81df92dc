"""How far the work has come, on standard error, once it takes a while and a person watches."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

__all__ = ["Watch", "watched"]

#: Work that is done sooner says nothing.
_PATIENCE = 2.0
_LEAST_GAP = 0.1


class Watch(Protocol):
    """Is told how many are done, and of how many."""

    def __call__(self, done: int, total: int, /) -> None: ...


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""


@contextmanager
def watched(what: str) -> Iterator[Watch]:
    """Something to tell of each step; it writes a line over and over, and takes it away again."""
    if not sys.stderr.isatty():
        yield _silent
        return
    begun = last = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - begun > _PATIENCE and (now - last > _LEAST_GAP or done == total):
            last = now
            sys.stderr.write(f"\r\x1b[K{done} of {total} {what}")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        if last > begun:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
