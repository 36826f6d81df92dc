"""Periods: which dates begin and end one, and whether something has begun or ended."""

from __future__ import annotations

from typing import Final

from policycheck.model.moment import Moment

__all__ = ["PERIODS", "begun", "ended"]

#: What begins and what ends, in any group of fields of any record.
PERIODS: Final = (
    ("from", "to"),
    ("granted_at", "expires_at"),
    ("granted_at", "revoked_at"),
    ("started_at", "departed_at"),
    ("opened_at", "closed_at"),
)


def begun(when: Moment, at: Moment) -> bool:
    """Whether what begins then has begun; on a day, from its first moment."""
    return not when.after(at)


def ended(when: Moment, at: Moment) -> bool:
    """Whether what ends then is over: a day lasts to its end, an instant is the first without."""
    return when.before(at) if when.is_day else when.first <= at.first
