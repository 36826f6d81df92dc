"""The ids of a run: which are taken, and where the records that have them stand.

A stream of records may be as long as one likes. Its first ids are in memory, all others in a
database of SQLite without a name: it is this process's alone, holds a few megabytes of itself in
memory, and is gone when it is closed or the program ends.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeAlias

from policycheck.errors import InputError, Problem

if TYPE_CHECKING:
    from sqlite3 import Connection

__all__ = ["Ids", "Key", "ids_of_a_stream"]

#: The kind of a record, and its id.
Key: TypeAlias = tuple[str, str]

#: So many ids of a stream are in memory, some 300 bytes each.
MOST_HELD = 20_000
#: How much of the database is in memory, in KB.
_CACHE = 32_000


class Ids(Protocol):
    """Kind and id → where the record stands, as `path:line`. A dict is one of these."""

    def __contains__(self, key: Key, /) -> bool: ...
    def get(self, key: Key, /) -> str | None: ...
    def __setitem__(self, key: Key, place: str, /) -> None: ...


@contextmanager
def ids_of_a_stream(known: Ids) -> Iterator[Ids]:
    """Ids for records that go by and are not kept, beside those that are `known`.

    They are forgotten at the end. Whoever forks must do so before: a process shares no database.
    Using them raises InputError where there is no room on disk.
    """
    ids = _IdsOfStream(known)
    try:
        yield ids
    finally:
        ids.close()


class _IdsOfStream:
    __slots__ = ("_database", "_first", "_known")

    def __init__(self, known: Ids) -> None:
        self._known = known
        self._first: dict[Key, str] = {}
        self._database: Connection | None = None

    def __contains__(self, key: Key) -> bool:
        return self.get(key) is not None

    def get(self, key: Key) -> str | None:
        found = self._first.get(key) or self._known.get(key)
        if found is not None or self._database is None:
            return found
        row = self._row(self._database, "select place from ids where name = ?", _stored(*key))
        return row[0].decode("utf-8", "surrogatepass") if row else None

    def __setitem__(self, key: Key, place: str) -> None:
        if len(self._first) < MOST_HELD:
            self._first[key] = place
            return
        if self._database is None:
            self._database = _opened()
        values = _stored(*key), _stored(place)
        self._row(self._database, "insert into ids values (?, ?)", *values)

    @staticmethod
    def _row(database: Connection, statement: str, *values: bytes) -> tuple[bytes] | None:
        """The first row of an answer. Reading may write, too, to make room in memory."""
        try:
            row: tuple[bytes] | None = database.execute(statement, values).fetchone()
        except database.Error as error:
            raise _no_room(error) from None
        return row

    def close(self) -> None:
        if self._database is not None:
            self._database.close()


def _stored(*texts: str) -> bytes:
    """Texts as the database has them: an id may hold half a character, which UTF-8 has not."""
    return "\x1f".join(texts).encode("utf-8", "surrogatepass")


def _opened() -> Connection:
    """A new database; nothing of it has to survive, so that nothing is written twice."""
    from sqlite3 import connect

    database = connect("", isolation_level=None)
    for setting in ("journal_mode = off", "synchronous = off", f"cache_size = -{_CACHE}"):
        database.execute(f"pragma {setting}")
    database.execute("create table ids (name blob primary key, place blob) without rowid")
    database.execute("begin")
    return database


def _no_room(error: Exception) -> InputError:
    from tempfile import gettempdir

    # SQLite takes a folder of its own choice where the environment names none.
    folder = os.environ.get("TMPDIR") or gettempdir()
    message = f"there is no room for the ids of all records: {error}"
    advice = "name a folder with more room in the environment variable TMPDIR"
    return InputError([Problem(folder, 1, 1, message, advice)])
