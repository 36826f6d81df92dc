"""The words of the prose of a text: what several measures of a text begin with."""

from __future__ import annotations

import re
from functools import lru_cache

from policycheck.text.words import words

__all__ = ["prose"]

#: What makes words harder to tell than by the characters between them: a link, an address, a
#: mention or a hashtag, an apostrophe, a number with a point or comma in it.
_UNEVEN = re.compile(r"[.:,'@#](?:(?<=\.)\S|(?<=:)//|(?<=['@#])|(?<=[0-9],)[0-9])")
#: Letters, digits and underscores make words, all else of ASCII parts them. What stays as it is
#: stands in the table, too: what a table lacks is looked for at length.
_PARTED = {code: chr(code) if chr(code).isalnum() else " " for code in range(128)} | {95: "_"}


@lru_cache(64)
def prose(text: str) -> tuple[str, ...]:
    """The words of a text in order, as `words(text, prose_only=True)` finds them."""
    if text.isascii() and not _UNEVEN.search(text):
        return tuple(text.translate(_PARTED).split())
    return tuple([text[start:end] for start, end in words(text, prose_only=True)])
