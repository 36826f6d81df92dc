"""Matchers in words: what a value must be."""

from __future__ import annotations

from collections.abc import Callable

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.policy.wording.saying import Saying, joined

__all__ = ["asked_of", "met"]


def asked_of(path: str, node: Node, say: Saying) -> str:
    """A clause on the field at a path, such as `the account's class is agency`."""
    subject = say.fields.said(path)
    clause = met(subject, node, say)
    if say.fields.is_many(path) and clause.startswith(f"{subject} is "):
        return clause.replace(f"{subject} is ", f"{subject} are ", 1)
    if say.fields.is_date(path):
        for before, after in _OF_DATES.items():
            clause = clause.replace(f"{subject} {before} ", f"{subject} {after} ")
    return clause


def met(subject: str, written: Node, say: Saying) -> str:
    """A clause on something that is named already, without a full stop."""
    node = say.filled(written) or written
    if not isinstance(node, Mapping):
        return f"{subject} is {say.items(written) or 'nothing'}"
    if "field" in node.entries:
        return f"{subject} is {_among(node, say)}{_operand(node, say)}"
    clauses = [
        _operator(subject, entry.key.text, entry.value, say)
        for entry in node
        if entry.key.text != "or_unknown"
    ]
    lenient = ", or nobody knows" if "or_unknown" in node.entries else ""
    return joined(clauses, "and") + lenient


def _operator(subject: str, name: str, node: Node, say: Saying) -> str:
    if name in _OVER_LISTS:
        return _over_list(subject, name, node, say)
    if name == "not":
        return _not(subject, node, say)
    if name == "filled":
        return _filled(subject, node)
    if name in _BOUNDS:
        return f"{subject} {_BOUNDS[name]} {_operand(node, say)}"
    found = _OTHERS.get(name)
    return found(subject, node, say) if found else f"{subject} {name} {say.value(node)}"


def _not(subject: str, node: Node, say: Saying) -> str:
    inner = say.filled(node) or node
    if isinstance(inner, Sequence):
        words = say.items(node, "nor")
        return f"{subject} is {'neither' if ' nor ' in words else 'not'} {words}"
    if isinstance(inner, Scalar):
        return f"{subject} is not {say.value(inner)}"
    for name, words in _NEGATED.items():
        below = inner.get(name)
        if below is not None and len(inner.entries) == 1:
            return f"{subject} {words} {say.items(below, quote=name == 'contains')}"
    if "field" in inner.entries:
        return f"{subject} is not {_operand(inner, say)}"
    return f"it is not so that {met(subject, inner, say)}"


def _filled(subject: str, node: Node) -> str:
    wanted = isinstance(node, Scalar) and node.text == "true"
    return f"{subject} is {'filled in' if wanted else 'empty'}"


def _over_list(subject: str, name: str, node: Node, say: Saying) -> str:
    if name == "has":
        return f"{subject} holds {_operand(node, say)}"
    if name == "has_all":
        return f"{subject} holds {say.items(node, 'and')}"
    how = _OVER_LISTS[name]
    inner = say.filled(node) or node
    if isinstance(inner, Mapping) and not set(inner.entries) <= _MATCHERS:
        from policycheck.policy.wording.conditions import clauses_in

        where = joined(clauses_in(inner, say, bare=True), "and")
        return f"{how} entry of {subject} is such that {where}"
    return met(f"{how} entry of {subject}", inner, say)


def _among(node: Mapping, say: Saying) -> str:
    field = node.get("field")
    many = isinstance(field, Scalar) and say.fields.is_many(field.text)
    return "one of " if many else ""


def _operand(node: Node, say: Saying) -> str:
    """What a value is compared with: a value, a field of the record, or either some time later."""
    if not isinstance(node, Mapping) or "field" not in node.entries:
        return say.value(node)
    field = node.get("field")
    words = say.fields.said(field.text) if isinstance(field, Scalar) else say.value(field)
    for name, between in (("plus", "and"), ("minus", "less")):
        if name in node.entries:
            words += f" {between} {say.value(node.get(name))}"
    at = node.get("at")
    if isinstance(at, Scalar):
        words += f", as it stood on {say.fields.said(at.text)}"
    return words


#: `some` and the like, and whom they speak of.
_OVER_LISTS = {"some": "at least one", "every": "every", "none": "no", "has": "", "has_all": ""}
_BOUNDS = {
    "before": "is before",
    "after": "is after",
    "at_least": "is at least",
    "at_most": "is at most",
}
#: Dates come before or after each other, and are not more or less.
_OF_DATES = {"is at least": "is not before", "is at most": "is not after"}
_NEGATED = {
    "contains": "contains none of",
    "matches": "has not the form",
    "within": "is longer ago than",
}
_OTHERS: dict[str, Callable[[str, Node, Saying], str]] = {
    "contains": lambda subject, node, say: f"{subject} contains {say.items(node, quote=True)}",
    "matches": lambda subject, node, say: f"{subject} has the form {say.value(node)}",
    "within": lambda subject, node, say: f"{subject} is no longer ago than {say.value(node)}",
}
_MATCHERS = {*_OVER_LISTS, *_BOUNDS, *_OTHERS, "not", "filled", "field", "or_unknown"}
