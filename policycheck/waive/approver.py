"""Whether somebody could approve a waiver: a person on record, with a role, on the day it began."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policycheck.engine.computed import computed
from policycheck.engine.setting import Setting, told
from policycheck.engine.standing import Standing
from policycheck.engine.world import World
from policycheck.model.record import Record
from policycheck.plan import Missing
from policycheck.policy.problems import nearest

__all__ = ["Refusal", "refusal"]

#: So many people who could have approved are named.
_MOST_NAMED = 5


class Refusal(NamedTuple):
    """Why somebody could not approve, and what to do."""

    message: str
    advice: str


def refusal(person: str, roles: tuple[str, ...], account: str, setting: Setting) -> Refusal | None:
    """Why a person could not approve a waiver for a record of an account, None where they could.

    Without an `account` a role on any account will do. The instant judged is the day of `granted`.
    """
    if not roles:
        advice = "write waiver_rules: {approver_roles: […]} in the policy"
        return Refusal("the policy names no role that may approve a waiver", advice)
    world = setting.world
    people = world.records.get("person", {})
    if person not in people:
        advice = nearest(person, people) if people else _name_files("people")
        return Refusal(f"the approver {person!r} is not on record", advice)
    if "assignment" not in world.records:
        return Refusal("no roles are on record", _name_files("assignments"))
    whys = []
    for held in _assignments(world, roles, account):
        if told(held, "person", setting) == person:
            why = _why_not_active(held, setting)
            if not why:
                return None
            whys.append(why)
    where = f" on account {account}" if account else ""
    because = f" ({'; '.join(dict.fromkeys(whys))})" if whys else ""
    message = f"{person} did not hold the role {' or '.join(roles)}{where} on {setting.at}{because}"
    return Refusal(message, _who_could(roles, account, setting))


def _name_files(key: str) -> str:
    return f"name their files under records: {key}: in policycheck.yaml"


def _assignments(world: World, roles: tuple[str, ...], account: str) -> Iterator[Record]:
    for held in world.records.get("assignment", {}).values():
        if held.fields.get("role") in roles and account in ("", held.fields.get("account")):
            yield held


def _why_not_active(held: Record, setting: Setting) -> str:
    """Why a role was not in force at the instant of the setting; '' where it was."""
    found = computed(Standing.of(held), "active", setting)
    if isinstance(found, Missing):
        return f"of {held.id} that cannot be told: {found.why}"
    assert found
    return "" if found[0].value else f"{held.id} was not in force"


def _who_could(roles: tuple[str, ...], account: str, setting: Setting) -> str:
    able = {
        str(held.fields.get("person"))
        for held in _assignments(setting.world, roles, account)
        if not _why_not_active(held, setting)
    }
    if not able:
        return f"nobody did; give somebody the role {' or '.join(roles)} first"
    named = sorted(able)[:_MOST_NAMED]
    rest = f" and {len(able) - len(named)} more" if len(able) > len(named) else ""
    return f"ask somebody who did: {', '.join(named)}{rest}"
