"""The platform: what is known about a service that accounts are on."""

from __future__ import annotations

from policycheck.model.kind import INSTANT, TEXT, TEXTS, RecordKind, group
from policycheck.model.shape import Duration, Field, Free

__all__ = ["PLATFORM"]

PLATFORM = RecordKind(
    name="platform",
    plural="platforms",
    doc="A service that accounts are on, and your agency's standing with it.",
    shape=group(
        id=Field(TEXT, "Stable name of the platform, such as mastodon."),
        name=Field(TEXT, "Its name."),
        aliases=Field(TEXTS, "Other names it has or had."),
        hosts=Field(TEXTS, "Its websites; a profile's address begins with one of them."),
        status=Field(TEXT, "Whether it may be used: active, or why not."),
        terms=Field(
            group(
                status=Field(TEXT, "Whether your agency's agreement holds: active, inactive."),
                changed_at=Field(INSTANT, "When the platform last changed its terms."),
            ),
            "Its terms of service.",
        ),
        features=Field(TEXTS, "What it offers: stories, live, polls, insights, ..."),
        checked_at=Field(INSTANT, "When somebody last checked that this is still true."),
        story_lifetime=Field(Duration(), "How long a story can be seen, such as 24h."),
        # Dated values with their sources; the platform profiles say what they mean.
        limits=Field(Free(), "How long a post may be, how large a file, and so on."),
    ),
)
