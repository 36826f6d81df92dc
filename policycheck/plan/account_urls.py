"""Addresses in the form in which two that lead to one page are the same text.

The scheme, `www.` and `m.`, the case of the host, a default port, the last slash, the fragment and
tracking parameters make no difference; hosts of one platform (twitter.com and x.com) are one. Names
of accounts lose their case on the platforms that ignore it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, unquote, urlencode

from msgspec import Struct, field

from policycheck.plan import Profiles
from policycheck.text.hosts import host_of

__all__ = ["HostAliases"]

_PREFIXES = ("www.", "m.", "mobile.")

#: Parameters that say where a visitor came from, and nothing of the page: those that the analytics
#: and advertising services put on (their help pages), and those of the share buttons of platforms.
_TRACKING = frozenset(
    """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid twclid ttclid yclid li_fat_id igsh igshid
    mc_cid mc_eid mibextid mkt_tok _ga _gl _hsenc _hsmi ref_src ref_url trk
    """.split()
)
_TRACKING_PREFIXES = ("utm_", "pk_", "mtm_")
#: Share buttons of one platform that use names which mean something elsewhere.
_SHARED_BY = {"x": frozenset({"s", "t"}), "youtube": frozenset({"si", "feature"})}

#: Where in the path the name of an account stands, on platforms that ignore the case of names.
#: X, Instagram and TikTok: brandscout.net on the rules of user names, 2026-02-16; Threads has the
#: names of Instagram; Facebook: uncoversocial.com; GitHub: MatrixAI/Polykey-CLI#108; handles of
#: Bluesky are domains. All read 2026-11-23, none of them the platform's own word. In what follows a
#: name, case counts.
_NAME_AT = {
    "x": 0,
    "facebook": 0,
    "instagram": 0,
    "threads": 0,
    "tiktok": 0,
    "github": 0,
    "bluesky": 1,
}
_SHORT_HOSTS = frozenset({"youtu.be", "fb.me", "lnkd.in", "pin.it"})  # their paths hold ids


class HostAliases(Struct, frozen=True):
    """The platforms by their hosts, each with the host that stands for all of it."""

    by_host: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, profiles: Profiles) -> HostAliases:
        known = {platform.id: platform for platform in profiles.platforms.values()}
        return cls(
            {
                host: (host if host in _SHORT_HOSTS else platform.hosts[0], platform.id)
                for platform in known.values()
                for host in platform.hosts
            }
        )

    def key(self, url: str) -> str:
        """The address as compared; '' where it leads nowhere on the web."""
        host = host_of(url)
        if not host:
            return ""
        for prefix in _PREFIXES:
            rest = host.removeprefix(prefix)
            if rest != host and "." in rest:
                host = rest
                break
        host, platform = self.by_host.get(host, (host, ""))
        port, path, query = _after_host(url)
        segments = [unquote(segment) for segment in path.split("/") if segment]
        at = _NAME_AT.get(platform, len(segments))
        if at < len(segments) and host not in _SHORT_HOSTS:
            segments[at] = segments[at].casefold()
        kept = urlencode(sorted(_kept(query, platform)))
        path = "/".join([host + port, *(quote(segment, safe="") for segment in segments)])
        return path + (f"?{kept}" if kept else "")


def _after_host(url: str) -> tuple[str, str, str]:
    """The port (with its colon, '' for that of the scheme), the path and the query."""
    text = re.sub(r"[\t\r\n]", "", url).strip().replace("\\", "/")
    rest = re.sub(r"\A(?:[A-Za-z][A-Za-z0-9+.-]*:)?//", "", text).partition("#")[0]
    location, _, query = rest.partition("?")
    authority, _, path = location.partition("/")
    port = re.search(r":[0-9]+\Z", authority)
    kept = port.group() if port and port.group() not in (":80", ":443") else ""
    return kept, path, query


def _kept(query: str, platform: str) -> list[tuple[str, str]]:
    shared = _SHARED_BY.get(platform, frozenset())
    return [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if name.casefold() not in _TRACKING
        and name not in shared
        and not name.casefold().startswith(_TRACKING_PREFIXES)
    ]
