"""A new waiver at the end of a file of waivers: text is put in, and nothing else is touched.

The list may be a block or stand in brackets, be empty or not there yet. Comments, order, quotes,
indentation and line ends of what is there stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from policycheck.document import Mapping, Node, Scalar, Sequence, read_yaml
from policycheck.document.yaml_quoting import quoted, scalar
from policycheck.source import Source

__all__ = ["NewWaiver", "with_waiver"]

_LINE_END = re.compile(r"\r\n|\n|\r")


class NewWaiver(NamedTuple):
    """A waiver to be written; `record` or `account` is given, '' is left out."""

    rule: str
    record: str
    kind: str
    account: str
    reason: str
    approved_by: str
    granted: str
    expires: str
    evidence: str = ""

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The keys after `record`, each with its text."""
        values = {
            "reason": self.reason,
            "approved_by": self.approved_by,
            "granted": self.granted,
            "expires": self.expires,
        }
        return [*values.items(), *([("evidence", self.evidence)] if self.evidence else [])]

    @property
    def target(self) -> list[tuple[str, str]]:
        values = [("id", self.record), ("kind", self.kind), ("account", self.account)]
        return [(name, text) for name, text in values if text]


def with_waiver(path: str, text: str, new: NewWaiver) -> str | None:
    """The text of a file with one waiver more; None where the file cannot be understood."""
    root, problems = read_yaml(Source(path, text))
    listed = root.get("waivers") if isinstance(root, Mapping) else None
    if problems or not isinstance(root, Mapping | None):
        return None
    if root is None or listed is None:
        return None if root is not None and root.entries else _added(text, _new_list(new))
    if _is_empty(listed):
        return _first(text, root, listed, new)
    if not isinstance(listed, Sequence):
        return None
    if text[listed.span.start] == "[":
        end = listed.items[-1].span.end
        return f"{text[:end]}, {_flow(new, _json_like(root, text))}{text[end:]}"
    indent = " " * (listed.source.position(listed.span.start).column - 1)
    return _added(text, _block(new, indent))


def _is_empty(listed: Node) -> bool:
    if isinstance(listed, Sequence):
        return not listed.items
    return isinstance(listed, Scalar) and listed.is_null


def _first(text: str, root: Mapping, listed: Node, new: NewWaiver) -> str:
    """The first waiver of a list: in place of the empty brackets, or below the key."""
    start, end = listed.span
    if text[root.span.start] == "{":
        return f"{text[:start]}[{_flow(new, _json_like(root, text))}]{text[end:]}"
    rest = text[:start].rstrip(" ") + text[end:] if end > start else text
    return _added(rest, _block(new, "  "))


def _json_like(root: Mapping, text: str) -> bool:
    return text[root.span.start] == "{"


def _end_of_line(text: str) -> str:
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def _added(text: str, lines: Iterable[str]) -> str:
    """The text with lines after it, on lines of their own, with its own line ends."""
    end = _end_of_line(text)
    gap = end if text and not text.endswith(("\n", "\r")) else ""
    return text + gap + "".join(line + end for line in lines)


def _new_list(new: NewWaiver) -> list[str]:
    return ["waivers:", *_block(new, "  ")]


def _block(new: NewWaiver, indent: str) -> list[str]:
    """The waiver as an item of a list, line by line."""
    target = ", ".join(f"{name}: {_in_brackets(text)}" for name, text in new.target)
    lines = [f"{indent}- rule: {scalar(new.rule)}", f"{indent}  record: {{{target}}}"]
    return lines + [f"{indent}  {name}: {scalar(text)}" for name, text in new.fields]


def _in_brackets(text: str) -> str:
    """A scalar between braces; a colon there is quoted, for readers of YAML 1.1."""
    return quoted(text) if ":" in text else scalar(text)


def _flow(new: NewWaiver, json_like: bool) -> str:
    """The waiver in braces on one line; quoted, and in JSON its keys too."""

    def key(name: str) -> str:
        return quoted(name) if json_like else name

    target = ", ".join(f"{key(name)}: {quoted(text)}" for name, text in new.target)
    parts = [f"{key('rule')}: {quoted(new.rule)}", f"{key('record')}: {{{target}}}"]
    parts += [f"{key(name)}: {quoted(text)}" for name, text in new.fields]
    return "{" + ", ".join(parts) + "}"
