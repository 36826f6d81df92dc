"""By which search a condition asks for the text of a record, where it asks for nothing else of it.

What no search finds in a text need not be asked of it again (see `engine/sorts.py`).
"""

from __future__ import annotations

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.plan import Search
from policycheck.policy.matchers import OR_UNKNOWN
from policycheck.policy.rule_scope import RuleScope

__all__ = ["searches_of"]


def searches_of(matcher: Node, scope: RuleScope) -> list[Search]:
    """The search of `contains` or `matches`; none where another matcher is asked, or several."""
    if not isinstance(matcher, Mapping):
        return []
    asked = [entry for entry in matcher if entry.key.text != OR_UNKNOWN]
    if len(asked) != 1:
        return []
    name, value = asked[0].key.text, asked[0].value
    if name == "not":
        return searches_of(value, scope)
    items = value.items if isinstance(value, Sequence) else [value]
    terms = tuple(item.text for item in items if isinstance(item, Scalar))
    if name == "contains":
        return [scope.search(terms, (), True, False)]
    return [scope.search((), terms, False, True)] if name == "matches" else []
