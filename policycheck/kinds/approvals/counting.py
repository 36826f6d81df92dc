"""Which approvals of a post count, for which roles, and why the others do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from policycheck.kinds.approvals.answer import Answer
from policycheck.kinds.approvals.content import SameContent
from policycheck.kinds.approvals.decisions import Decision, DecisionReader
from policycheck.kinds.approvals.grants import GrantReader, Grants
from policycheck.kinds.approvals.timing import Timing
from policycheck.model.moment import Moment
from policycheck.model.shape import ABSENT
from policycheck.plan import Case, Missing, NotCarried, Path, Place

__all__ = ["Approvals", "Approvers", "Counted"]


@dataclass(slots=True)
class Counted:
    """The people whose approval counts, those whose may, what is missing, and why others do not."""

    sure: set[str] = field(default_factory=set)
    possible: set[str] = field(default_factory=set)
    missing: list[Missing] = field(default_factory=list)
    refused: list[tuple[Decision, Answer]] = field(default_factory=list)

    @property
    def most(self) -> int:
        return len(self.sure | self.possible)

    @property
    def related(self) -> tuple[tuple[Place, str], ...]:
        """The approvals that do not count, each with the records that show why."""
        found: list[tuple[Place, str]] = []
        for decision, answer in self.refused:
            found.append((decision.place, f"{decision.by} does not count: {answer.why}"))
            found += answer.trail
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Approvers:
    """Reads the approvals of a post and counts them. `author` is None where the author may too."""

    decisions: DecisionReader
    grants: GrantReader
    timing: Timing
    content: SameContent | None
    author: Path | None

    def of(self, case: Case) -> Approvals | Missing:
        """The approvals of a post, ready to be counted."""
        decisions = case.once("decisions", self.decisions.read)
        if isinstance(decisions, Missing):
            return decisions
        return Approvals(self, case, decisions, case.once("grants", self.grants.read))

    def by_another(self, case: Case, one: Decision) -> Answer:
        """Whether somebody else than the author gave it."""
        author: Any = case.value(self.author) if self.author else ABSENT
        if isinstance(author, NotCarried):
            return Answer(None, "", (author.missing,))
        if author is not ABSENT and author == one.person:
            return Answer(False, "its author gave it")
        return Answer(True)


@dataclass(frozen=True, slots=True)
class Approvals:
    """The approvals of one post."""

    asked: Approvers
    case: Case
    decisions: Sequence[Decision]
    grants: Grants

    def count(self, roles: Sequence[str]) -> Counted:
        """Those in one of the roles; of no roles, in any."""
        counted = Counted()
        for one in self.decisions:
            if _is_asked(one, roles):
                _take(one, self._answers(one, roles), counted)
        return counted

    def _answers(self, one: Decision, roles: Sequence[str]) -> Iterator[Answer]:
        """What is asked of an approval, in the order in which people would ask."""
        yield _as_written(one)
        yield _not_rejected(one, self.decisions)
        yield self.asked.by_another(self.case, one)
        if isinstance(one.at, Moment):
            yield self.asked.timing.right(self.case, one.at)
            yield self.grants.held_any(one, roles)
        if self.asked.content is not None:
            yield self.asked.content.approved(self.case, one)


def _take(one: Decision, asked: Iterator[Answer], counted: Counted) -> None:
    answers = list(asked)
    no = next((answer for answer in answers if answer.holds is False), None)
    who = one.person if isinstance(one.person, str) else f"somebody else ({one.number})"
    if no is not None:
        counted.refused.append((one, no))
    elif any(answer.holds is None for answer in answers):
        counted.possible.add(who)
        counted.missing += [gap for answer in answers for gap in answer.missing]
    else:
        counted.sure.add(who)


def _is_asked(one: Decision, roles: Sequence[str]) -> bool:
    """Whether it approves, or may, in one of the roles."""
    if isinstance(one.decision, str) and one.decision != "approved":
        return False
    return not roles or not isinstance(one.role, str) or one.role in roles


def _as_written(one: Decision) -> Answer:
    """Whether it says all that an approval has to say."""
    if one.decision is ABSENT:
        return Answer(False, "it does not say what was decided")
    if one.person is ABSENT:
        return Answer(False, "it does not say who gave it")
    if one.at is ABSENT:
        return Answer(False, "it does not say when it was given")
    gaps = tuple(one.gaps())
    return Answer(None if gaps else True, "", gaps)


def _not_rejected(one: Decision, decisions: Sequence[Decision]) -> Answer:
    for other in decisions:
        if other.decision == "rejected" and other.is_in(one.role) and other.may_follow(one):
            who = other.person if isinstance(other.person, str) else "somebody"
            return Answer(
                False, f"{who} rejected it later", trail=((other.place, "rejected here"),)
            )
    return Answer(True)
