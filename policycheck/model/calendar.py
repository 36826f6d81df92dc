"""The calendar: periods in which other rules hold."""

from __future__ import annotations

from policycheck.model.kind import INSTANT, TEXT, TEXTS, RecordKind, group, many
from policycheck.model.shape import Choice, Field, Group

__all__ = ["CALENDAR", "WINDOW", "WINDOW_KINDS"]

WINDOW_KINDS = ("election", "caretaker", "emergency", "mourning", "incident")

#: Also what the computed `windows` of a post or an account hold.
WINDOW = Group(
    {
        "kind": Field(
            Choice(WINDOW_KINDS),
            "What sort of period it is.",
        ),
        "from": Field(INSTANT, "When it begins."),
        "to": Field(INSTANT, "When it ends; a date counts to the end of the day."),
        "scope": Field(TEXTS, "Whom it concerns; everybody where not given."),
        "lanes": Field(TEXTS, "The official sites that people are sent to meanwhile."),
    }
)

CALENDAR = RecordKind(
    name="calendar",
    plural="calendars",
    doc="Periods such as elections, emergencies and mourning, in which other rules hold.",
    shape=group(
        id=Field(TEXT, "Stable name of the calendar; its path where not given."),
        windows=Field(many(WINDOW), "The periods."),
    ),
)
