"""What a policy says at a place, on one line, as people write YAML."""

from __future__ import annotations

import json
import re

from policycheck.document import Mapping, Node, Pointer, Scalar

__all__ = ["dotted", "place_of", "worded"]

#: Longer lists are counted, and their beginning is shown.
_SHOWN = 8
#: What has a meaning of its own between braces.
_MARKS = re.compile(r"""^[\s"'&*!|>%@`-]|[,{}\[\]]|: |:$| #|^#|\s$""")


def worded(node: Node) -> str:
    """A node on one line; long lists are counted."""
    if isinstance(node, Scalar):
        return _scalar(node.text)
    if isinstance(node, Mapping):
        shown = [f"{entry.key.text}: {worded(entry.value)}" for entry in list(node)[:_SHOWN]]
        more = len(node.entries) - _SHOWN
        return "{" + ", ".join(shown) + (f", and {more} more" if more > 0 else "") + "}"
    shown = [worded(item) for item in node.items[:_SHOWN]]
    more = len(node.items) - _SHOWN
    return "[" + ", ".join(shown) + (f", and {more} more" if more > 0 else "") + "]"


def dotted(pointer: Pointer) -> str:
    """A place in a rule as it is said: `check.all[0].max`."""
    parts = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in pointer]
    return "".join(parts).removeprefix(".")


def place_of(node: Node) -> str:
    """Where a node stands, as `path:line:column`."""
    line, column = node.source.position(node.span.start)
    return f"{node.source.path}:{line}:{column}"


def _scalar(text: str) -> str:
    """A value as it can stand in braces: quoted where it would not be read as it is."""
    shown = text.replace("\n", "⏎")
    quoted = not text.strip() or _MARKS.search(text)
    return json.dumps(shown, ensure_ascii=False) if quoted else shown
