"""Hashtags and mentions.

A hashtag is '#' (or full-width '＃') and letters, digits, marks and underscores, with at least one
letter (Mastodon's user guide, 2026-07-02; Bluesky's rich text, 2026-08-20): "#2026" and the keycap
"#️⃣" are none. It does not begin inside a word, and neither kind stands inside a link or an address.
"""

from __future__ import annotations

import re
from functools import cache

from policycheck.text.characters import is_word
from policycheck.text.remembered import remembered

__all__ = ["hashtags", "mentions"]

_KEYCAP = "#\ufe0f\u20e3"

# A dot goes on only before a small letter or digit: in "@EPA.The next" a space is missing. A hyphen
# is part of a name only where a domain follows.
_MENTION = r"""
    (?<![\w/@＠&+-])
    [@＠]
    (?: [A-Za-z0-9_] (?: [A-Za-z0-9_.-]* [A-Za-z0-9_] )? [@＠]
        (?: [^\W_] (?: [\w-]{0,61} [^\W_] )? \. )+ [^\W\d_] (?: [\w-]* \w )?
      | (?: [A-Za-z0-9] [A-Za-z0-9-]* \. )+ [a-z]{2,}
      | [A-Za-z0-9_]+ (?: \. (?=[a-z0-9_]) [A-Za-z0-9_]+ )*
    )
    (?! [@＠\w] )
"""


@remembered
def hashtags(text: str) -> list[tuple[int, int]]:
    """Find the spans of the hashtags, each with its '#', in order."""
    if "#" not in text and "＃" not in text:
        return []
    found: list[tuple[int, int]] = []
    for match in re.finditer("[#＃]", text):
        start = match.start()
        if found and start < found[-1][1]:
            continue
        if start and (is_word(text[start - 1]) or text[start - 1] in "&/"):
            continue
        end = _tag_end(text, start + 1)
        if any(character.isalpha() for character in text[start + 1 : end]):
            found.append((start, end))
    return _outside_links(text, found)


def _tag_end(text: str, start: int) -> int:
    """Find where the tag ends whose first character after '#' is at `start`."""
    end = start + len(_KEYCAP) if text.startswith(_KEYCAP, start) else start
    while end < len(text) and is_word(text[end]) and text[end] != "\u20e3":
        if not text[end].isascii() and end == start and not text[end].isalnum():
            break  # a mark that belongs to the '#' itself: a keycap
        end += 1
    return end


@remembered
def mentions(text: str) -> list[tuple[int, int]]:
    """Find the spans of the mentions: `@user`, `@user@host`, `@name.bsky.social`."""
    if "@" not in text and "＠" not in text:
        return []
    return _outside_links(text, [match.span() for match in _mention().finditer(text)])


def _outside_links(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if not spans:
        return spans
    from policycheck.text.emails import emails
    from policycheck.text.links import links

    barred = [(link.start, link.end) for link in links(text)] + emails(text)
    return [
        span for span in spans if all(span[1] <= low or high <= span[0] for low, high in barred)
    ]


@cache
def _mention() -> re.Pattern[str]:
    return re.compile(_MENTION, re.VERBOSE)
