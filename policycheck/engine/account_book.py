"""Accounts by their handles and addresses: whom a mention or a link means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct, field

from policycheck.model.record import Record, carries
from policycheck.model.shape import ABSENT
from policycheck.plan import Missing, Profiles
from policycheck.plan.account_urls import HostAliases
from policycheck.text.fold import fold

__all__ = ["AccountBook", "named_account"]


class AccountBook(Struct):
    """Accounts on record by platform and handle, and by address; made once for a run.

    An account without a handle goes by the last part of its address. `unsure` are those of which
    the source tells neither: any handle or address may be theirs.
    """

    profiles: Profiles
    aliases: HostAliases
    by_handle: dict[str, dict[str, str]] = field(default_factory=dict)
    by_address: dict[str, str] = field(default_factory=dict)
    unsure: int = 0

    @classmethod
    def of(cls, accounts: Iterable[Record], profiles: Profiles) -> AccountBook:
        book = cls(profiles, HostAliases.of(profiles))
        for account in accounts:
            book._add(account)
        return book

    def with_handle(self, handle: str, platform: Any) -> Any:
        """The id of the account with a handle: ABSENT where none has it, or why it is not known."""
        found = self.by_handle.get(_normal(handle), {})
        if isinstance(platform, str):
            known = found.get(self._platform(platform))
            return known or self._unless_unsure("account")
        if not found:
            return self._unless_unsure("account")
        return Missing("account", f"of {handle} it cannot be told on which platform that is")

    def at_address(self, url: str) -> Any:
        """The id of the account that an address leads to, or to a page below that of the account.

        ABSENT where it leads to none, or why that is not known.
        """
        for address in _upwards(self.aliases.key(url).partition("?")[0]):
            if address in self.by_address:
                return self.by_address[address]
        return self._unless_unsure("account")

    def _unless_unsure(self, path: str) -> Any:
        if not self.unsure:
            return ABSENT
        return Missing(path, f"of {self.unsure} accounts neither handle nor address is told")

    def _platform(self, name: str) -> str:
        known = self.profiles.find(name)
        return known.id if known else name.casefold()

    def _add(self, account: Record) -> None:
        handle, url = (account.fields.get(name) for name in ("handle", "url"))
        address = self.aliases.key(url).partition("?")[0] if url else ""
        if address:
            self.by_address.setdefault(address, account.id)
        name = handle or address.rpartition("/")[2]
        if name:
            platform = self._platform(account.fields.get("platform", ""))
            self.by_handle.setdefault(_normal(name), {}).setdefault(platform, account.id)
        elif not (carries(account, "handle") or carries(account, "url")):
            self.unsure += 1


def named_account(value: dict[str, Any], platform: Any, book: AccountBook) -> Any:
    """The account that a mention, a link or a repost names; ABSENT, or why it cannot be told."""
    if "handle" in value:
        return book.with_handle(value["handle"], platform)
    for name in ("url", "expanded"):
        found = book.at_address(value[name]) if name in value else ABSENT
        if found is not ABSENT:
            return found
    return ABSENT


def _normal(handle: str) -> str:
    return fold(handle).text.strip().lstrip("@").strip()


def _upwards(address: str) -> Iterator[str]:
    """An address and those above it, down to the host with one part of a path."""
    while "/" in address:
        yield address
        address = address.rpartition("/")[0]
