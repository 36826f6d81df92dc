"""Whether an approval came at the right time: before publication, not too early, not too late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from policycheck.kinds.approvals.answer import Answer
from policycheck.kinds.dates import OwnInstant
from policycheck.kinds.shown import duration
from policycheck.model.moment import Moment
from policycheck.model.shape import ABSENT
from policycheck.plan import Binding, Case, Missing, NotCarried, Path

__all__ = ["Timing"]


@dataclass(frozen=True, slots=True)
class Timing:
    """What is asked of the time of an approval.

    `since` are the windows that the post falls into, where one has to come after they began.
    """

    own: OwnInstant
    max_age: timedelta | None
    after_publication: timedelta | None
    since: Path | None
    begins: Path | None

    @classmethod
    def of(
        cls,
        bind: Binding,
        max_age: timedelta | None,
        after_publication: timedelta | None,
        *,
        since_windows: bool,
    ) -> Timing:
        since = bind.path("windows", "since_windows") if since_windows else None
        begins = bind.within(since, "from", "since_windows") if since else None
        return cls(OwnInstant.of_posts(bind), max_age, after_publication, since, begins)

    def right(self, case: Case, at: Moment) -> Answer:
        """Whether an approval at that instant came in time, or why not."""
        if at.after(case.now):
            return Answer(None, "", (Missing("approvals.at", f"{at} lies in the future"),))
        own = self.own.spot(case).value
        if isinstance(own, NotCarried):
            return Answer(None, "", (own.missing,))
        when = own if isinstance(own, Moment) else case.now
        if self.after_publication is not None:
            return _reviewed(at, when, self.after_publication)
        if at.after(when):
            return Answer(False, f"it came after publication ({when})")
        if self.max_age is not None and at.before(when.shifted(-self.max_age)):
            return Answer(False, f"it is older than {duration(self.max_age)} at {when}")
        return self._since(case, at)

    def _since(self, case: Case, at: Moment) -> Answer:
        if self.since is None or self.begins is None:
            return Answer(True)
        windows = case.elements(self.since)
        if isinstance(windows, Missing):
            return Answer(None, "", (windows,))
        for window in windows:
            begins = window.value(self.begins)
            if isinstance(begins, NotCarried):
                return Answer(None, "", (begins.missing,))
            if begins is not ABSENT and at.before(begins):
                why = f"it was given before the period that began on {begins}"
                return Answer(False, why, trail=window.trail)
        return Answer(True)


def _reviewed(at: Moment, published: Moment, within: timedelta) -> Answer:
    if at.before(published):
        return Answer(False, f"it came before publication ({published})")
    due = published.shifted(within)
    return Answer(False, f"it came after {due}") if at.after(due) else Answer(True)
