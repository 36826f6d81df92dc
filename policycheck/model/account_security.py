"""The security part of accounts, for a file of its own that few people can read."""

from __future__ import annotations

from policycheck.model.account import SECURITY
from policycheck.model.kind import RecordKind
from policycheck.model.shape import Field, Group, Text

__all__ = ["ACCOUNT_SECURITY"]

#: No kind that rules apply to: its records become part of the accounts whose ids they have.
ACCOUNT_SECURITY = RecordKind(
    name="account_security",
    plural="account_security",
    doc="How accounts are protected, where that is kept apart from what else is on file.",
    shape=Group({"id": Field(Text(), "The account that it is about."), **SECURITY.fields}),
)
