"""Quick answers about texts that hold nothing out of the ordinary, as most do."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["has_plain_case", "is_plainly_visible"]

#: A capital that does not begin a word, a hashtag, and whatever is neither ASCII nor a dash, a
#: quotation mark or another mark of punctuation (U+2010 to U+2027, U+2030 to U+205E).
_CASE = re.compile(r"\S[A-Z]|[^\0-\x7f\u2010-\u2027\u2030-\u205e]|#")
_HIDDEN = re.compile(r"[^\t\n\r -~\u2010-\u2027\u2030-\u205e]")


@lru_cache(64)
def has_plain_case(text: str) -> bool:
    """Whether no word has a capital within it, and none is a hashtag or has letters beyond a to z.

    Such a text holds no acronym, nothing in capitals and no letters that only look like others.
    """
    return _CASE.search(text) is None


def is_plainly_visible(text: str) -> bool:
    """Whether a text is made of ASCII that shows, spaces, line ends, dashes and quotation marks."""
    return _HIDDEN.search(text) is None
