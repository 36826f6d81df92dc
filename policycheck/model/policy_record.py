"""The policy as a record: its header, so that rules can ask when it was reviewed."""

from __future__ import annotations

from policycheck.model.kind import INSTANT, TEXT, RecordKind, group
from policycheck.model.shape import Field, Group

__all__ = ["POLICY"]

POLICY = RecordKind(
    name="policy",
    plural="policies",
    doc="A social media policy: its header.",
    shape=group(
        id=Field(TEXT, "Stable name of the policy."),
        title=Field(TEXT, "Its title."),
        owner=Field(TEXT, "The office that keeps it."),
        effective=Field(
            Group(
                {
                    "from": Field(INSTANT, "The first day."),
                    "to": Field(INSTANT, "The last day."),
                }
            ),
            "When it is in force.",
        ),
        reviewed_at=Field(INSTANT, "When it was last reviewed."),
    ),
)
