"""At least so many beside at most fewer: of the same thing, of the same records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from policycheck.document import Node
from policycheck.lint.bench import Bench, Fields
from policycheck.lint.conflict import Conflict, Side, settled
from policycheck.lint.forms import Ask, Form

__all__ = ["conflicts_of_bounds", "of_count", "of_length", "said_in"]


class _Bound(NamedTuple):
    """The least or the most that a rule allows of something, and where it says so."""

    form: Form
    value: int
    node: Node
    what: str
    make: Callable[[int], Fields | None]


def conflicts_of_bounds(forms: Sequence[Form], bench: Bench) -> Iterator[Conflict]:
    """Every pair of bounds that leaves nothing between them."""
    least: dict[str, list[_Bound]] = defaultdict(list)
    most: dict[str, list[_Bound]] = defaultdict(list)
    for form in forms:
        for ask in form.asks:
            for key, bound, node, what, make in _bounds(ask):
                side = least if bound == "min" else most
                value = getattr(ask.options, bound)
                side[key].append(_Bound(form, value, node, what, make))
    for key, lows in least.items():
        for low in lows:
            for high in most.get(key, ()):
                if low.value > high.value and low.form.meets(high.form):
                    found = _conflict(low, high, bench)
                    if found:
                        yield found


def _conflict(low: _Bound, high: _Bound, bench: Bench) -> Conflict | None:
    one = Side(low.form, f"asks for at least {low.value} {low.what}", low.node)
    other = Side(high.form, f"allows at most {high.value}", high.node)
    made = low.make(low.value)
    return settled(bench, one, other, [made] if made is not None else [])


_Found = tuple[str, str, Node, str, Callable[[int], "Fields | None"]]


def _bounds(ask: Ask) -> Iterator[_Found]:
    for bound in ("min", "max"):
        if getattr(ask.options, bound, None) is None:
            continue
        node = ask.option(bound)
        if ask.name == "count":
            about = ask.options.of, ask.options.where, ask.options.distinct
            of = str(ask.options.of)
            is_plain = about[1:] == (None, None)
            what = of if is_plain else f"{of} of some sort"
            yield f"count {about!r}", bound, node, what, of_count(of if is_plain else "")
        elif ask.name == "text-length":
            for part in ask.options.in_:
                key = f"length {part} {ask.options.method or 'graphemes' * (part == 'alt')}"
                yield key, bound, node, f"characters in {part}", of_length(part)
        elif ask.name == "alternative-text":
            yield "length alt graphemes", bound, node, "characters in alt", of_length("alt")


def of_length(part: str) -> Callable[[int], Fields | None]:
    """Records with a part of a length."""
    return lambda number: said_in(part, "x" * number)


def said_in(part: str, text: str) -> dict[str, Any] | None:
    """A record that says a text in a part; None where none can be made up."""
    if part in ("text", "links", "hashtags", "first_line", "sentence"):
        return {"text": text}
    if part == "alt":
        return {"text": "x", "media": [{"type": "image", "file": "a.jpg", "alt": text}]}
    if part == "captions" or "." in part:
        return None
    return {part: text}


def of_count(of: str) -> Callable[[int], Fields | None]:
    """Records that hold something so many times."""
    one = _COUNTED.get(of)
    if of == "media":
        return lambda number: {
            "text": "x",
            "media": [
                {"type": "image", "file": f"{n}.jpg", "alt": f"Map {n}"}
                for n in range(1, number + 1)
            ],
        }
    if one is None:
        return lambda _number: None
    return lambda number: {"text": " ".join(one.format(n) for n in range(1, number + 1))}


_COUNTED = {
    "hashtags": "#a{}",
    "mentions": "@a{}",
    "links": "https://example.gov/{}",
    "emoji": "🙂",
    "words": "word",
    "sentence-words": "word",
}
