"""Whether a file with edits reads as it should: new words where they belong, all else the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from policycheck.document import Mapping as MappingNode
from policycheck.document import Node, Scalar
from policycheck.errors import Problem
from policycheck.fix.targets import Steps, Target, scalar_at
from policycheck.fix.wanted import Wanted
from policycheck.readers import Input, drafts
from policycheck.readers.reader import Draft

__all__ = ["reads_as", "text_with"]

_NUMBER = re.compile(r"\d+")
_EMPTY = "\0empty"

#: What is to change in one record: the fixes of each value.
Changes: TypeAlias = Mapping[Steps, Sequence[Wanted]]


class _Leaf(NamedTuple):
    steps: Steps
    scalar: Scalar | None  # None for a list or a mapping that is empty


def text_with(text: str, wanted: Iterable[Wanted]) -> str:
    """A value's text with its fixes, which do not overlap."""
    for one in sorted(wanted, key=lambda one: one.place.start, reverse=True):
        text = text[: one.place.start] + one.replacement + text[one.place.end :]
    return text


def reads_as(inputs: Sequence[Input], after: bytes, made: Iterable[Target]) -> bool:
    """Whether the inputs read from `after` as they do now, but for these fixes."""
    changes: dict[tuple[int, int], dict[Steps, list[Wanted]]] = {}
    for target in made:
        for stand in target.stands:
            of_record = changes.setdefault((stand.input, stand.number), {})
            of_record.setdefault(stand.steps, []).append(target.wanted)
    for index, given in enumerate(inputs):
        both = zip_longest(drafts(given), drafts(replace(given, data=after)))
        for number, (old, new) in enumerate(both):
            if not _as_expected(old, new, changes.get((index, number), {})):
                return False
    return True


def _as_expected(old: Draft | Problem | None, new: Draft | Problem | None, of: Changes) -> bool:
    if isinstance(old, Draft) and isinstance(new, Draft):
        return _head(old) == _head(new) and _same_values(old, new, of)
    if isinstance(old, Problem) and isinstance(new, Problem):
        return _NUMBER.sub("0", old.message) == _NUMBER.sub("0", new.message)
    return False


def _head(draft: Draft) -> tuple[object, ...]:
    return (draft.suffix, draft.carried, draft.withheld.keys(), draft.layout, draft.numbered)


def _same_values(old: Draft, new: Draft, of: Changes) -> bool:
    if not of and old.plain is not None and old.plain == new.plain:
        return True
    before, after = list(_leaves(old.node)), list(_leaves(new.node))
    if of:
        before, after = _without_implied(before, old, of), _without_implied(after, new, of)
    return len(before) == len(after) and all(
        _is_right(was, now, of.get(was.steps)) for was, now in zip(before, after, strict=True)
    )


def _leaves(node: Node, steps: Steps = ()) -> Iterator[_Leaf]:
    if isinstance(node, Scalar):
        yield _Leaf(steps, node)
        return
    if isinstance(node, MappingNode):
        below = [(entry.key.text, entry.value) for entry in node]
    else:
        below = [(str(number), item) for number, item in enumerate(node.items)]
    for step, value in below:
        yield from _leaves(value, (*steps, step))
    if not below:
        yield _Leaf((*steps, _EMPTY), None)


def _without_implied(leaves: list[_Leaf], draft: Draft, of: Changes) -> list[_Leaf]:
    """The values but links that are pieces of a text that changes: they change with it.

    Links that stand beside the text, such as those under words of Markdown, stay; their numbers in
    the list may move.
    """
    texts = [scalar for steps in of if (scalar := scalar_at(draft.node, steps)[1]) is not None]
    kept = []
    for leaf in leaves:
        if leaf.steps[0] == "links" and leaf.steps not in of:
            if leaf.scalar is not None and any(_is_piece(leaf.scalar, text) for text in texts):
                continue
            leaf = _Leaf(("links", *leaf.steps[2:]), leaf.scalar)  # noqa: PLW2901
        kept.append(leaf)
    return kept


def _is_piece(scalar: Scalar, text: Scalar) -> bool:
    if scalar is text or scalar.source is not text.source:
        return False
    return any(
        run.start <= scalar.span.start < run.start + run.size for run in text.segments.runs()
    )


def _is_right(was: _Leaf, now: _Leaf, wanted: Sequence[Wanted] | None) -> bool:
    if was.steps != now.steps or was.scalar is None or now.scalar is None:
        return was == now
    if wanted is None:
        return (was.scalar.text, was.scalar.style) == (now.scalar.text, now.scalar.style)
    lost = now.scalar.is_null and not was.scalar.is_null
    return not lost and now.scalar.text == text_with(was.scalar.text, wanted)
