"""Fields of a Protocol Buffers message, read from bytes: as much of the format as is needed."""

from __future__ import annotations

from collections import defaultdict

__all__ = ["Fields", "message"]

_VARINT, _EIGHT_BYTES, _LENGTH, _FOUR_BYTES = 0, 1, 2, 5
_SIGN = 1 << 63


class Fields:
    """The fields of one message by number, each with all its values."""

    def __init__(self, values: dict[int, list[int | bytes]]) -> None:
        self._values = values

    def __contains__(self, number: int) -> bool:
        return number in self._values

    def number(self, field: int) -> int:
        """A whole number; 0 where it is not given. Its sign is that of 64 bits."""
        value = self._values.get(field, [0])[-1]
        assert isinstance(value, int)
        return value - 2 * _SIGN if value >= _SIGN else value

    def text(self, field: int) -> str:
        return self._bytes(field).decode()

    def one(self, field: int) -> Fields:
        """The message in a field; an empty one where it is not given."""
        return message(self._bytes(field))

    def every(self, field: int) -> list[Fields]:
        """The messages of a repeated field."""
        return [message(value) for value in self._values.get(field, ()) if isinstance(value, bytes)]

    def _bytes(self, field: int) -> bytes:
        value = self._values.get(field, [b""])[-1]
        assert isinstance(value, bytes)
        return value


def message(data: bytes) -> Fields:
    """The fields of a message."""
    values: dict[int, list[int | bytes]] = defaultdict(list)
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, wire = key >> 3, key & 7
        value: int | bytes
        if wire == _VARINT:
            value, at = _varint(data, at)
        else:
            size, at = _varint(data, at) if wire == _LENGTH else (_FIXED[wire], at)
            value, at = data[at : at + size], at + size
        values[number].append(value)
    return Fields(values)


_FIXED = {_EIGHT_BYTES: 8, _FOUR_BYTES: 4}


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number in groups of seven bits, the lowest first, and where the next thing begins."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        shift, at = shift + 7, at + 1
        if byte < 0x80:  # noqa: PLR2004 - the highest bit says that more follows
            return value, at
