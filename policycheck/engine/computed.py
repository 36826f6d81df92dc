"""Fields that no source holds: worked out from the record, from others and from the instant.

A value that follows from what is told is given even where something else is not: an assignment
that was taken back is not active, whoever the person is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from policycheck.engine.setting import Setting, told
from policycheck.engine.standing import Standing
from policycheck.engine.windows import open_windows
from policycheck.model.moment import Moment
from policycheck.model.periods import begun, ended
from policycheck.model.record import Record
from policycheck.model.shape import ABSENT
from policycheck.plan import Missing

__all__ = ["NEEDS", "computed", "worked_out"]

#: The kinds of the records that a field is worked out from, by the record kind and its dotted name.
NEEDS: dict[tuple[str, str], frozenset[str]] = {
    ("assignment", "active"): frozenset({"person"}),
    ("account", "strategy"): frozenset({"strategy"}),
    ("account", "comment_policy"): frozenset({"comment_policy"}),
    ("account", "windows"): frozenset({"calendar"}),
    ("post", "windows"): frozenset({"calendar", "account"}),
    ("post", "content_sha256"): frozenset(),
    ("post", "platform"): frozenset({"account"}),
}


def computed(at: Standing, name: str, setting: Setting) -> list[Standing] | Missing | None:
    """The values of a computed field of the record at hand, or why it cannot be told.

    None where the field of that name is not computed.
    """
    key = (at.record.kind, name)
    if key in _WORKED_OUT:
        value = worked_out(at.record, name, setting)
        return value if isinstance(value, Missing) else [at.field(name, value)]
    make = _ELSEWHERE.get(key)
    return make(at, name, setting) if make else None


def worked_out(record: Record, name: str, setting: Setting) -> Any:
    """The value of a computed field that stands where the field would: ABSENT where it has none.

    Missing where it cannot be told, None where the field of that name is not such a one.
    """
    value = setting.made.get((record, name))
    work_out = None if value is not None else _WORKED_OUT.get((record.kind, name))
    if work_out is not None:
        value = work_out(record, setting)
        if record.kind != "post":  # posts are many, and are not kept
            setting.made[record, name] = value
    return value


def _active(record: Record, setting: Setting) -> bool | Missing:
    """Given, not taken back, not ended, and held by somebody who has not left.

    An assignment on record without a date was given; one to nobody is held by nobody.
    """
    tests = [
        _asked(
            told(record, "granted_at", setting),
            lambda when: begun(when, setting.at),
            absent=True,
        ),
        _asked(
            told(record, "revoked_at", setting),
            lambda when: not begun(when, setting.at),
            absent=True,
        ),
        _asked(
            told(record, "expires_at", setting),
            lambda when: not ended(when, setting.at),
            absent=True,
        ),
        _asked(_departed(record, setting), lambda when: not ended(when, setting.at), absent=True),
        _asked(told(record, "person", setting), bool, absent=False),
    ]
    if False in tests:
        return False
    return next((test for test in tests if isinstance(test, Missing)), True)


def _asked(value: Any, test: Callable[[Any], bool], *, absent: bool) -> bool | Missing:
    if isinstance(value, Missing):
        return value
    return absent if value is ABSENT else test(value)


def _departed(record: Record, setting: Setting) -> Any:
    """When the person of an assignment left."""
    name = told(record, "person", setting)
    if not isinstance(name, str):
        return name
    person = setting.world.find("person", name, "person.departed_at")
    return person if isinstance(person, Missing) else told(person, "departed_at", setting)


def _strategy(record: Record, setting: Setting) -> Any:
    """The strategy that names the account."""
    found = setting.referring(record, "strategy", "account", "strategy")
    if isinstance(found, Missing):
        return found
    if len(found) > 1:
        names = ", ".join(one.id for one in found)
        return Missing("strategy", f"several strategies name account {record.id}: {names}")
    return found[0].id if found else ABSENT


def _comment_policy(record: Record, setting: Setting) -> Any:
    """The version in force: of those published and not yet replaced, the latest."""
    found = setting.referring(record, "comment_policy", "account", "comment_policy")
    if isinstance(found, Missing):
        return found
    versions: list[tuple[Moment | None, str]] = []
    for one in found:
        published, replaced = told(one, "published_at", setting), told(one, "to", setting)
        for value in (published, replaced):
            if isinstance(value, Missing):
                return value
        is_out = published is ABSENT or begun(published, setting.at)
        if is_out and (replaced is ABSENT or not ended(replaced, setting.at)):
            versions.append((published or None, one.id))
    return max(versions, key=_published)[1] if versions else ABSENT


def _published(version: tuple[Moment | None, str]) -> tuple[bool, float]:
    """An order by date; a version without one is the oldest."""
    when, _ = version
    return (when is not None, when.first.timestamp() if when else 0)


def _digest(record: Record, setting: Setting) -> str | Missing:
    from policycheck.engine.digest import content_sha256  # where an approval names it

    return content_sha256(record, setting)


def _platform(at: Standing, name: str, setting: Setting) -> list[Standing] | Missing | None:
    """A post goes where it says, else where its account is."""
    own = told(at.record, "platform", setting)
    account = told(at.record, "account", setting)
    if isinstance(own, str) or not isinstance(account, str):
        return None
    if "account" not in setting.world.records and own is ABSENT:
        return None  # the account is a plain name
    found = setting.world.find("account", account, "account.platform")
    if isinstance(found, Missing):
        return found
    there = told(found, "platform", setting)
    if isinstance(there, Missing):
        return there
    return [at.field("account", account).beyond(found).field(name, there)]


#: Fields with one value, which stands where the field would.
_WORKED_OUT: dict[tuple[str, str], Callable[[Record, Setting], Any]] = {
    ("assignment", "active"): _active,
    ("account", "strategy"): _strategy,
    ("account", "comment_policy"): _comment_policy,
    ("post", "content_sha256"): _digest,
}
#: Fields whose values stand in other records.
_ELSEWHERE: dict[
    tuple[str, str], Callable[[Standing, str, Setting], list[Standing] | Missing | None]
] = {
    ("account", "windows"): open_windows,
    ("post", "windows"): open_windows,
    ("post", "platform"): _platform,
}
