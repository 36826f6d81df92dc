"""YAML as nodes.

The parser is PyYAML's, with libyaml where it is installed; its types, tags and merges are not used.
"""

from __future__ import annotations

import re
from itertools import count, islice
from typing import Final

import yaml

from policycheck.document.node import Node
from policycheck.document.yaml_errors import syntax_problem
from policycheck.document.yaml_tree import TreeBuilder
from policycheck.errors import Problem
from policycheck.mistakes.files import CONTROL_CHARACTER
from policycheck.source import Source, Span

__all__ = ["LOADER", "read_yaml", "stand_ins"]

LOADER: Final = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

_REFUSED = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: The parser breaks lines at the first three, as YAML 1.1 has it; to YAML 1.2 (section 5.4) and to
#: us they are characters like others. So is a byte order mark within the text.
_PLAIN_TO_US: Final = "\x85\u2028\u2029\ufeff"
_FIRST_PRIVATE: Final = 0x10F000


def read_yaml(source: Source, span: Span | None = None) -> tuple[Node | None, list[Problem]]:
    """Give the document that stands in a source, or in a piece of it, and all its problems.

    Offsets in nodes are offsets in the whole source, also for a piece. An empty document gives
    None. So does one that cannot be read to its end; with any other problem the rest of the tree is
    there, for whoever wants to look further.
    """
    whole = Span(0, len(source.text)) if span is None else span
    text = source.cut(whole)
    refused = _REFUSED.search(text)
    if refused:
        return None, [_refuse(source, whole.start + refused.start(), refused[0])]
    instead = stand_ins(text)
    builder = TreeBuilder(source, whole, {ord(new): old for old, new in instead.items()})
    if instead:
        text = text.translate({ord(old): new for old, new in instead.items()})
    try:
        for event in yaml.parse(text, Loader=LOADER):
            if not builder.take(event):
                break
    except yaml.MarkedYAMLError as error:
        return None, [*builder.problems, syntax_problem(source, whole.start, error)]
    return builder.root, builder.problems


def _refuse(source: Source, offset: int, character: str) -> Problem:
    return Problem(
        source.path,
        *source.position(offset),
        f"the control character U+{ord(character):04X} cannot stand in YAML",
        "remove it, or write it as an escape within double quotes",
        CONTROL_CHARACTER.id,
    )


def stand_ins(text: str) -> dict[str, str]:
    """Choose private characters that the text has neither as such nor as escapes."""
    found = [character for character in _PLAIN_TO_US if character in text]
    if not found:
        return {}
    lower = text.lower()
    free = (
        chr(code)
        for code in count(_FIRST_PRIVATE)
        if chr(code) not in text and f"{code:x}" not in lower
    )
    return dict(zip(found, islice(free, len(found)), strict=True))
