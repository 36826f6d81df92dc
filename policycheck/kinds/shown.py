"""How values and lists of phrases read in a message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from policycheck.model.shape import ABSENT

__all__ = ["brief", "duration", "number", "one_of", "shown"]

_MOST = 3
_WIDTH = 60
_UNITS = (("d", 86_400), ("h", 3_600), ("m", 60))


def shown(value: Any) -> str:
    """A value of a record as a policy would write it; "nothing" where there is none."""
    if value is ABSENT or value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {shown(item)}" for name, item in value.items()) or "nothing"
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value)) or "nothing"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number(value)
    if isinstance(value, timedelta):
        return duration(value)
    return brief(str(value))


def brief(text: str) -> str:
    """A text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"


def number(value: float) -> str:
    """Whole numbers without a point, others to two places at most."""
    return str(int(value)) if float(value).is_integer() else f"{value:.2f}".rstrip("0")


def duration(value: timedelta) -> str:
    """A length of time in the largest unit, up to days, that leaves no rest."""
    seconds = int(value.total_seconds())
    for unit, size in _UNITS:
        if seconds and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def one_of(terms: Sequence[str]) -> str:
    """Phrases to choose from, quoted; of many, the first few and how many more there are."""
    quoted = [f"“{term}”" for term in terms]
    if len(quoted) > _MOST + 1:
        return f"{', '.join(quoted[:_MOST])} or {len(quoted) - _MOST} others"
    if len(quoted) > 1:
        return f"{', '.join(quoted[:-1])} or {quoted[-1]}"
    return "".join(quoted)
