"""The records of a check read in shares, and what all shares came to put together."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise

from msgspec import Struct, field

from policycheck.engine.apart import Lines
from policycheck.engine.share import Share
from policycheck.errors import Problem
from policycheck.model.record import Record
from policycheck.readers import Ids, Input, Key, UnknownKey, reader_for
from policycheck.tasks.loading import Loaded, Loader, Said
from policycheck.tasks.unresolved import Lost, Unresolved

__all__ = ["DividedRecords", "can_divide"]


def can_divide(loaded: Loaded) -> bool:
    """Whether all that is read can be read line by line, each by itself."""
    inputs = [one for one in loaded.inputs if isinstance(one, Input)]
    return bool(inputs) and all(reader_for(one).read_stream is not None for one in inputs)


class _Told(Struct, frozen=True):
    """What reading one share came to besides records.

    `ids` are digests of the ids that were given in it: tuples of texts have the same in processes
    that were forked from one. `still_open` are references to posts that are none of this share.
    """

    problems: Sequence[Problem]
    unknown_keys: Sequence[UnknownKey]
    ids: array[int]
    lost: Sequence[Lost]
    still_open: Sequence[Lost]


class _Given(Struct):
    """The ids of a share, beside those that are `known` to all: noted, to be compared with others.

    Two of a share are found out together with those of different shares.
    """

    known: Ids
    digests: array[int] = field(default_factory=lambda: array("q"))

    def __contains__(self, key: Key) -> bool:
        return key in self.known

    def get(self, key: Key) -> str | None:
        return self.known.get(key)

    def __setitem__(self, key: Key, place: str) -> None:
        self.digests.append(hash(key))


class _Part(Struct):
    """The records of one share: its lines, and its part of those that were read before."""

    loader: Loader
    loaded: Loaded
    share: Share
    said: Said
    ids: _Given
    unresolved: Unresolved

    def records(self) -> Iterator[Record]:
        share, inputs = self.share, self.loaded.inputs
        own = self.loader.records(inputs, self.said, self.ids, lambda _, line: share.has(line - 1))
        return self.unresolved.over_some(own)

    def kept(self) -> Iterator[Record]:
        return (one for at, one in enumerate(self.loaded.kept) if self.share.has(at))

    def told(self) -> _Told:
        unresolved = self.unresolved
        lost, still_open = [*unresolved.found], [*unresolved.open()]
        return _Told(self.said.problems, self.said.unknown_keys, self.ids.digests, lost, still_open)


class DividedRecords(Struct):
    """The records of a check, for processes that each read a share of their files.

    `over` looks at the records that were read before any others, as they go by.
    """

    loader: Loader
    loaded: Loaded
    unresolved: Unresolved
    over: Callable[[Iterable[Record]], Iterable[Record]]

    def part(self, share: Share) -> _Part:
        unresolved = Unresolved(self.loaded.world, self.loaded.streams_posts)
        given = _Given(self.loader.ids)
        return _Part(self.loader, self.loaded, share, Said(), given, unresolved)

    @property
    def kept(self) -> Sequence[Record]:
        return self.loaded.kept

    def join(self, told: Sequence[_Told], ids: Iterable[str]) -> bool:
        """Put together what all shares told; an id in two of them is somebody's mistake."""
        if _is_any_twice(chain.from_iterable(one.ids for one in told)):
            return False
        said = self.loader.said
        for _ in self.loader.noted(self.loaded.inputs, said):
            pass
        said.problems += dict.fromkeys(chain.from_iterable(one.problems for one in told))
        said.unknown_keys += _first_of_each(chain.from_iterable(one.unknown_keys for one in told))
        self.unresolved.join(
            chain.from_iterable(one.lost for one in told),
            [one for share in told for one in share.still_open],
            ids,
        )
        for _ in self.over(self.loaded.kept):
            pass
        return True

    def again(self, lines: Lines) -> Iterator[Record]:
        """The records that begin in these lines, and those that were read before any others."""
        ids = _Given(self.loader.ids)

        def owns(path: str, line: int) -> bool:
            return line in lines.get(path, ())

        yield from self.loader.records(self.loaded.inputs, Said(), ids, owns)
        yield from self.loaded.kept


def _is_any_twice(numbers: Iterable[int]) -> bool:
    return any(one == other for one, other in pairwise(sorted(numbers)))


def _first_of_each(keys: Iterable[UnknownKey]) -> Iterable[UnknownKey]:
    """Of keys of one name the first of each file and kind."""
    found: dict[tuple[str, str, str], UnknownKey] = {}
    for key in sorted(keys, key=lambda one: (one.line, one.column)):
        found.setdefault((key.path, key.kind, key.name), key)
    return found.values()
