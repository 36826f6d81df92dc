"""A new rule at the end of the rules of a policy: text is put in, and nothing else is touched.

The list may be a block or stand in brackets, be empty or not there, and other keys may follow it.
Comments, order, quotes, indentation and line ends of what is there stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from policycheck.document import Mapping, Node, Scalar, Sequence, read_yaml
from policycheck.source import Source
from policycheck.tasks.scaffold import NewRule, flow, flow_rule, rule_lines

__all__ = ["with_rule"]

_LINE_END = re.compile(r"\r\n|\n|\r")
_BLANK_BEFORE = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)[ \t]*\Z")


def with_rule(path: str, text: str, rule: NewRule) -> str | None:
    """The text of a policy with one rule more; None where that cannot be done without a doubt."""
    root, problems = read_yaml(Source(path, text))
    if problems or not isinstance(root, Mapping) or text[root.span.start] == "{":
        return None
    for apart in (True, False):  # a blank line could become part of a text that stands above it
        after = _put(text, root, rule, apart=apart)
        if after is not None and _is_one_more(path, root, after):
            return after
    return None


def _put(text: str, root: Mapping, rule: NewRule, *, apart: bool) -> str | None:
    listed = root.get("rules")
    lines = rule_lines(rule)
    if listed is None:
        return _inserted(text, len(text), ["rules:", *_indented(lines, 2)])
    if not isinstance(listed, Sequence):
        return None
    if not listed.items:
        return _first(text, listed, lines)
    if text[listed.span.start] == "[":
        end = listed.items[-1].span.end
        return f"{text[:end]}, {flow_rule(rule)}{text[end:]}"
    indent = listed.source.position(listed.span.start).column - 1
    gap = [""] if apart and _is_airy(text, listed) else []
    return _inserted(text, _end(listed, text), [*gap, *_indented(lines, indent)])


def _first(text: str, listed: Node, lines: Iterable[str]) -> str:
    """The first rule of a list, below its key, in place of the empty brackets."""
    start, end = listed.span
    before = text[:start].rstrip(" ")
    return _inserted(before + text[end:], len(before), _indented(lines, 2))


def _indented(lines: Iterable[str], indent: int) -> list[str]:
    return [" " * indent + line for line in lines]


def _inserted(text: str, offset: int, lines: Iterable[str]) -> str:
    """The text with lines after the line of an offset, with the line ends of the file."""
    found = _LINE_END.search(text)
    end = found[0] if found else "\n"
    if offset and text[offset - 1] in "\r\n":
        at = offset
    else:
        line_end = _LINE_END.search(text, offset)
        at = line_end.end() if line_end else len(text)
    gap = end if at and text[at - 1] not in "\r\n" else ""
    return text[:at] + gap + "".join(line + end for line in lines) + text[at:]


def _end(node: Node, text: str) -> int:
    """Where a node in a block ends: with the last thing that stands in it, before any comment."""
    if isinstance(node, Scalar) or text[node.span.start] in "[{":
        return node.span.end
    if isinstance(node, Sequence):
        return _end(node.items[-1], text) if node.items else node.span.end
    entries = list(node)
    if not entries:
        return node.span.end
    return max(entries[-1].key.span.end, _end(entries[-1].value, text))


def _is_airy(text: str, listed: Sequence) -> bool:
    """Whether a blank line stands between the rules; also where there is no second one yet."""
    if len(listed.items) == 1:
        return True
    last = listed.items[-1].span.start
    return bool(_BLANK_BEFORE.search(text[: text.rindex("-", 0, last)]))


def _is_one_more(path: str, before: Mapping, after: str) -> bool:
    """Whether the new text reads as the old one and one rule more, and as nothing else."""
    root, problems = read_yaml(Source(path, after))
    if problems or not isinstance(root, Mapping):
        return False
    old, new = _read(before), _read(root)
    return new[0] == old[0] and new[1][:-1] == old[1] and len(new[1]) == len(old[1]) + 1


def _read(root: Mapping) -> tuple[dict[str, str], list[str]]:
    """What a policy says: its other keys, and its rules."""
    others = {one.key.text: flow(one.value) for one in root if one.key.text != "rules"}
    listed = root.get("rules")
    return others, [flow(item) for item in listed.items] if isinstance(listed, Sequence) else []
