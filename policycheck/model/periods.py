"""Whether something has begun or ended at an instant."""

from __future__ import annotations

from policycheck.model.moment import Moment

__all__ = ["begun", "ended"]


def begun(when: Moment, at: Moment) -> bool:
    """Whether what begins then has begun; on a day, from its first moment."""
    return not when.after(at)


def ended(when: Moment, at: Moment) -> bool:
    """Whether what ends then is over: a day lasts to its end, an instant is the first without."""
    return when.before(at) if when.is_day else when.first <= at.first
