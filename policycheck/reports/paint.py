"""Colours and links for a terminal, or nothing at all."""

from __future__ import annotations

from urllib.parse import quote, urljoin

from policycheck.model.finding import Location, Severity
from policycheck.reports.format import Style

__all__ = ["Paint"]

_COLOURS = {
    Severity.ERROR: "1;31",
    Severity.WARNING: "1;33",
    Severity.REVIEW: "96",
    Severity.INFO: "94",
}
_BOLD, _GUTTER, _HELP, _UNKNOWN, _PASSED = "1", "34", "36", "35", "32"


class Paint:
    """Wraps text that is already harmless; with a plain style it gives the text back."""

    __slots__ = ("_style",)

    def __init__(self, style: Style) -> None:
        self._style = style

    def _sgr(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._style.colour and text else text

    def severity(self, severity: Severity, text: str) -> str:
        return self._sgr(_COLOURS[severity], text)

    def bold(self, text: str) -> str:
        return self._sgr(_BOLD, text)

    def gutter(self, text: str) -> str:
        return self._sgr(_GUTTER, text)

    def help(self, text: str) -> str:
        return self._sgr(_HELP, text)

    def unknown(self, text: str) -> str:
        return self._sgr(_UNKNOWN, text)

    def passed(self, text: str) -> str:
        return self._sgr(_PASSED, text)

    def link(self, text: str, url: str) -> str:
        """Link the text (OSC 8). Addresses come from policies: anything odd in one is encoded."""
        if not (self._style.links and url):
            return text
        safe = quote(url, safe=":/?#[]@!$&'()*+,;=%~")
        return f"\x1b]8;;{safe}\x1b\\{text}\x1b]8;;\x1b\\"

    def place(self, text: str, location: Location) -> str:
        """Link the text to the file that the location is in."""
        base = self._style.base
        return self.link(text, urljoin(base, quote(location.path)) if base else "")
