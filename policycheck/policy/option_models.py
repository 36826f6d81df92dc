"""The options of a kind as a pydantic model: made of their annotations, once a policy is read."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, TypeVar, get_args

import pydantic
from pydantic import BaseModel, ConfigDict, create_model, model_validator

from policycheck.plan import Field, Options
from policycheck.plan.declared import annotations_of, declared_in

__all__ = ["model_of", "options_from"]

Asked = TypeVar("Asked", bound=Options)


class _Model(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True
    )


def model_of(options: type[Options]) -> type[BaseModel]:
    """The model that takes what a policy says of these options; it refuses what they refuse."""
    key: Any = options  # a class, which can be hashed whatever its instances can
    return _model_of(key)


@cache
def _model_of(options: Any) -> type[BaseModel]:
    known = declared_in(options)
    fields: dict[str, Any] = {
        name: (_asking(hint), ... if known[name].is_required else known[name].default)
        for name, hint in annotations_of(options).items()
    }

    def go_together(model: BaseModel) -> BaseModel:
        _given(options, model).refuse_contradictions()
        return model

    asks: Any = {"go_together": model_validator(mode="after")(go_together)}
    made: type[BaseModel] = create_model(
        options.__name__, __base__=_Model, __validators__=asks, **fields
    )
    return made


def options_from(options: type[Asked], value: object) -> Asked:
    """The options that a plain value says. Raises pydantic's ValidationError."""
    return _given(options, model_of(options).model_validate(value))


def _given(options: type[Asked], model: BaseModel) -> Asked:
    return options(**{name: getattr(model, name) for name in model.model_fields_set})


def _asking(hint: Any) -> Any:
    """A type with what our `Field` asks in pydantic's words."""
    asked = (one.asked for one in get_args(hint) if isinstance(one, Field))
    return Annotated[(hint, *(pydantic.Field(**one) for one in asked))]
