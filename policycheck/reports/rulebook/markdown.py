"""Text from data as Markdown: it says what it said, and nothing in it becomes markup.

An address that stands bare in a text stays one; readers that make links of those show it whole.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from policycheck.text.harmless import one_line

__all__ = ["anchor", "code", "escape", "link", "slug"]

#: What has a meaning wherever it stands; an underscore only at the edge of a word (CommonMark 6.2).
_MARKS = re.compile(r"[\\`*\[\]<>|~$]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
#: What has a meaning at the beginning of a line.
_OPENING = re.compile(r"^([-+=#]|[0-9]+(?=[.)](?:\s|$)))")
_WHITE = re.compile(r"\s+")
_OTHER = re.compile(r"[^a-z0-9]+")
_FENCE = re.compile(r"`+")


def escape(text: str) -> str:
    """A text on one line, as it reads."""
    plain = one_line(_WHITE.sub(" ", text).strip())
    marked = _MARKS.sub(lambda match: f"\\{match[0]}", plain)
    return _OPENING.sub(lambda match: _opening(match[0]), marked)


def _opening(mark: str) -> str:
    """Digits cannot be escaped, so the mark behind them is."""
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def code(text: str) -> str:
    """A text as a code span, whatever backticks it holds."""
    plain = one_line(_WHITE.sub(" ", text).strip())
    runs = [len(run) for run in _FENCE.findall(plain)]
    fence = "`" * next(size for size in range(1, len(runs) + 2) if size not in runs)
    pad = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{pad}{plain}{pad}{fence}" if plain else ""


def link(text: str, url: str) -> str:
    """A text that leads to a web address or a place in the document; all else is no link."""
    if not url.startswith(("https://", "http://", "#")):
        return escape(text)
    return f"[{escape(text)}]({quote(url, safe=_IN_ADDRESSES)})"


_IN_ADDRESSES = ":/?#@!$&'*+,;=%~"


def slug(text: str) -> str:
    """A name for a place in the document, of small letters, digits and hyphens."""
    return _OTHER.sub("-", text.lower()).strip("-") or "x"


def anchor(name: str) -> str:
    """A place that links can lead to, whatever heading follows."""
    return f'<a id="{name}"></a>'
