"""Links in a text: addresses with a scheme, and bare words that are hosts.

What counts as a link follows what platforms make clickable (facts on Bluesky's rich text and X's
counting, read 2026-11-23): `http://` and `https://` addresses, and bare domains whose suffix
exists. Final `.,;:!?`, closing quotes and brackets that were not opened inside belong to the
sentence.

Two readings are ours, because they spare writers false findings. A bare name that ends like a file
(`setup.py`, `notes.md`) is no link unless a path, a port or `www.` says so. Nor is a bare
`word.Is` of two labels whose two-letter suffix is written as a word: a space is missing there.
`every_suffix` takes both, as X does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from msgspec import Struct

from policycheck.text.hosts import ascii_host, has_known_suffix, host_of
from policycheck.text.remembered import remembered

__all__ = ["Link", "links"]

_FILE_SUFFIXES = frozenset({"md", "mov", "py", "rs", "sh", "zip"})
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_FINAL = ".,;:!?'\u2019\u2026*_~"
#: What every host has; most texts have no such thing, and are looked at no further.
_DOTTED = re.compile(r"\.\S|://")

# Spaces and quotes end an address, so do full-width punctuation, marks of direction and pictures.
_BREAKS = (
    r"\s<>\"`\u00AB\u00BB\u200B\u200E\u200F\u201C-\u201F\u2028-\u202E\u2060-\u206F\u2600-\u27BF"
    r"\u3000-\u3002\u3008-\u3011\u3014-\u301F\uFE0F\uFEFF\uFF01\uFF08\uFF09\uFF0C\uFF1A\uFF1B\uFF1F"
    r"\uFFFE\uFFFF\U0001F000-\U0001FAFF"
)
_SPACELESS = (
    r"\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3005-\u3007\u3041-\u30FF\u3400-\u9FFF\uF900-\uFAFF"
)
_MARKS = r"\u0300-\u036F\u0900-\u0DFF"


class Link(Struct, frozen=True):
    """A link and where it stands.

    `url` is as written; `scheme` is `http`, `https` or '' where none is written; `host` is in
    lower-case Unicode and `ascii_host` the same as DNS knows it, both without a final dot.
    """

    start: int
    end: int
    url: str
    scheme: str
    host: str
    ascii_host: str


@remembered
def links(text: str, *, every_suffix: bool = False) -> list[Link]:
    """Find the links of a text, in order; none inside an e-mail address."""
    if not _DOTTED.search(text):
        return []
    barred = _mailboxes(text)
    found = []
    for match in _pattern(ascii_only=text.isascii()).finditer(text):
        start = match.start()
        end = start + len(_trimmed(match.group()))
        link = _link(text[start:end], start, match["scheme"] or "")
        if link is None or (not link.scheme and _overlaps(barred, start, end)):
            continue
        if link.scheme or _is_bare_link(link, match["bare"], every_suffix):
            found.append(link)
    return found


def _link(url: str, start: int, scheme: str) -> Link | None:
    host = host_of(url)
    name = ascii_host(host) if host and not host.startswith("[") else host
    if not host or not name:
        return None
    kind = scheme.lower().removesuffix("://")
    return Link(start, start + len(url), url, kind, host, name)


def _is_bare_link(link: Link, written: str, every_suffix: bool) -> bool:
    if not has_known_suffix(link.ascii_host):
        return False
    if every_suffix or len(link.url) > len(written) or link.host.startswith("www."):
        return True
    suffix = written.rpartition(".")[2]
    if suffix.lower() in _FILE_SUFFIXES:
        return False
    return not (written.count(".") == 1 and len(suffix) == len("is") and suffix.istitle())


def _trimmed(url: str) -> str:
    """Strip the punctuation of the sentence around an address."""
    while url:
        last = url[-1]
        unopened = last in _BRACKETS and url.count(last) > url.count(_BRACKETS[last])
        if last not in _FINAL and not unopened:
            break
        url = url[:-1]
    return url


def _mailboxes(text: str) -> list[tuple[int, int]]:
    if "@" not in text:
        return []
    from policycheck.text.emails import emails

    return emails(text)


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_left(spans, (end, end)) - 1
    return index >= 0 and spans[index][1] > start


@cache
def _pattern(*, ascii_only: bool) -> re.Pattern[str]:
    """The pattern of a link. Its Unicode ranges take 10 ms to compile; most posts need none."""
    if ascii_only:
        # One character stands for each range: it cannot occur in the text.
        return _compiled(r"\s<>\"`", r"\u3005", r"\u0300", re.VERBOSE | re.ASCII)
    return _compiled(_BREAKS, _SPACELESS, _MARKS, re.VERBOSE)


def _compiled(breaks: str, spaceless: str, marks: str, flags: int) -> re.Pattern[str]:
    letter = rf"(?:(?![_{spaceless}])[\w{marks}])"
    label = rf"(?: {letter} (?: (?:{letter}|-)* {letter} )? | [{spaceless}]+ )"
    pattern = rf"""
        (?P<scheme> (?<![A-Za-z0-9]) [Hh][Tt][Tt][Pp][Ss]?:// ) [^{breaks}]+
      | (?: (?<![\w@＠./{marks}-]) | (?<=[{spaceless}]) (?![{spaceless}]) )
        (?P<bare> {label} (?: \.{label} )+ )
        (?! {letter} | [@＠_-] | \.[\w{marks}] )
        (?: :\d{{1,5}} (?!\d) )?
        (?P<path> [/?\#] [^{breaks}]* )?
    """
    return re.compile(pattern, flags)
