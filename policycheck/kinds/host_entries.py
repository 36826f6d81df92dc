"""Entries of host lists: a host, a host with the start of a path, or a top-level domain.

Sub-domains are included. Hosts compare in lower-case Unicode, so that an entry may be written in
either form of an international name; paths compare by whole segments, whatever their case, with
`..` and percent escapes resolved.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote

from msgspec import Struct

from policycheck.text.hosts import ascii_host, host_of, unicode_host

__all__ = ["Address", "HostEntry", "address", "covered", "host_entry", "wrong_entry"]


class Address(Struct, frozen=True):
    """Where a link leads; `host` is '' where it has none."""

    url: str
    host: str
    path: str
    secure: bool


class HostEntry(Struct, frozen=True):
    """One entry of a list, as compared."""

    host: str
    path: str = ""

    def covers(self, at: Address) -> bool:
        if at.host != self.host and not at.host.endswith(f".{self.host}"):
            return False
        return not self.path or at.path == self.path or at.path.startswith(f"{self.path}/")


@lru_cache(256)  # many rules ask the same of one address
def address(url: str) -> Address:
    """An address, or the mailbox of an e-mail (its path is empty, and it has no use for https)."""
    host = host_of(url) or ""
    mailbox = url.lower().startswith("mailto:") or _is_mailbox(url)
    path = "" if mailbox else _path(url)
    bare = not re.match(r"\s*[a-z][a-z0-9+.-]*://", url, re.IGNORECASE)
    secure = bare or url.strip().lower().startswith("https:")
    return Address(url, host, path, secure)


def _is_mailbox(url: str) -> bool:
    return "@" in url and not re.search(r"[/:?#]", url)


def _path(url: str) -> str:
    """The path in the form in which paths compare: '' or segments, each after a slash."""
    if "/" not in url and "\\" not in url:
        return ""
    rest = re.sub(r"\A\s*(?:[A-Za-z][A-Za-z0-9+.-]*:)?//", "", url.replace("\\", "/"))
    path = re.split(r"[?#]", rest, maxsplit=1)[0].partition("/")[2]
    plain = posixpath.normpath("/" + unquote(path).casefold()).lstrip("/")
    return f"/{plain}" if plain else ""


def host_entry(entry: str) -> HostEntry:
    """An entry that `wrong_entry` has nothing against."""
    host, _, _ = entry.partition("/")
    return HostEntry(unicode_host(host), _path(entry))


def wrong_entry(entry: str) -> str:
    """What is wrong with an entry and what to write instead; '' if nothing is."""
    host, _, path = entry.partition("/")
    name = unicode_host(host)
    tests = (
        ("://" in entry, "leave the scheme out: write the host, such as agency.example.gov"),
        (not entry.strip(), "an entry is a host, a host and the start of a path, or a last label"),
        (any(map(str.isspace, entry)), "an entry has no spaces: give each host its own entry"),
        (host.startswith(("*.", ".")), f"sub-domains are included: write {name.lstrip('*.')}"),
        ("@" in host, f"an e-mail counts by its host: write {name.rpartition('@')[2]}"),
        (_has("?#", path), "an entry ends with the path: leave the query out"),
        (
            _has(":?#", host),
            "an entry has neither port nor query: write the host",
        ),
        (not ascii_host(name), "an entry is a host, a host and the start of a path, or a suffix"),
    )
    return next((advice for wrong, advice in tests if wrong), "")


def _has(signs: str, text: str) -> bool:
    return any(sign in text for sign in signs)


def covered(at: Address, entries: Iterable[HostEntry]) -> bool:
    return any(entry.covers(at) for entry in entries)
