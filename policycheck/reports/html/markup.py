"""HTML, built so that a text can never become markup.

What is a `str` is text and is escaped; only what an element is made by is `Markup`. Hidden
characters of a text are shown, as in every other format.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

from policycheck.text.harmless import one_line

__all__ = ["Attribute", "Child", "Markup", "el", "group", "trusted", "web_address"]


@dataclass(frozen=True, slots=True)
class Markup:
    """A piece of HTML that is well formed and harmless."""

    html: str


#: What stands in an element: elements, texts, and nothing where a part is not there.
Child: TypeAlias = "Markup | str | None"
#: The value of an attribute: False and None leave it out, True writes its bare name.
Attribute: TypeAlias = "str | int | bool | None"

#: Elements that hold nothing and have no end.
_VOID = frozenset({"br", "input", "meta", "wbr"})


def el(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """Make an element. `class_` and `for_` lose their underscore, others turn theirs to hyphens."""
    start = f"<{name}{_attributes(attributes)}>"
    if name in _VOID:
        return Markup(start)
    return Markup(f"{start}{''.join(map(_child, children))}</{name}>")


def group(children: Iterable[Child]) -> Markup:
    """Put several together as one."""
    return Markup("".join(map(_child, children)))


def trusted(html: str) -> Markup:
    """HTML that the package itself brings: its style and its script, never a text of a record."""
    return Markup(html)


def web_address(url: str) -> str | None:
    """An address that a link may have: of the web, and nothing that runs or hides."""
    harmless = url.isprintable() and not any(one.isspace() for one in url)
    return url if harmless and url.lower().startswith(("https://", "http://")) else None


def _child(child: Child) -> str:
    if child is None:
        return ""
    return child.html if isinstance(child, Markup) else escape(one_line(child), quote=False)


def _attributes(attributes: dict[str, Attribute]) -> str:
    if not attributes:
        return ""
    return "".join(
        f" {_name(name)}" if value is True else f' {_name(name)}="{escape(one_line(str(value)))}"'
        for name, value in attributes.items()
        if value is not None and value is not False
    )


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")
