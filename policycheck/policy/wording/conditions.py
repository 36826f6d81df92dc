"""`when` in words: which records a rule is for."""

from __future__ import annotations

import re

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.model.shape import Flag
from policycheck.policy.wording.matchers import asked_of, met
from policycheck.policy.wording.saying import Saying, joined

__all__ = ["clauses_in", "conditions_in", "truth"]

#: Expressions that ask no more than whether a parameter is set.
_SWITCHED = re.compile(r"\s*params\.([A-Za-z_]\w*)\s*")
_FILLED = re.compile(r"\s*(!?)\s*filled\(\s*params\.([A-Za-z_]\w*)\s*\)\s*")


def conditions_in(node: Node | None, say: Saying) -> list[str]:
    """What must hold of a record for a rule to be for it, one clause each; none: all are meant."""
    return clauses_in(node, say) if isinstance(node, Mapping) else []


def clauses_in(node: Mapping, say: Saying, *, bare: bool = False) -> list[str]:
    """The clauses of a mapping of conditions; `bare` for those on one entry of a list."""
    return [_clause(entry.key.text, entry.value, say, bare=bare) for entry in node]


def _clause(name: str, node: Node, say: Saying, *, bare: bool) -> str:
    if name in ("any", "all") and isinstance(node, Sequence):
        parts = [
            joined(clauses_in(item, say, bare=bare), "and")
            for item in node.items
            if isinstance(item, Mapping)
        ]
        return f"either {joined(parts)}" if name == "any" else joined(parts, "and")
    if name == "cel":
        return _expression(node)
    switched = _switched(name, node, say, bare=bare)
    if bare:
        spoken = say.fields.said(name).removeprefix("the ")
        return switched or met(f"its {spoken}", node, say)
    return switched or asked_of(name, node, say)


def _switched(name: str, node: Node, say: Saying, *, bare: bool) -> str:
    """What a field that is true or false says, where it is asked for that; '' for all else."""
    wanted = truth(node)
    found = say.fields.field(name)
    if wanted is None or (found is not None and not isinstance(found.type, Flag)):
        return ""
    if bare or found is None or found.computed:
        spoken = name.replace("_", " ").rpartition(".")[2]
        return f"it is {spoken}" if wanted else f"it is not {spoken}"
    about = say.fields.explained(name)
    return about if wanted else f"this is not so: {about}"


def truth(node: Node) -> bool | None:
    """Whether a matcher asks for true, or for anything but true; None where it asks for more."""
    inner = node.get("not") if isinstance(node, Mapping) and len(node.entries) == 1 else None
    if isinstance(inner, Scalar) and inner.text in ("true", "false"):
        return inner.text == "false"
    if isinstance(node, Scalar) and node.text in ("true", "false"):
        return node.text == "true"
    return None


def _expression(node: Node) -> str:
    text = node.text if isinstance(node, Scalar) else ""
    if filled := _FILLED.fullmatch(text):
        state = "is empty" if filled[1] else "has been filled in"
        return f"the list {filled[2]} {state}"
    if switched := _SWITCHED.fullmatch(text):
        return f"the parameter {switched[1]} is switched on"
    return f"this expression is true: {text}"
