"""What a rule says, and what a policy below may change in it, as pydantic models.

`when`, `check` and `examples` stay nodes here; they are given their types by the schemas of records
and by the options of kinds, when the rule is compiled.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any

from pydantic import Field, model_validator

from policycheck.mistakes.language import STAGES_AT_ODDS
from policycheck.model.finding import Severity
from policycheck.model.moment import parse_moment
from policycheck.plan import Strings, Yes
from policycheck.policy.surface import AuthoritySurface, Effective, Id, InstantText, Surface
from policycheck.policy.validation import Refused
from policycheck.policy.words import WordsOf

__all__ = ["RAW", "Mode", "OverrideSurface", "RuleSurface", "StageSurface"]


#: Parts of a rule that stay nodes.
RAW = frozenset({"check", "when", "examples"})


class Mode(StrEnum):
    """How much weight a rule has while it is rolled out."""

    OBSERVE = "observe"
    WARN = "warn"
    ENFORCE = "enforce"


class StageSurface(Surface):
    """From when a rule has what weight; until the next stage begins."""

    from_: Annotated[InstantText, Field(alias="from")]
    mode: Mode


Stages = tuple[StageSurface, ...]


def _in_order(effective: Effective, stages: Stages) -> None:
    if stages and (effective.from_ or effective.to):
        message = "a rule has either effective or stages"
        advice = "remove effective: the first stage says when the rule begins"
        raise Refused(STAGES_AT_ODDS, message, advice)
    for one, other in pairwise(stages):
        if parse_moment(other.from_, None).first <= parse_moment(one.from_, None).first:
            message = f"the stage of {other.from_} does not come after that of {one.from_}"
            advice = "write the stages in the order in which they begin"
            raise Refused(STAGES_AT_ODDS, message, advice)


class RuleSurface(Surface):
    """One rule."""

    id: Id
    title: Annotated[WordsOf, Field(min_length=1)]
    applies_to: Annotated[Strings, Field(min_length=1)]
    check: Any
    severity: Severity
    when: Any = None
    each: str = ""
    message: WordsOf = ""
    remedy: WordsOf = ""
    authority: tuple[AuthoritySurface, ...] = ()
    controls: Strings = ()
    serves: Strings = ()
    effective: Effective = Effective()
    stages: Stages = ()
    delegable: Yes = False
    waivable: Yes = True
    covers: Strings = ()
    examples: Any = None

    @model_validator(mode="after")
    def _dates(self) -> RuleSurface:
        _in_order(self.effective, self.stages)
        return self


class OverrideSurface(Surface):
    """What a policy changes in a rule that it inherits, and why."""

    reason: Annotated[str, Field(min_length=1)]
    title: Annotated[WordsOf | None, Field(min_length=1)] = None
    check: Any = None
    severity: Severity | None = None
    when: Any = None
    message: WordsOf = ""
    remedy: WordsOf = ""
    authority: tuple[AuthoritySurface, ...] = ()
    controls: Strings = ()
    serves: Strings = ()
    effective: Effective = Effective()
    stages: Stages = ()
    delegable: Yes | None = None
    waivable: Yes | None = None
    examples: Any = None

    @model_validator(mode="after")
    def _dates(self) -> OverrideSurface:
        _in_order(self.effective, self.stages)
        return self
