"""The person: somebody who works with an account."""

from __future__ import annotations

from policycheck.model.kind import INSTANT, TEXT, RecordKind, group, many
from policycheck.model.shape import Choice, Field, Reference, Text

__all__ = ["PERSON"]

PERSON = RecordKind(
    name="person",
    plural="people",
    doc="Somebody who writes, approves, publishes, moderates or holds a password.",
    shape=group(
        id=Field(TEXT, "Stable name of the person, such as j.ortiz."),
        name=Field(TEXT, "The person's name."),
        email=Field(Text("email"), "The official address."),
        employment_type=Field(
            Choice(("employee", "contractor", "intern", "fellow", "volunteer", "detailee")),
            "How the person works for you.",
        ),
        supervisor=Field(Reference("person"), "Who supervises the person."),
        organization=Field(TEXT, "The office the person belongs to."),
        location=Field(TEXT, "Where the person works."),
        started_at=Field(INSTANT, "The first day."),
        departed_at=Field(INSTANT, "The last day."),
        transferred_at=Field(INSTANT, "When the person moved to another office."),
        training=Field(
            many(
                group(
                    course=Field(
                        TEXT, "Which course: security, privacy, records, accessibility, ..."
                    ),
                    completed_at=Field(INSTANT, "When it was completed."),
                )
            ),
            "Training completed.",
        ),
        agreements=Field(
            many(
                group(
                    name=Field(TEXT, "Which agreement, such as rules_of_behavior."),
                    version=Field(TEXT, "Which version of it."),
                    signed_at=Field(INSTANT, "When it was signed."),
                )
            ),
            "Agreements signed.",
        ),
    ),
)
