"""What a policy says, as JSON values: a number where a number is meant, and text elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingLike

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.kinds import KINDS, kind
from policycheck.model.rulebook import Value
from policycheck.plan import Plain
from policycheck.plan.declared import declared_in
from policycheck.policy.problems import Problems
from policycheck.policy.single_check import options_of
from policycheck.policy.surface import validated

__all__ = ["check_value", "node_value"]

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


def node_value(node: Node | None) -> Value:
    """A node as JSON: plain `true`, `false` and numbers by the core schema of YAML 1.2."""
    if node is None:
        return None
    if isinstance(node, Mapping):
        return {entry.key.text: node_value(entry.value) for entry in node}
    if isinstance(node, Sequence):
        return [node_value(item) for item in node.items]
    return _plain(node.text) if node.style == "plain" else node.text


def check_value(node: Node | None) -> Value:
    """A check as JSON, each option of the type that its kind declares."""
    if not isinstance(node, Mapping):
        return node_value(node)
    named = node.get("kind")
    if isinstance(named, Scalar) and named.text in KINDS:
        return _options(named.text, node)
    return {entry.key.text: _below(entry.value) for entry in node}


def _below(node: Node) -> Value:
    if isinstance(node, Sequence):
        return [check_value(item) for item in node.items]
    return check_value(node)


def _options(name: str, node: Mapping) -> Value:
    """The options that were given; as they stand where a list that is still empty voids them."""
    given = options_of(node)
    options = validated(kind(name).options, given, Problems())
    if options is None:
        return node_value(node)
    fields = declared_in(type(options)).items()
    typed = {declared.name: getattr(options, key) for key, declared in fields}
    return {"kind": name, **{key: _value(typed[key]) for key in given.entries}}


def _value(value: object) -> Value:
    if isinstance(value, MappingLike):
        return {str(key): _value(one) for key, one in value.items()}
    if isinstance(value, tuple):  # a list of texts, whatever the texts look like
        return [str(one) if isinstance(one, str) else _value(one) for one in value]
    if isinstance(value, list):
        return [_value(one) for one in value]
    if isinstance(value, Plain):
        return _plain(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def _plain(text: str) -> Value:
    if text in ("true", "false"):
        return text == "true"
    number = _NUMBER.fullmatch(text)
    if number is None:
        return str(text)
    return float(text) if number[2] else int(text)
