"""A check in words: what must hold of a record."""

from __future__ import annotations

from collections.abc import Callable

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.policy.wording.in_fields import IN_FIELDS
from policycheck.policy.wording.in_texts import IN_TEXTS
from policycheck.policy.wording.of_text import OF_TEXT
from policycheck.policy.wording.over_records import OVER_RECORDS
from policycheck.policy.wording.saying import Asked, Options, Saying, capital

__all__ = ["SENTENCES", "asked_by"]

#: Name of a kind → what it asks, one sentence each.
SENTENCES: dict[str, Callable[[Options], list[str]]] = {
    **IN_TEXTS,
    **OF_TEXT,
    **IN_FIELDS,
    **OVER_RECORDS,
}


def asked_by(node: Node, say: Saying) -> list[Asked]:
    """What a check asks; a check that combines others asks one thing, made of theirs."""
    if not isinstance(node, Mapping):
        return []
    named = node.get("kind")
    if isinstance(named, Scalar):
        return [Asked(f"{capital(text)}.") for text in SENTENCES[named.text](Options(node, say))]
    for word, combine in _COMBINED.items():
        inner = node.get(word)
        if inner is not None:
            return combine(inner, say)
    return []


def _all(node: Node, say: Saying) -> list[Asked]:
    return [one for part in _parts(node) for one in asked_by(part, say)]


def _any(node: Node, say: Saying) -> list[Asked]:
    return [Asked("At least one of these holds:", _wholes(node, say))]


def _not(node: Node, say: Saying) -> list[Asked]:
    """Not both this and not that: if this, then that."""
    both = _parts(node.get("all")) if isinstance(node, Mapping) else []
    below = both[-1].get("not") if both and isinstance(both[-1], Mapping) else None
    if below is not None and len(both) > 1:
        first = [one for part in both[:-1] for one in asked_by(part, say)]
        then = tuple(asked_by(below, say))
        return [Asked(f"Where this holds: {' '.join(one.text for one in first)}", then)]
    return [Asked("This does not hold:", tuple(asked_by(node, say)))]


def _wholes(node: Node, say: Saying) -> tuple[Asked, ...]:
    """The parts of a list, each as one thing that is asked."""
    made = [asked_by(part, say) for part in _parts(node)]
    return tuple(
        one[0] if len(one) == 1 else Asked("All of this holds:", tuple(one)) for one in made
    )


def _parts(node: Node | None) -> list[Node]:
    return node.items if isinstance(node, Sequence) else []


_COMBINED: dict[str, Callable[[Node, Saying], list[Asked]]] = {
    "all": _all,
    "any": _any,
    "not": _not,
}
