"""Lists that may grow long: so many of their items are in memory, the others on disk.

What comes of a check grows with the number of records, and memory must not. The file has no name,
so that nobody else reads it and nothing of it stays behind, however the program ends. Items are
pickled in blocks, which says once what many of them share (the words of a rule, its clause).

Where items are to be put in order, each run that goes to disk is sorted, and the runs are merged
whenever the list is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from typing import IO, Any, NamedTuple, TypeVar, overload

from policycheck.errors import InputError, Problem

__all__ = ["Spool"]

T = TypeVar("T")

#: So many items are in memory at most, with their sources about 2 KB each for findings.
MOST_HELD = 30_000
#: So many are written and read at once. Of every run that is merged one block is in memory.
_BLOCK = 100


class _Block(NamedTuple):
    """Where some items are in the file, in bytes."""

    start: int
    length: int


class Spool(Sequence[T]):
    """Items in the order in which they came, or sorted by a key, equal ones as they came.

    It is read as often as one likes, and not while something is added. Raises InputError where
    there is no room on disk.
    """

    __slots__ = ("_file", "_held", "_key", "_length", "_runs")

    def __init__(self, key: Callable[[T], Any] | None = None) -> None:
        self._key = key
        self._held: list[T] = []
        self._runs: list[list[_Block]] = []
        self._file: IO[bytes] | None = None
        self._length = 0

    @classmethod
    def of(cls, items: Iterable[T], key: Callable[[T], Any] | None = None) -> Spool[T]:
        """A spool of these items."""
        spool = cls(key)
        spool += items
        return spool

    def __del__(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # what there was no room for
                self._file.close()

    def append(self, item: T) -> None:
        self._held.append(item)
        self._length += 1
        if len(self._held) >= MOST_HELD:
            self._spill()

    def __iadd__(self, items: Iterable[T]) -> Spool[T]:
        for item in items:
            self.append(item)
        return self

    def settled(self) -> Sequence[T]:
        """The items for somebody who only reads them: as a tuple where all are in memory."""
        return self if self._runs else tuple(self)

    def __iter__(self) -> Iterator[T]:
        if not self._runs:
            if self._key is not None:
                self._held.sort(key=self._key)
            return iter(self._held)
        if self._held:
            self._spill()
        runs = [self._read(run) for run in self._runs]
        if self._key is None:
            return chain(*runs)
        from heapq import merge

        return merge(*runs, key=self._key)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        """Items by their place, which are looked for from the beginning: good for the first few."""
        wanted = range(self._length)[index]
        if isinstance(wanted, int):
            return next(islice(iter(self), wanted, None))
        held = list(islice(iter(self), max(wanted, default=-1) + 1))
        return [held[one] for one in wanted]

    def __reversed__(self) -> Iterator[T]:
        return reversed(list(self))

    def __eq__(self, other: object) -> bool:
        """Whether another sequence has the same items."""
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def _spill(self) -> None:
        """Write what is in memory as one run."""
        if self._key is not None:
            self._held.sort(key=self._key)
        try:
            self._runs.append([self._write(block) for block in _blocks(self._held)])
        except OSError as error:
            raise no_room(error) from None
        self._held = []

    def _write(self, block: list[T]) -> _Block:
        import pickle  # most checks find far less

        if self._file is None:
            from tempfile import TemporaryFile

            self._file = TemporaryFile()  # noqa: SIM115 - it is closed with the spool
        data = pickle.dumps(block, pickle.HIGHEST_PROTOCOL)
        start = self._file.seek(0, 2)
        self._file.write(data)
        return _Block(start, len(data))

    def _read(self, run: Iterable[_Block]) -> Iterator[T]:
        import pickle

        assert self._file is not None
        for block in run:
            self._file.seek(block.start)
            # This process wrote it, into a file that has no name.
            yield from pickle.loads(self._file.read(block.length))  # noqa: S301 - nobody else can write to a file without a name


def _blocks(items: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(items), _BLOCK):
        yield items[start : start + _BLOCK]


def no_room(error: Exception) -> InputError:
    """What to say where the folder for temporary files cannot hold what has to be kept."""
    from tempfile import gettempdir

    reason = getattr(error, "strerror", None) or str(error)
    message = f"there is no room for what was found: {reason.lower()}"
    advice = "free some space there, or name another folder in the environment variable TMPDIR"
    return InputError([Problem(gettempdir(), 1, 1, message, advice)])
