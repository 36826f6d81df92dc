"""What comes to a list and what goes from it.

`{add: […], remove: […]}` is how an override changes one that it inherits; of two versions of a list
the same can be told.
"""

from __future__ import annotations

from policycheck.document import Entry, Mapping, Node, Scalar, Sequence
from policycheck.mistakes.policies import LIST_CHANGE
from policycheck.policy.problems import Problems, nearest
from policycheck.policy.validation import as_python

__all__ = ["added_to", "changed_list", "is_change_of_list"]

_WORDS = ("add", "remove")


def is_change_of_list(node: Node) -> bool:
    return isinstance(node, Mapping) and bool(node.entries) and set(node.entries) <= set(_WORDS)


def changed_list(base: Node, filled: Node, change: Mapping, problems: Problems) -> Node:
    """The list (or mapping) with what is added and without what is removed.

    `base` is what is inherited, `filled` the same with its parameters filled in: something is taken
    out of what they stand for, and added beside them, so that they may still be set below.
    """
    removed = change.get("remove")
    if removed is not None:
        base = _without(filled, removed, change, problems)
    added = change.get("add")
    if added is None:
        return base
    if isinstance(base, Mapping):
        return _with_entries(base, added, problems)
    items = base.items if isinstance(base, Sequence) else [base]
    return Sequence(change.source, change.span, [*items, *_items(added)])


def _items(node: Node) -> list[Node]:
    return node.items if isinstance(node, Sequence) else [node]


def _with_entries(base: Mapping, added: Node, problems: Problems) -> Mapping:
    if not isinstance(added, Mapping):
        problems.at(
            added, LIST_CHANGE, "add takes keys with values here", "write such as {utilize: use}"
        )
        return base
    entries: dict[str, Entry] = {**base.entries, **added.entries}
    return Mapping(added.source, added.span, entries)


def _without(base: Node, removed: Node, change: Mapping, problems: Problems) -> Node:
    texts = {one.text: one for one in _items(removed) if isinstance(one, Scalar)}
    known = (
        list(base.entries)
        if isinstance(base, Mapping)
        else [one.text for one in _items(base) if isinstance(one, Scalar)]
    )
    for text, node in texts.items():
        if text not in known:
            message = f"{text} is not in the list, so it cannot be removed"
            problems.at(node, LIST_CHANGE, message, nearest(text, known))
    if isinstance(base, Mapping):
        left = {key: entry for key, entry in base.entries.items() if key not in texts}
        return Mapping(change.source, change.span, left)
    items = [one for one in _items(base) if not isinstance(one, Scalar) or one.text not in texts]
    return Sequence(change.source, change.span, items)


def added_to(old: Node | None, new: Node | None) -> list[Node]:
    """The items of a list (of a mapping, the keys with their values) that an older one has not.

    The other way round it gives what went. Of what is neither a list nor a mapping, nothing.
    """
    if isinstance(new, Mapping):
        before = old.entries if isinstance(old, Mapping) else {}
        return [
            Mapping(one.value.source, one.key.span, {one.key.text: one})
            for one in new
            if one.key.text not in before
            or as_python(before[one.key.text].value) != as_python(one.value)
        ]
    if not isinstance(new, Sequence):
        return []
    known = [as_python(one) for one in _items(old)] if old else []
    return [one for one in new.items if as_python(one) not in known]
