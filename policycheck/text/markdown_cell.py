"""Text from records in a table or a line of Markdown: shown as it is, and nothing but text.

On services such as GitHub an `@name` calls a person, `#12` links an issue, an address becomes a
link, `:100:` a picture and `$…$` a formula. Each is broken by a zero-width space, written as a
character reference so that it can be seen in the source; the marks of Markdown and HTML become
references. Source: GitHub Flavored Markdown, spec 0.29, "Entity and numeric character references"
and "Autolinks (extension)", seen 2026-11.
"""

from __future__ import annotations

import re

from policycheck.text.harmless import one_line

__all__ = ["code_in_markdown", "for_markdown"]

_BREAK = "&#8203;"
_MARKS = {ord(mark): f"&#{ord(mark)};" for mark in "\\`*_{}[]|~!^"}
_MARKS |= {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
#: Where a service looks for a person, an issue, a formula, an address or a picture.
_REFERENCES = re.compile(r"(?i)[@#$]|:(?=\S)|\bww(?=w\.)|\bgh-(?=[0-9])")
#: In code none of these is looked for; addresses still are, by Markdown itself.
_ADDRESSES = re.compile(r"(?i)@|:(?=//)|\bww(?=w\.)|\b(?:mailto|xmpp):")
#: What begins a list or an underlined heading where it stands first.
_FIRST = re.compile(r"[-+=]|[0-9]+[.)]")


def for_markdown(text: str) -> str:
    """Write the text on one line, for a cell of a table or a line of a list."""
    shown = one_line(text).strip()
    marked = _broken(_REFERENCES, shown)
    return _BREAK + marked if _FIRST.match(shown) else marked


def code_in_markdown(text: str) -> str:
    """Write a name or a place in letters of one width; it can be copied out of there."""
    return f"<code>{_broken(_ADDRESSES, one_line(text).strip())}</code>"


def _broken(pattern: re.Pattern[str], shown: str) -> str:
    """The text with marks as references, and a break after all that the pattern finds."""
    pieces = []
    at = 0
    for found in pattern.finditer(shown):
        pieces.append(shown[at : found.end()].translate(_MARKS) + _BREAK)
        at = found.end()
    return "".join(pieces) + shown[at:].translate(_MARKS)
