"""What staff did with a citizen's comment. It says nothing about the citizen, and never will."""

from __future__ import annotations

from policycheck.model.kind import ATTESTED, FLAG, INSTANT, TEXT, RecordKind, group
from policycheck.model.shape import Choice, Field, Reference

__all__ = ["MODERATION"]

ACTION = group(
    type=Field(Choice(("none", "hide", "remove", "block", "restrict", "report")), "What was done."),
    at=Field(INSTANT, "When."),
    by=Field(Reference("person"), "Who did it."),
    clause=Field(TEXT, "The clause of the comment policy that it rests on."),
    policy_version=Field(TEXT, "The version of the comment policy."),
    reason=Field(TEXT, "A code: spam, threat, off_topic, ..."),
    automated=Field(FLAG, "A filter did it, not a person."),
    filter_term=Field(TEXT, "The word that set the filter off."),
    reviewed_at=Field(INSTANT, "When a person looked at it afterwards."),
    notice_sent=Field(ATTESTED, "The commenter was told."),
    appeal=Field(TEXT, "How to object was said here, or how the objection stands."),
    archived=Field(TEXT, "Where a copy of the comment is kept."),
    until=Field(INSTANT, "When a block ends."),
)

MODERATION = RecordKind(
    name="moderation",
    plural="moderation",
    doc="What staff did with one comment on a post.",
    shape=group(
        id=Field(TEXT, "Stable name of the entry; its place in the file where not given."),
        post=Field(Reference("post"), "The post that was commented on."),
        at=Field(INSTANT, "When the comment came in."),
        political=Field(FLAG, "The comment is about politics, in the moderator's judgement."),
        replied_at=Field(INSTANT, "When it was answered."),
        action=Field(ACTION, "What staff did."),
    ),
)
