"""The incident: something that went wrong, and what was learnt from it."""

from __future__ import annotations

from policycheck.model.kind import INSTANT, TEXT, RecordKind, group
from policycheck.model.shape import Field, Reference

__all__ = ["INCIDENT"]

INCIDENT = RecordKind(
    name="incident",
    plural="incidents",
    doc="Something that went wrong on an account.",
    shape=group(
        id=Field(TEXT, "Stable name of the incident; its path where not given."),
        kind=Field(TEXT, "What sort: hijacked, wrong_account, lost_record, ..."),
        opened_at=Field(INSTANT, "When it was noticed."),
        closed_at=Field(INSTANT, "When it was over."),
        reported_at=Field(INSTANT, "When it was reported to whoever has to know."),
        account=Field(Reference("account"), "The account it happened on."),
        post=Field(Reference("post"), "The post it is about."),
        lessons=Field(TEXT, "What you learnt from it."),
        policy_change=Field(TEXT, "What was changed in the policy, or why nothing was."),
    ),
)
