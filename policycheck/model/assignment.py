"""The assignment: one person in one role on one account."""

from __future__ import annotations

from policycheck.model.kind import FLAG, INSTANT, TEXT, TEXTS, RecordKind, group
from policycheck.model.shape import Choice, Field, Flag, Reference

__all__ = ["ASSIGNMENT", "ROLES"]

PERSON = Reference("person")

ROLES = (
    "owner",
    "admin",
    "author",
    "approver",
    "publisher",
    "moderator",
    "correction_owner",
    "records_officer",
    "privacy",
    "security_poc",
    "accessibility",
    "legal",
    "sme",
    "emergency_manager",
)

ASSIGNMENT = RecordKind(
    name="assignment",
    plural="assignments",
    doc="Who may do what on which account, and since when.",
    shape=group(
        id=Field(TEXT, "Stable name of the assignment; its place in the file where not given."),
        account=Field(Reference("account"), "The account."),
        person=Field(PERSON, "The person."),
        role=Field(Choice(ROLES), "What the person does there."),
        granted_at=Field(INSTANT, "When the role was given."),
        granted_by=Field(PERSON, "Who gave it."),
        expires_at=Field(INSTANT, "When it ends by itself."),
        revoked_at=Field(INSTANT, "When it was taken back."),
        access_removed_at=Field(INSTANT, "When the person could no longer sign in."),
        reviewed_at=Field(INSTANT, "When somebody last checked that it is still needed."),
        justification=Field(TEXT, "Why it is needed."),
        categories=Field(TEXTS, "The categories of posts it is limited to; all where not given."),
        direct_login=Field(FLAG, "The person signs in to the platform itself."),
        shared_credential=Field(FLAG, "The person signs in with a password that others use too."),
        active=Field(
            Flag(),
            "Given, not taken back, not ended, and the person has not left.",
            computed=True,
        ),
    ),
)
