"""All record kinds, in one table."""

from __future__ import annotations

from policycheck.model.account import ACCOUNT
from policycheck.model.assignment import ASSIGNMENT
from policycheck.model.calendar import CALENDAR
from policycheck.model.comment_policy import COMMENT_POLICY
from policycheck.model.goal import GOAL
from policycheck.model.incident import INCIDENT
from policycheck.model.kind import RecordKind
from policycheck.model.moderation import MODERATION
from policycheck.model.person import PERSON
from policycheck.model.platform import PLATFORM
from policycheck.model.policy_record import POLICY
from policycheck.model.post import POST
from policycheck.model.strategy import STRATEGY

__all__ = ["BY_PLURAL", "RECORD_KINDS"]

#: By the name that a policy uses in `applies_to`, in the order in which people are told of them.
RECORD_KINDS: dict[str, RecordKind] = {
    "post": POST,
    "account": ACCOUNT,
    "person": PERSON,
    "assignment": ASSIGNMENT,
    "moderation": MODERATION,
    "comment_policy": COMMENT_POLICY,
    "strategy": STRATEGY,
    "goal": GOAL,
    "platform": PLATFORM,
    "incident": INCIDENT,
    "calendar": CALENDAR,
    "policy": POLICY,
}

#: By the key that the project file uses, which is also how a reference is walked backwards.
BY_PLURAL: dict[str, RecordKind] = {kind.plural: kind for kind in RECORD_KINDS.values()}
