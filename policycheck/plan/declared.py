"""What a kind declares of its options, read from the annotations once somebody asks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Final, NamedTuple, get_args, get_origin, get_type_hints

from policycheck.plan.options import Field, Options, Tighter, Unset

__all__ = ["Declared", "annotations_of", "declared_in"]

_NONE: Final = object()


class Declared(NamedTuple):
    """One option: its name in a policy, which way is tighter, and what it is where not given."""

    name: str
    description: str
    tighter: Tighter | None
    unset: Unset | None
    is_required: bool
    default: Any


def annotations_of(options: type[Options]) -> Mapping[str, Any]:
    """The types of the options by attribute, with everything that is said beside them."""
    return get_type_hints(options, include_extras=True)


def declared_in(options: type[Options]) -> Mapping[str, Declared]:
    """The options of a kind by attribute, in the order of its class."""
    key: Any = options  # a class, which can be hashed whatever its instances can
    return _all_declared(key)


@cache
def _all_declared(options: Any) -> Mapping[str, Declared]:
    return {
        name: _declared(name, hint, vars(options).get(name, _NONE))
        for name, hint in annotations_of(options).items()
    }


def _declared(name: str, hint: Any, default: Any) -> Declared:
    marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    field = next((one for one in marks if isinstance(one, Field)), None)
    required = default is _NONE
    return Declared(
        (field.alias if field else "") or name,
        str(field.asked["description"]) if field else "",
        next((one for one in marks if isinstance(one, Tighter)), None),
        next((one for one in marks if isinstance(one, Unset)), None),
        required,
        None if required else default,
    )
