"""What a policy asks of waivers, and how that is inherited: a policy below may only tighten it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from policycheck.document import Node
from policycheck.document.node import walk
from policycheck.mistakes.policies import LOOSENED_WAIVER_RULES
from policycheck.model.finding import Severity
from policycheck.policy.problems import Problems

if TYPE_CHECKING:
    from policycheck.policy.surface import WaiverRulesSurface

__all__ = ["WaiverRules", "inherited", "joined"]


class WaiverRules(Struct, frozen=True):
    """`max_days` by severity; who may approve; whether a comment in a record may suppress a rule.

    What no policy has said is missing, or None: then nobody may approve, and nothing is suppressed
    inline. `stands` has the node that each was said at, by its path.
    """

    max_days: dict[Severity, int] = field(default_factory=dict)
    approver_roles: tuple[str, ...] | None = None
    allow_inline: bool | None = None
    stands: dict[str, Node] = field(default_factory=dict)


def inherited(
    above: WaiverRules, surface: WaiverRulesSurface, node: Node, problems: Problems
) -> WaiverRules:
    """The waiver rules of a policy: what it inherits, tightened by what it says itself.

    What would loosen them is noted with both places, and left as it was.
    """
    from policycheck.policy.worded import place_of

    stands = dict(above.stands)

    def may(name: str, *, stricter: bool) -> bool:
        at = walk(node, ("waiver_rules", *name.split(".")))[0]
        if stricter:
            stands[name] = at
        else:
            problems.at(
                at,
                LOOSENED_WAIVER_RULES,
                f"waiver_rules.{name} is made looser than it is at {place_of(above.stands[name])}",
                "a policy may only tighten what it inherits: keep to that, or ask its owner",
            )
        return stricter

    days = dict(above.max_days)
    for severity in Severity:
        most: int | None = getattr(surface.max_days, severity)
        known = days.get(severity)
        if most is not None and may(
            f"max_days.{severity}", stricter=known is None or most <= known
        ):
            days[severity] = most
    roles, asked = above.approver_roles, surface.approver_roles
    if asked and may("approver_roles", stricter=roles is None or set(asked) <= set(roles)):
        roles = asked
    inline, allowed = above.allow_inline, surface.allow_inline
    if allowed is not None and may("allow_inline", stricter=inline is not False or not allowed):
        inline = allowed
    return WaiverRules(days, roles, inline, stands)


def joined(one: WaiverRules, other: WaiverRules) -> WaiverRules:
    """The stricter of both, for a policy that extends both."""
    days = dict(one.max_days)
    for severity, most in other.max_days.items():
        days[severity] = min(most, days.get(severity, most))
    roles = one.approver_roles
    if other.approver_roles is not None:
        roles = tuple(role for role in other.approver_roles if roles is None or role in roles)
    inline = [said for said in (one.allow_inline, other.allow_inline) if said is not None]
    return WaiverRules(days, roles, all(inline) if inline else None, one.stands | other.stands)
