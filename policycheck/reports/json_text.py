"""JSON as text, written in pieces: what the `json` and the `sarif` report share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from policycheck.text.harmless import for_json

__all__ = ["Json", "array", "dumps"]

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def dumps(value: Json) -> str:
    """Write one value on one line, readable as it stands; hidden characters are escaped."""
    return for_json(json.dumps(value, ensure_ascii=False))


def array(values: Iterable[Json]) -> Iterator[str]:
    """Write an array in pieces, with one value a line."""
    yield "["
    separator = "\n"
    for value in values:
        yield separator + dumps(value)
        separator = ",\n"
    yield "]" if separator == "\n" else "\n]"
