"""The syntax tree of an expression, as its parser gives it.

The parser hands out a `cel.expr.ParsedExpr`; the numbers of its fields are those of its definition,
`proto/cel/expr/syntax.proto` of https://github.com/google/cel-spec (read 2026-11-23).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from policycheck.kinds.expressions.wire import Fields, message

__all__ = [
    "Call",
    "Constant",
    "Expr",
    "Ident",
    "Loop",
    "Parts",
    "Select",
    "chain_of",
    "filter_of",
    "parsed",
]


@dataclass(frozen=True, slots=True)
class Ident:
    """A name. `offset` is where it stands in the text, in characters from 0."""

    offset: int
    name: str


@dataclass(frozen=True, slots=True)
class Select:
    """A field of something; `offset` is that of the dot. `asks` where it stands in `has(…)`."""

    offset: int
    of: Expr
    field: str
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal; `whole` is its value where it is a whole number."""

    offset: int
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """An operator or a function, with what it is applied to; `target` stands before the dot."""

    offset: int
    function: str
    arguments: tuple[Expr, ...]
    target: Expr | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """A list, a map or a message that is written out."""

    offset: int
    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """What `exists`, `all`, `map` and their like stand for: `step` is asked of each element."""

    offset: int
    element: str
    over: Expr
    collector: str
    start: Expr
    condition: Expr
    step: Expr
    result: Expr


Expr: TypeAlias = Ident | Select | Constant | Call | Parts | Loop


def chain_of(node: Expr) -> tuple[Ident, list[str]] | None:
    """The first name and the further ones of `a.b.c`; None where it does not begin with a name."""
    names: list[str] = []
    while isinstance(node, Select):
        names.insert(0, node.field)
        node = node.of
    return (node, names) if isinstance(node, Ident) else None


def filter_of(loop: Loop) -> Expr | None:
    """What `filter` asks of each element; None for any other loop.

    The element that a filter keeps stands in the tree where the name of the loop was written, and
    thus before what is asked; what `map` puts in its place comes after.
    """
    match loop.step:
        case Call(
            function="_?_:_", arguments=(asked, Call(arguments=(_, Parts(parts=(kept,)))), _)
        ):
            is_element = isinstance(kept, Ident) and kept.name == loop.element
            return asked if is_element and kept.offset < asked.offset else None
    return None


_CONSTANT, _INT64 = 3, 3


def parsed(serialized: bytes) -> Expr:
    """The tree of a parsed expression, which comes wrapped in a `google.protobuf.Any`."""
    root = message(serialized).one(2)
    offsets = {
        entry.number(1): entry.number(2) for info in root.every(3) for entry in info.every(4)
    }
    return _expr(root.one(2), offsets)


def _expr(node: Fields, offsets: dict[int, int]) -> Expr:
    at = offsets.get(node.number(2), 0)
    for field, read in _READ.items():
        if field in node:
            return read(at, node.one(field), offsets)
    constant = node.one(_CONSTANT)
    return Constant(at, constant.number(_INT64) if _INT64 in constant else None)


def _ident(at: int, ident: Fields, _offsets: dict[int, int]) -> Ident:
    return Ident(at, ident.text(1))


def _select(at: int, select: Fields, offsets: dict[int, int]) -> Select:
    return Select(at, _expr(select.one(1), offsets), select.text(2), bool(select.number(3)))


def _call(at: int, call: Fields, offsets: dict[int, int]) -> Call:
    target = _expr(call.one(1), offsets) if 1 in call else None
    arguments = tuple(_expr(one, offsets) for one in call.every(3))
    return Call(at, call.text(2), arguments, target)


def _list(at: int, items: Fields, offsets: dict[int, int]) -> Parts:
    return Parts(at, tuple(_expr(item, offsets) for item in items.every(1)))


def _struct(at: int, struct: Fields, offsets: dict[int, int]) -> Parts:
    held = [entry.one(key) for entry in struct.every(2) for key in (3, 4) if key in entry]
    return Parts(at, tuple(_expr(one, offsets) for one in held))


def _loop(at: int, loop: Fields, offsets: dict[int, int]) -> Loop:
    over, start, condition, step, result = (_expr(loop.one(n), offsets) for n in (2, 4, 5, 6, 7))
    return Loop(at, loop.text(1), over, loop.text(3), start, condition, step, result)


#: How each sort of node is read, by the number of its field.
_READ: dict[int, Callable[[int, Fields, dict[int, int]], Expr]] = {
    4: _ident,
    5: _select,
    6: _call,
    7: _list,
    8: _struct,
    9: _loop,
}
