"""JSON as text, written in pieces: what the `json` and the `sarif` report share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from policycheck.text.harmless import for_json

__all__ = ["Json", "array", "dumps", "joined"]

_ENCODER = json.JSONEncoder(ensure_ascii=False)

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def dumps(value: Json) -> str:
    """Write one value on one line, readable as it stands; hidden characters are escaped."""
    return for_json(_ENCODER.encode(value))


def array(values: Iterable[Json]) -> Iterator[str]:
    """Write an array in pieces, with one value a line."""
    yield from joined(map(dumps, values))


def joined(texts: Iterable[str]) -> Iterator[str]:
    """Write an array of values that are JSON already, one a line."""
    yield "["
    separator = "\n"
    for text in texts:
        yield separator + text
        separator = ",\n"
    yield "]" if separator == "\n" else "\n]"
