"""Quick answers about texts that hold nothing out of the ordinary, as most do.

Each is False with certainty: such a text has nothing of the kind. True says no more than that it
may have, and has to be read.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from policycheck.text.late import late

__all__ = ["has_at_sign", "has_digits", "is_not_ascii", "may_hide", "may_vary_case"]

#: A capital that does not begin a word.
_INNER_CAPITAL = late(r"(?s)[A-Z](?<=\S.)")
#: Whatever is neither ASCII nor a dash, a quotation mark or another mark of punctuation (U+2010 to
#: U+2027, U+2030 to U+205E).
_BEYOND = late(r"[^\0-\x7f\u2010-\u2027\u2030-\u205e]")
_HIDDEN = late(r"[^\t\n\r -~\u2010-\u2027\u2030-\u205e]")
_DIGIT = late(r"\d")


@lru_cache(64)
def may_vary_case(text: str) -> bool:
    """Whether a word may have a capital within it, be a hashtag or have letters beyond a to z.

    Other texts hold no acronym, nothing in capitals and no letters that only look like others.
    """
    if "#" in text or _INNER_CAPITAL().search(text):
        return True
    return not text.isascii() and _BEYOND().search(text) is not None


def may_hide(text: str) -> bool:
    """Whether there is anything besides ASCII that shows, line ends, dashes and quotation marks."""
    if text.isascii() and text.isprintable():
        return False
    return _HIDDEN().search(text) is not None


def is_not_ascii(text: str) -> bool:
    """Whether there is a character beyond ASCII; no emoji is there without one."""
    return not text.isascii()


def has_at_sign(text: str) -> bool:
    """Whether there is one, full-width or not, as in every address and mention."""
    return "@" in text or "＠" in text


@cache
def has_digits(least: int) -> Callable[[str], bool]:
    """Whether a text has so many digits: one and the same test for all who ask for as many."""
    return lambda text: _digits(text) >= least


@lru_cache(64)
def _digits(text: str) -> int:
    """How many digits a text has; all detectors of numbers ask."""
    return len(_DIGIT().findall(text))
