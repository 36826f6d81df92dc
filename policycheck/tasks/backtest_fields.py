"""Fields of one's own to which two policies give different types: records can be read in one way.

The type of the new policy counts for both; where a rule of the old one cannot use it, that is said
of the rule.
"""

from __future__ import annotations

from policycheck.document import Mapping, Node, Scalar
from policycheck.errors import Problem
from policycheck.mistakes.policies import OWN_FIELD
from policycheck.policy.loaded import LoadedPolicy
from policycheck.policy.problems import Problems
from policycheck.policy.worded import worded

__all__ = ["fields_at_odds"]


def fields_at_odds(old: LoadedPolicy, new: LoadedPolicy) -> list[Problem]:
    """What is wrong with each such field; the old policy has the type of the new one afterwards."""
    found = Problems()
    for name in sorted(old.fields.keys() & new.fields.keys()):
        if old.fields[name] == new.fields[name]:
            continue
        here, there = _declared(old, name), _declared(new, name)
        assert here is not None
        assert there is not None
        place = there.source.position(there.span.start)
        found.at(
            here,
            OWN_FIELD,
            f"{name} is {_text(here)} in the old policy, and {_text(there)} in the new one at "
            f"{there.source.path}:{place.line}:{place.column}",
            "records are read as the new one says; give the field another name there",
        )
        old.fields[name] = new.fields[name]
    return found.found


def _declared(policy: LoadedPolicy, name: str) -> Node | None:
    """The type of an own field where it was declared last: below comes first."""
    for document in policy.documents.values():
        fields = document.get("fields")
        node = fields.get(name) if isinstance(fields, Mapping) else None
        if node is not None:
            return node
    return None


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else worded(node)
