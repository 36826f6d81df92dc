"""The strategy: the seven questions answered for an account, and who sees to it."""

from __future__ import annotations

from policycheck.model.kind import INSTANT, TEXT, TEXTS, RecordKind, group, many
from policycheck.model.shape import Choice, Field, Group, ListOf, Reference, Text

__all__ = ["STRATEGY"]

PERSON = Reference("person")
GOAL = Reference("goal")

AUDIENCE = Group(
    main="name",
    fields={
        "name": Field(TEXT, "Who they are."),
        "languages": Field(ListOf(Text("language"), or_one=True), "The languages they read."),
        "access_needs": Field(
            TEXTS, "What they need: captions, plain language, text messages, ..."
        ),
    },
)

METRIC = Group(
    main="name",
    fields={
        "name": Field(TEXT, "What is measured."),
        "goal": Field(GOAL, "The goal it tells about."),
        "target": Field(TEXT, "What you want to reach."),
        "reviewed_at": Field(INSTANT, "When the figures were last looked at."),
    },
)

STRATEGY = RecordKind(
    name="strategy",
    plural="strategies",
    doc="Why an account exists, for whom, and who answers for what it says.",
    shape=group(
        id=Field(TEXT, "Stable name of the strategy; its path where not given."),
        account=Field(Reference("account"), "The account it is for."),
        q1_rationale=Field(TEXT, "Why you are on this platform."),
        q2_audience=Field(TEXT, "Whom you want to reach."),
        q3_mission=Field(TEXT, "How it serves your mission."),
        q4_content=Field(TEXT, "What you post, and who sees to it."),
        q5_rules=Field(TEXT, "Which rules apply to it."),
        q6_conduct=Field(TEXT, "How people may behave there, and how you answer them."),
        q7_corrections=Field(TEXT, "Who answers for what is said, and how errors are put right."),
        audiences=Field(many(AUDIENCE), "The groups you want to reach."),
        goals=Field(ListOf(GOAL, or_one=True), "The goals it serves."),
        content_owner=Field(PERSON, "Who sees to what is posted."),
        verifier=Field(PERSON, "Who checks that it is true."),
        correction_owner=Field(PERSON, "Who puts errors right."),
        tactics=Field(
            ListOf(Choice(("push", "pull", "networking", "customer_service")), or_one=True),
            "How you use it: to tell, to ask, to talk, to serve.",
        ),
        metrics=Field(many(METRIC), "How you know that it works."),
        alternative_channel=Field(
            TEXT, "Where people who are not on the platform find the same information."
        ),
        reviewed_at=Field(INSTANT, "When the strategy was last reviewed."),
    ),
)
