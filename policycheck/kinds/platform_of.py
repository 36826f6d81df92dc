"""Which platform a record goes to, for the kinds that count as it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from policycheck.model.shape import ABSENT
from policycheck.plan import Binding, Case, Missing, NotCarried, Platform

__all__ = ["PlatformOf", "platform_of"]

#: The profile; None where neither platform nor account is named; Missing where it cannot be told.
PlatformOf: TypeAlias = Callable[[Case], Platform | Missing | None]


def platform_of(bind: Binding) -> PlatformOf:
    """A question to each case of a rule. A post goes where it says, else where its account is.

    Records other than posts and accounts are on no platform.
    """
    if not set(bind.applies_to) <= {"post", "account"}:
        return lambda _case: None
    prefix = f"{bind.applies_to[0]}." if bind.each else ""
    own = bind.path(f"{prefix}platform")
    joined = bind.path(f"{prefix}account.platform") if bind.applies_to == ("post",) else None

    def find(case: Case) -> Platform | Missing | None:
        name = case.value(own)
        if joined is not None and not isinstance(name, str):
            name = _of_account(case, name, case.value(joined))
        if isinstance(name, NotCarried):
            return name.missing
        if isinstance(name, Missing):
            return name
        if name is ABSENT:
            return None
        return bind.profiles.find(str(name)) or Missing("platform", f"no profile tells of {name!r}")

    return find


def _of_account(case: Case, own: Any, joined: Any) -> Any:
    """What the account says where the post itself does not."""
    if joined is not ABSENT:
        return joined
    if isinstance(own, NotCarried) or case.record.account is None:
        return own
    return Missing("account.platform", f"account {case.record.account!r} names no platform")
