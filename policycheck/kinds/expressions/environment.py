"""The environments of expressions: the one that types are checked in, and the one that runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cel_expr_python.cel import Env, Type

__all__ = ["asked_in", "checked_in"]


def checked_in(variables: Mapping[str, Type]) -> Env:
    """Names with the types that the schemas give them."""
    from cel_expr_python import cel

    takes_all = cel.Overload("filled", return_type=cel.Type.BOOL, parameters=[cel.Type.DYN])
    return cel.NewEnv(
        variables={**variables, "now": cel.Type.TIMESTAMP},
        functions=[cel.FunctionDecl("filled", [takes_all])],
    )


def asked_in(variables: Iterable[str]) -> Env:
    """Names with values of any type: absent ones are null, which typed ones could not be.

    The library chooses a function by the types of its values: `filled` is declared for each.
    """
    from cel_expr_python import cel

    of = cel.Type
    types = (of.NULL, of.STRING, of.BOOL, of.INT, of.DOUBLE, of.LIST, of.MAP)
    overloads = [
        cel.Overload(f"filled_{one.name()}", return_type=of.BOOL, parameters=[one], impl=_is_filled)
        for one in (*types, of.TIMESTAMP, of.DURATION)
    ]
    return cel.NewEnv(
        variables={**dict.fromkeys(variables, of.DYN), "now": of.TIMESTAMP},
        functions=[cel.FunctionDecl("filled", overloads)],
    )


def _is_filled(value: Any) -> bool:
    """More than null, white space, and lists and fields without anything in them."""
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value not in ([], {})
