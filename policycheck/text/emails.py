"""E-mail addresses in a text."""

from __future__ import annotations

import re
from functools import cache

from policycheck.text.remembered import remembered

__all__ = ["emails"]

# Addresses of pages come first, so that what looks like a mailbox inside one is passed over.
_PATTERN = r"""
    [Hh][Tt][Tt][Pp][Ss]?://\S+
  | (?<![\w.%+&@＠/-])
    (?P<email>
      \w (?: [\w.%+&'-]* [\w%+-] )?
      [@]
      (?: [^\W_] (?: [\w-]{0,61} [^\W_] )? \. )+
      (?: [Xx][Nn]--[A-Za-z0-9-]{1,58}[A-Za-z0-9] | [^\W\d_]{2,63} )
    )
    (?! [\w@＠-] | \.[^\W_] | :// )
"""


@remembered
def emails(text: str) -> list[tuple[int, int]]:
    """Find the spans of the addresses, in order; none inside a link or a mention."""
    if "@" not in text:
        return []
    return [match.span() for match in _pattern().finditer(text) if match["email"]]


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_PATTERN, re.VERBOSE)
