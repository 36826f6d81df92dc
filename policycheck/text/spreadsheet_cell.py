"""Text from records in a cell of a spreadsheet, in which none of it can become a formula.

What begins like a formula gets an apostrophe before it, as spreadsheets mark text. A separator in
the text may begin a cell of its own where a program takes another one than ours, so what follows it
is treated alike. Source: OWASP, "CSV Injection", seen 2026-11.
"""

from __future__ import annotations

import re

from policycheck.text.harmless import one_line

__all__ = ["for_spreadsheet"]

#: What spreadsheets take for the beginning of a formula, also in full width; separators and quotes
#: after which a cell may begin. Tabs and line ends are shown as escapes before that.
_FORMULA = re.compile('(^|[,;|"\'])([ \u3000\u00a0"]*)([=+\\-@\uff1d\uff0b\uff0d\uff20])')
#: The same where the text begins with what would have been a tab or a line end.
_ESCAPED = re.compile(r"^ *\\[tnr]")


def for_spreadsheet(text: str) -> str:
    """Write the text on one line, with an apostrophe before all that could be a formula."""
    shown = one_line(text)
    safe = _FORMULA.sub(r"\1'\2\3", shown)
    return f"'{safe}" if _ESCAPED.match(safe) else safe
