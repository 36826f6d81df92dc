"""The comment policy: the published rules for people who comment."""

from __future__ import annotations

from policycheck.model.kind import INSTANT, TEXT, URL, RecordKind, group, many
from policycheck.model.shape import Field, Reference

__all__ = ["COMMENT_POLICY"]

COMMENT_POLICY = RecordKind(
    name="comment_policy",
    plural="comment_policies",
    doc="One version of the rules for people who comment.",
    shape=group(
        id=Field(TEXT, "Stable name of this version; its place in the file where not given."),
        account=Field(Reference("account"), "The account it is for."),
        url=Field(URL, "Where it is published."),
        version=Field(TEXT, "The version's number or date."),
        published_at=Field(INSTANT, "When it came into force."),
        to=Field(INSTANT, "When it was replaced."),
        clauses=Field(
            many(
                group(
                    id=Field(TEXT, "The clause's number, as moderators quote it."),
                    category=Field(TEXT, "What it is about: spam, threats, hate, off_topic, ..."),
                    text=Field(TEXT, "The clause as published."),
                    definition=Field(TEXT, "What its words mean, so that all apply it alike."),
                )
            ),
            "Its clauses.",
        ),
    ),
)
