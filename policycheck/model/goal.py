"""The goal: what an agency wants to achieve, and where it says so."""

from __future__ import annotations

from policycheck.model.kind import TEXT, RecordKind, group
from policycheck.model.shape import Field

__all__ = ["GOAL"]

GOAL = RecordKind(
    name="goal",
    plural="goals",
    doc="A goal of the agency that posts and strategies serve.",
    shape=group(
        id=Field(TEXT, "Stable name of the goal."),
        text=Field(TEXT, "The goal in words."),
        source=Field(TEXT, "Where it is laid down, such as the strategic plan."),
    ),
)
