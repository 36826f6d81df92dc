"""What a policy file says, as pydantic models: the surface of the language.

Rules have models of their own, in `rule_surface`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from policycheck.mistakes.language import BAD_ID, ENDS_BEFORE_IT_BEGINS, NO_SUCH_DATE, WRONG_VERSION
from policycheck.mistakes.policies import NOTHING_TO_CHECK
from policycheck.model.moment import Moment, parse_moment
from policycheck.plan import Strings, Whole, Yes
from policycheck.policy.validation import Refused, as_python, validated

__all__ = [
    "AuthoritySurface",
    "Day",
    "Effective",
    "Id",
    "InstantText",
    "LexiconSurface",
    "PackSurface",
    "ParamSurface",
    "PolicySurface",
    "RuleFileSurface",
    "Surface",
    "as_python",
    "validated",
]

_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
_DAY = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")


def _version(value: str) -> str:
    if value != "1":
        message = f"this policycheck reads version 1 of the language, not {value!r}"
        raise Refused(WRONG_VERSION, message, "write policycheck: 1")
    return value


def _id(value: str) -> str:
    if not _ID.match(value):
        message = f"{value!r} is no id"
        advice = "use letters, digits, '.', '_' and '-'; begin with one of the first"
        raise Refused(BAD_ID, message, advice)
    return value


def _date(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not _DAY.match(value):
        advice = "write year-month-day, such as 2026-12-01"
        raise Refused(NO_SUCH_DATE, f"{value!r} is no date", advice)
    try:
        return date.fromisoformat(value)
    except ValueError:
        message = f"there is no such day as {value}"
        raise Refused(NO_SUCH_DATE, message, "look at a calendar") from None


def _moment(value: str) -> Moment:
    """A date, or an instant with its zone: a policy may be read in many."""
    return parse_moment(value, None)


def _instant(value: str) -> str:
    try:
        _moment(value)
    except ValueError as problem:
        raise Refused(NO_SUCH_DATE, str(problem), "write such as 2026-12-01") from None
    return value


Version: TypeAlias = Annotated[str, AfterValidator(_version)]
Id: TypeAlias = Annotated[str, AfterValidator(_id)]
Day: TypeAlias = Annotated[date, BeforeValidator(_date)]
InstantText: TypeAlias = Annotated[str, AfterValidator(_instant)]


class Surface(BaseModel):
    # Most runs use few of these models: the others need not be made ready.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Effective(Surface):
    """From when to when something counts: dates, both included, or instants."""

    from_: Annotated[InstantText, Field(alias="from")] = ""
    to: InstantText = ""

    @model_validator(mode="after")
    def _in_order(self) -> Effective:
        if self.from_ and self.to and _moment(self.to).before(_moment(self.from_)):
            message = f"it ends ({self.to}) before it begins ({self.from_}) and would never count"
            raise Refused(ENDS_BEFORE_IT_BEGINS, message, "exchange the dates, or correct one")
        return self


class AuthoritySurface(Surface):
    """A law, memorandum or guide that a rule rests on."""

    cite: str
    section: str = ""
    url: str = ""
    checked_on: Day | None = None
    recheck_by: Day | None = None


class ParamSurface(Surface):
    """A parameter that a pack declares."""

    type: Literal["string", "list", "integer", "number", "boolean", "date", "duration"]
    default: Any = None
    description: str = ""
    open: Yes = False


class MaxDays(Surface):
    """How many days a waiver of a rule of each severity may last at most."""

    error: Annotated[Whole | None, Field(ge=1)] = None
    warning: Annotated[Whole | None, Field(ge=1)] = None
    review: Annotated[Whole | None, Field(ge=1)] = None
    info: Annotated[Whole | None, Field(ge=1)] = None


class WaiverRulesSurface(Surface):
    """What a waiver has to keep to. What is not given is inherited."""

    max_days: MaxDays = MaxDays()
    approver_roles: Strings = ()
    allow_inline: Yes | None = None


class PolicySurface(Surface):
    """The header of a policy file; its rules are validated one by one."""

    policycheck: Version
    id: Id
    title: str
    owner: str = ""
    extends: Strings = ()
    effective: Effective = Effective()
    examples_as_of: InstantText = ""
    params: Any = None
    fields: dict[str, str] = {}
    waiver_rules: WaiverRulesSurface = WaiverRulesSurface()
    rules: Any = None
    override: Any = None

    @model_validator(mode="after")
    def _says_something(self) -> PolicySurface:
        if self.rules is None and not self.extends:
            message = "the policy has no rules and builds on no other"
            raise Refused(NOTHING_TO_CHECK, message, "write rules: or extends:")
        return self


class PackSurface(Surface):
    """The header of a pack, `pack.yaml`; the rule files stand beside it."""

    policycheck: Version
    id: Id
    title: str
    owner: str = ""
    description: str = ""
    examples_as_of: InstantText = ""
    params: dict[str, ParamSurface] = {}


class RuleFileSurface(Surface):
    """A file of rules in a pack: a theme, with its heading and what it is about."""

    title: str = ""
    description: str = ""
    rules: Any


class LexiconSurface(Surface):
    """A lexicon: words for rules, with an owner and a source."""

    lexicon: str = ""
    title: str = ""
    owner: str = ""
    source: str = ""
    checked_on: Day | None = None
    recheck_by: Day | None = None
    entries: Any
