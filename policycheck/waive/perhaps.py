"""Whether a file may have a comment that is meant for us: most have none, and that is all."""

from __future__ import annotations

__all__ = ["may_claim"]

#: With two wrong letters in our name, one of these parts of it is still as it should be.
_PARTS = ("poli", "cych", "eck")
_PERHAPS = r"(?:#|<!--)\s*[\w-]{0,12}(?:poli|cych|eck)"


def may_claim(text: str) -> bool:
    """Whether a file is worth a closer look: most have no comment that could be meant for us."""
    if "#" not in text and "<!--" not in text:
        return False
    if text.isascii():
        lower = text.lower()
        if not any(part in lower for part in _PARTS):
            return False
    import re  # and compile the pattern only where it may find something

    return re.search(_PERHAPS, text, re.IGNORECASE) is not None
