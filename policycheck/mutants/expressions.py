"""Mutants of expressions: one comparison, one connective or one number changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policycheck.document import Node, Scalar
from policycheck.mutants.edits import replaced
from policycheck.mutants.making import Making
from policycheck.mutants.mutant import Mutant, Sort

__all__ = ["expression_mutants"]

#: Texts in quotes come first, so that nothing inside them is taken for an operator.
_TOKEN = re.compile(
    r"""(?P<text>'[^']*'|"[^"]*")|(?P<operator><=|>=|==|!=|&&|\|\||<|>)"""
    r"""|(?P<number>(?<![\w.])\d+(?![\w.]))"""
)
_OTHER = {
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "==": "!=",
    "!=": "==",
    "&&": "||",
    "||": "&&",
}


def expression_mutants(node: Node, making: Making) -> Iterator[Mutant]:
    """An expression with one of its operators or numbers changed; each is named by its column."""
    if not isinstance(node, Scalar):
        return
    text = node.text
    for found in _TOKEN.finditer(text):
        old = found.group()
        if found.lastgroup == "text":
            continue
        new = _OTHER.get(old) or str(int(old) + 1)
        whole = text[: found.start()] + new + text[found.end() :]
        change = f"{old}→{new} at {found.start() + 1}"
        words = f"{new} in place of {old} at character {found.start() + 1} of the expression"
        yield making.one(Sort.CONDITION, node, change, words, replaced(whole))
