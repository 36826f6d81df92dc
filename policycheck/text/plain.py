"""Quick answers about texts that hold nothing out of the ordinary, as most do."""

from __future__ import annotations

from functools import lru_cache

from policycheck.text.late import late

__all__ = ["has_plain_case", "is_plainly_visible"]

#: A capital that does not begin a word, a hashtag, and whatever is neither ASCII nor a dash, a
#: quotation mark or another mark of punctuation (U+2010 to U+2027, U+2030 to U+205E).
_CASE = late(r"\S[A-Z]|[^\0-\x7f\u2010-\u2027\u2030-\u205e]|#")
#: The same for texts in ASCII: what has sets of characters beyond it takes long to compile.
_ASCII_CASE = late(r"\S[A-Z]|#")
_HIDDEN = late(r"[^\t\n\r -~\u2010-\u2027\u2030-\u205e]")

_LINE_ENDS = str.maketrans("\t\n\r", "   ")


@lru_cache(64)
def has_plain_case(text: str) -> bool:
    """Whether no word has a capital within it, and none is a hashtag or has letters beyond a to z.

    Such a text holds no acronym, nothing in capitals and no letters that only look like others.
    """
    pattern = _ASCII_CASE() if text.isascii() else _CASE()
    return pattern.search(text) is None


def is_plainly_visible(text: str) -> bool:
    """Whether a text is made of ASCII that shows, spaces, line ends, dashes and quotation marks."""
    if text.isascii():
        return text.translate(_LINE_ENDS).isprintable()
    return _HIDDEN().search(text) is None
