"""`fields`: fields of one's own of a policy or a project, such as `post.ticket: string`."""

from __future__ import annotations

from policycheck.document import Entry, Mapping, Node, Scalar
from policycheck.mistakes.policies import OWN_FIELD
from policycheck.model.registry import RECORD_KINDS
from policycheck.model.shape import Type
from policycheck.policy.paths import OWN_TYPES
from policycheck.policy.problems import Problems

__all__ = ["own_fields"]


def own_fields(node: Node | None, problems: Problems) -> dict[str, Type]:
    """The types of the fields declared at a node, by `kind.name`; what is wrong is noted."""
    declared = node if isinstance(node, Mapping) else ()
    return {entry.key.text: found for entry in declared if (found := _type(entry, problems))}


def _type(entry: Entry, problems: Problems) -> Type | None:
    kind, _, name = entry.key.text.partition(".")
    type_ = entry.value.text if isinstance(entry.value, Scalar) else ""
    if kind not in RECORD_KINDS or not name or "." in name:
        advice = f"write KIND.NAME; kinds: {', '.join(RECORD_KINDS)}"
        message = f"{entry.key.text} is not a field of a record"
        problems.at(entry.key, OWN_FIELD, message, advice)
    elif type_ not in OWN_TYPES:
        message = f"unknown type of field {type_}"
        problems.at(entry.value, OWN_FIELD, message, f"types: {', '.join(OWN_TYPES)}")
    elif name in RECORD_KINDS[kind].shape.fields:
        message = f"{kind} already has a field {name}"
        problems.at(entry.key, OWN_FIELD, message, "use it, or choose another name")
    else:
        return OWN_TYPES[type_]
    return None
