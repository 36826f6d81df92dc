"""Work shared among processes: each reads all records, and judges those of its share.

Reading is cheap beside judging, and whoever has read everything knows of every id that is given
twice. So nothing but what came of it passes between processes. They are forked, so that a policy
and the records on record are there without being made again; where a system cannot fork, one
process does all.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeVar

from msgspec import Struct

from policycheck.errors import InputError

if TYPE_CHECKING:  # most checks start no other process
    from multiprocessing.connection import Connection

__all__ = ["Share", "can_share", "shared"]

T = TypeVar("T")

#: Records are shared out in blocks of so many, so that neighbours that are alike stay together.
_BLOCK: Final = 64


class Share(Struct, frozen=True):
    """One of `of` shares, by its number from 0."""

    number: int = 0
    of: int = 1

    def has(self, index: int) -> bool:
        """Whether the record at an index, from 0, is one of this share."""
        return self.of == 1 or index // _BLOCK % self.of == self.number


def can_share() -> bool:
    """Whether this system can fork."""
    return hasattr(os, "fork")


def shared(
    jobs: int, first: Callable[[Share], object], other: Callable[[Share], Iterable[T]]
) -> Iterator[T]:
    """Do `first` here and `other` in as many processes as there are more jobs.

    Gives what comes of the others, piece by piece; what `first` comes to is its own affair. Raises
    RuntimeError where one ended with an error, with notes that say where that was, and InputError
    where one could not go on.
    """
    jobs = jobs if can_share() else 1
    if jobs == 1:
        first(Share())
        return
    import multiprocessing

    fork = multiprocessing.get_context("fork")
    started = []
    for number in range(1, jobs):
        here, there = fork.Pipe(duplex=False)
        process = fork.Process(target=_send, args=(there, other, Share(number, jobs)), daemon=True)
        process.start()
        there.close()
        started.append((process, here))
    first(Share(0, jobs))
    for process, here in started:
        yield from _received(here)
        process.join()


def _send(there: Connection, work: Callable[[Share], Iterable[T]], share: Share) -> None:
    try:
        for piece in work(share):
            there.send((piece, None))
        there.send((None, None))
    except InputError as error:
        there.send((None, error.problems))
    except BaseException as error:  # noqa: BLE001 - told to the process that waits, which raises it
        import traceback

        lines = [*traceback.format_tb(error.__traceback__), type(error).__name__]
        there.send((None, "\n".join(lines)))


def _received(here: Connection) -> Iterator[Any]:
    while True:
        try:
            piece, error = here.recv()
        except EOFError:
            raise RuntimeError("a process ended before it had sent what it found") from None
        if isinstance(error, str):
            failed = RuntimeError("one of several processes met an error")
            failed.add_note(error)
            raise failed
        if error:
            raise InputError(error)
        if piece is None:
            return
        yield piece
