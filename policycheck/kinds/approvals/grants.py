"""The roles that people were given on the account of a post, and whether they held them then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from policycheck.kinds.approvals.answer import Answer
from policycheck.kinds.approvals.decisions import Decision
from policycheck.model.moment import Moment
from policycheck.model.periods import begun, ended
from policycheck.model.shape import ABSENT
from policycheck.plan import Binding, Case, Missing, NotCarried, Path

__all__ = ["GrantReader", "Grants"]

_FIELDS = ("role", "granted_at", "revoked_at", "expires_at", "categories")


class _Grant(NamedTuple):
    """One assignment, at hand as `case`; each value may be ABSENT or NotCarried."""

    case: Case
    person: Any
    role: Any
    granted: Any
    revoked: Any
    expires: Any
    categories: Any

    def held(self, at: Moment, category: Any) -> Answer:
        """Whether it was in force at an instant, and for that category of posts."""
        because = self._ended(at) or self._elsewhere(category)
        if because:
            return Answer(False, because, trail=self.case.trail)
        values = [self.person, self.role, self.granted, self.revoked, self.expires]
        values += [self.categories] if self.categories is not ABSENT else []
        values += [category] if self.categories is not ABSENT else []
        gaps = tuple(value.missing for value in values if isinstance(value, NotCarried))
        return Answer(None if gaps else True, "", gaps, self.case.trail if gaps else ())

    def _ended(self, at: Moment) -> str:
        if isinstance(self.granted, Moment) and not begun(self.granted, at):
            return f"role {self.role} was granted later, on {self.granted}"
        if isinstance(self.revoked, Moment) and begun(self.revoked, at):
            return f"role {self.role} was revoked on {self.revoked}"
        if isinstance(self.expires, Moment) and ended(self.expires, at):
            return f"role {self.role} had expired on {self.expires}"
        return ""

    def _elsewhere(self, category: Any) -> str:
        if not isinstance(self.categories, list) or isinstance(category, NotCarried):
            return ""
        names = [one.casefold() for one in self.categories if isinstance(one, str)]
        if not names or (isinstance(category, str) and category.casefold() in names):
            return ""
        return f"role {self.role} was given for {', '.join(self.categories)} only"


class Grants(NamedTuple):
    """The assignments of a person on the account of a post, and the category of the post."""

    of: Callable[[Any], Sequence[_Grant]]
    category: Any
    untold: Missing | None = None

    def held_any(self, decision: Decision, roles: Sequence[str]) -> Answer:
        """Whether the person of a decision held its role then; one of `roles` if it names none."""
        if self.untold:
            return Answer(None, "", (self.untold,))
        wanted = [decision.role] if isinstance(decision.role, str) else roles
        found = [
            one.held(decision.at, self.category)
            for one in self.of(decision.person)
            if _is_one_of(one.role, wanted)
        ]
        for answer in (True, None):
            best = next((one for one in found if one.holds is answer), None)
            if best is not None:
                return _with_departure(best, decision)
        if found:
            return found[-1]
        role = f"role {' or '.join(wanted)}" if wanted else "no role"
        negated = "does not hold " if wanted else "holds "
        return Answer(False, f"{decision.person} {negated}{role} on the account")


def _is_one_of(role: Any, wanted: Sequence[str]) -> bool:
    return not wanted or isinstance(role, NotCarried) or role in wanted


def _may_be(value: Any, wanted: Any) -> bool:
    return isinstance(value, NotCarried) or value == wanted


def _with_departure(held: Answer, decision: Decision) -> Answer:
    """Nobody holds a role after the last day."""
    left = decision.left
    if isinstance(left, Moment) and ended(left, decision.at):
        trail = (*held.trail, *decision.leaving().trail)
        return Answer(False, f"{decision.person} had left on {left}", trail=trail)
    if isinstance(left, NotCarried):
        return Answer(None, "", (*held.missing, left.missing), held.trail)
    return held


@dataclass(frozen=True, slots=True)
class GrantReader:
    """The paths of the assignments on the account of a post."""

    all: Path
    person: Path
    fields: tuple[Path, ...]
    category: Path

    @classmethod
    def of(cls, bind: Binding) -> GrantReader:
        found = bind.path("account.assignments")
        fields = tuple(bind.within(found, name) for name in _FIELDS)
        return cls(found, bind.within(found, "person"), fields, bind.path("category"))

    def read(self, case: Case) -> Grants:
        category = case.value(self.category)
        given = case.once_for_account("grants", self._given)
        if isinstance(given, Missing):
            return Grants(lambda _: (), category, given)

        def of(person: Any) -> list[_Grant]:
            return [one for one in given if _may_be(one.person, person)]

        return Grants(of, category)

    def _given(self, case: Case) -> list[_Grant] | Missing:
        elements = case.elements(self.all)
        if isinstance(elements, Missing):
            return elements
        return [self._grant(one, one.value(self.person)) for one in elements]

    def _grant(self, one: Case, person: Any) -> _Grant:
        return _Grant(one, person, *[one.value(path) for path in self.fields])
