"""The short way through the door: values that fit their fields are typed at once, without nodes.

Nearly all records hold nothing but values that fit. For those it need not be known where each value
stands before somebody asks. Whatever is not so plain (a key that nobody declared, an attested
value, a gap in a list, a value that does not fit) does not fit here, and is left to `admission.py`,
which says what is wrong and where. A test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import Any, Final, TypeAlias

from policycheck.document.node import NULLS
from policycheck.model.moment import parse_duration, parse_moment
from policycheck.model.periods import PERIODS
from policycheck.model.shape import (
    Choice,
    Duration,
    Flag,
    Free,
    Group,
    Instant,
    ListOf,
    Number,
    Reference,
    Text,
    Type,
)
from policycheck.text.late import late

__all__ = ["SEPARATOR", "Fit", "Unfit", "fitting"]

#: What stands between the elements of a list in one cell.
SEPARATOR: Final = "|"
#: What is written otherwise is looked at more closely.
_WHOLE = late(r"-?[0-9]{1,15}")
#: Beyond this a float no longer tells whole numbers apart.
_LARGEST: Final = 2**53

#: From a value as it was read to a typed one. Raises Unfit, or ValueError.
Fit: TypeAlias = Callable[[Any], Any]


class Unfit(ValueError):  # noqa: N818 - not an error: the long way says what it is
    """A value that the short way does not take."""


def fitting(shape: Group, zone: tzinfo | None, *, cells: bool = False) -> Fit:
    """What takes the fields of a record: values of JSON, or the texts of `cells`; None is empty.

    A list without elements is no value of a record.
    """
    fits = _fits(shape, zone, cells)
    for name, fit in fits.items():
        if isinstance(shape.fields[name].type, ListOf):
            fits[name] = _unless_empty(fit)
    return _group(shape, fits)


def _fit(shape: Type, zone: tzinfo | None, cells: bool) -> Fit:
    if isinstance(shape, Group):
        return _group(shape, _fits(shape, zone, cells))
    if isinstance(shape, ListOf):
        item = _fit(shape.item, zone, cells)
        return _list_of_cell(item) if cells else _list(item, or_one=shape.or_one)
    if isinstance(shape, Instant):
        return lambda given: parse_moment(_text(given), zone)
    if isinstance(shape, Choice):
        return _choice(frozenset(shape.values))
    if isinstance(shape, Number) and not cells:
        return _number(whole=shape.whole)
    return (_OF_CELLS if cells else _OF_JSON)[type(shape)]


def _fits(shape: Group, zone: tzinfo | None, cells: bool) -> dict[str, Fit]:
    return {
        name: _fit(field.type, zone, cells)
        for name, field in shape.fields.items()
        if not field.computed
    }


def _group(shape: Group, fits: Mapping[str, Fit]) -> Fit:
    """What takes named fields, by what takes each of them."""
    periods = [(begins, ends) for begins, ends in PERIODS if begins in fits and ends in fits]

    def group(given: Any) -> Any:
        if type(given) is not dict:
            if shape.main and type(given) is str:
                return {shape.main: fits[shape.main](given)}
            raise Unfit
        values: dict[str, Any] = {}
        for name, value in given.items():
            fit = fits.get(name)
            if fit is _text and type(value) is str:  # most of them: not worth a call
                values[name] = value
            elif fit is None:
                raise Unfit
            elif value is not None and (fitted := fit(value)) is not None:
                values[name] = fitted
        for begins, ends in periods:
            if begins in values and ends in values and values[ends].before(values[begins]):
                raise Unfit
        return values

    return group


def _unless_empty(fit: Fit) -> Fit:
    """Give None for a list without elements."""
    return lambda given: fit(given) or None


def _list(item: Fit, *, or_one: bool) -> Fit:
    def several(given: Any) -> Any:
        if type(given) is list:
            if item is _text and all(type(one) is str for one in given):
                return list(given)
            return [item(one) for one in given]
        if or_one and type(given) is str:
            return [item(given)]
        raise Unfit

    return several


def _list_of_cell(item: Fit) -> Fit:
    def several(given: Any) -> Any:
        pieces = [piece.strip() for piece in _text(given).split(SEPARATOR)]
        if any(piece in NULLS for piece in pieces if piece):
            raise Unfit
        return [item(piece) for piece in pieces if piece]

    return several


def _text(given: Any) -> str:
    if type(given) is not str:
        raise Unfit
    return given


def _choice(words: frozenset[str]) -> Fit:
    def choice(given: Any) -> Any:
        if type(given) is not str or given not in words:
            raise Unfit
        return given

    return choice


def _number(*, whole: bool) -> Fit:
    def number(given: Any) -> Any:
        if type(given) not in (int, float) or not -_LARGEST < given < _LARGEST:
            raise Unfit
        if not whole or type(given) is int:
            return given
        if not given.is_integer():
            raise Unfit
        return int(given)

    return number


def _flag(given: Any) -> Any:
    if type(given) is not bool:
        raise Unfit
    return given


def _flag_of_cell(given: Any) -> Any:
    if given not in ("true", "false"):
        raise Unfit
    return given == "true"


def _number_of_cell(given: Any) -> Any:
    if not _WHOLE().fullmatch(_text(given)):
        raise Unfit
    return int(given)


def _unfit(_given: Any) -> Any:
    raise Unfit


_OF_JSON: dict[type, Fit] = {
    Text: _text,
    Reference: _text,
    Duration: lambda given: parse_duration(_text(given)),
    Flag: _flag,
    Free: _unfit,
}
_OF_CELLS: dict[type, Fit] = {**_OF_JSON, Flag: _flag_of_cell, Number: _number_of_cell}
