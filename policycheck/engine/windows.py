"""Special periods, such as elections, that a post or an account is in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from policycheck.engine.setting import Setting, told
from policycheck.engine.standing import Standing
from policycheck.model.moment import Moment
from policycheck.model.periods import begun, ended
from policycheck.model.record import Record
from policycheck.model.shape import ABSENT
from policycheck.plan import Missing, Place

__all__ = ["open_windows"]


def open_windows(at: Standing, name: str, setting: Setting) -> list[Standing] | Missing:
    """The windows of all calendars that are open at the instant and concern the account.

    A window without `scope` concerns everybody; else those whose account id, platform, organisation
    or agency it names.
    """
    calendars = setting.world.records.get("calendar")
    if calendars is None:
        return Missing(name, "no calendar records were given")
    concerns = _concerned(at.record, setting)
    found: list[Standing] = []
    for calendar in calendars.values():
        windows = told(calendar, "windows", setting)
        if isinstance(windows, Missing):
            return windows
        for index, window in enumerate(windows or ()):
            if _is_open(window, setting.at):
                concerned = concerns(window.get("scope", ()))
                if isinstance(concerned, Missing):
                    return concerned
                if concerned:
                    place = Place(("windows", index), record=calendar)
                    found.append(at.at_other(window, place, calendar, name))
    return found


def _is_open(window: dict[str, Any], at: Moment) -> bool:
    begins, ends = window.get("from"), window.get("to")
    return (begins is None or begun(begins, at)) and (ends is None or not ended(ends, at))


def _concerned(record: Record, setting: Setting) -> Callable[[list[str]], bool | Missing]:
    """A question to the scope of a window; the account is looked up where that is needed."""

    def concerned(scope: list[str]) -> bool | Missing:
        if not scope:
            return True
        wanted = {one.casefold() for one in scope}
        name = record.id if record.kind == "account" else told(record, "account", setting)
        if not isinstance(name, str):
            return name if isinstance(name, Missing) else False
        if name.casefold() in wanted:
            return True
        account = record if record.kind == "account" else _account(name, setting)
        if isinstance(account, Missing):
            return account
        return _is_named(account, wanted, setting)

    return concerned


def _account(name: str, setting: Setting) -> Record | Missing:
    return setting.world.find("account", name, "windows")


def _is_named(account: Record, wanted: set[str], setting: Setting) -> bool | Missing:
    missing: Missing | None = None
    for field in ("organization", "agencies", "platform"):
        value = told(account, field, setting)
        if isinstance(value, Missing):
            missing = missing or value
        elif value is not ABSENT and not wanted.isdisjoint(_names(value)):
            return True
    return missing or False


def _names(value: Any) -> Iterator[str]:
    """The names in a field: itself, or the ids and names of agencies."""
    for one in value if isinstance(value, list) else [value]:
        said = (one.get("id"), one.get("name")) if isinstance(one, dict) else (one,)
        yield from (name.casefold() for name in said if isinstance(name, str))
