"""From the place that a finding names to the values of the file that have their text there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from policycheck.document import Mapping, Node, Scalar
from policycheck.document import Sequence as SequenceNode
from policycheck.fix.wanted import Wanted
from policycheck.readers import Input, drafts
from policycheck.readers.door import listed_accounts
from policycheck.readers.reader import Draft, shape_of

__all__ = ["Stand", "Steps", "Target", "scalar_at", "targets"]

#: The way to a value in a record, as a draft has it.
Steps = tuple[str, ...]


class Stand(NamedTuple):
    """A value in which a fix stands: in which input, the how manieth of it, and where there.

    `records` says how many records are made of what has the value: one for each account.
    """

    input: int
    number: int
    steps: Steps
    scalar: Scalar
    records: int = 1


class Target(NamedTuple):
    """A fix, and every value that has its words at that place: none where they are gone."""

    wanted: Wanted
    stands: tuple[Stand, ...]

    @property
    def records(self) -> int:
        """How many records have the words."""
        return sum(stand.records for stand in self.stands)


def targets(inputs: Sequence[Input], wanted: Iterable[Wanted]) -> list[Target]:
    """Read the inputs of one file and find where each fix stands in them."""
    found: dict[Wanted, list[Stand]] = {one: [] for one in wanted}
    by_pointer: dict[str, list[Wanted]] = {}
    for one in sorted(found, key=_line):
        by_pointer.setdefault(one.place.pointer, []).append(one)
    for index, given in enumerate(inputs):
        for number, draft in enumerate(drafts(given)):
            if isinstance(draft, Draft):
                for one, steps, scalar in _in_draft(draft, by_pointer):
                    records = _records(draft, given)
                    found[one].append(Stand(index, number, steps, scalar, records))
    return [Target(one, tuple(stands)) for one, stands in found.items()]


def _in_draft(
    draft: Draft, by_pointer: dict[str, list[Wanted]]
) -> Iterable[tuple[Wanted, Steps, Scalar]]:
    source = draft.node.source
    for pointer, ones in by_pointer.items():
        first = bisect_left(ones, source.first_line, key=_line)
        near = ones[first : bisect_right(ones, source.last_line, lo=first, key=_line)]
        if not near:
            continue
        steps = tuple(_unescaped(step) for step in pointer.split("/")[1:])
        steps, scalar = scalar_at(draft.node, steps)
        if scalar is not None:
            yield from ((one, steps, scalar) for one in near if _stands(one, scalar))


def _line(one: Wanted) -> int:
    return one.place.line


def _records(draft: Draft, given: Input) -> int:
    listed = listed_accounts(draft.node, shape_of(given))
    return max(1, len(listed[1])) if listed else 1


def scalar_at(root: Node, steps: Steps) -> tuple[Steps, Scalar | None]:
    """The text at the end of the steps, or at the end of the first of them: `links: [epa.gov]`."""
    node: Node | None = root
    for depth, step in enumerate(steps):
        if isinstance(node, Scalar):
            return steps[:depth], node
        if isinstance(node, Mapping):
            node = node.get(step)
        elif isinstance(node, SequenceNode):
            index = int(step) if step.isdecimal() else len(node.items)
            node = node.items[index] if index < len(node.items) else None
    return steps, node if isinstance(node, Scalar) else None


def _stands(one: Wanted, scalar: Scalar) -> bool:
    place = one.place
    if scalar.text[place.start : place.end] != one.match:
        return False
    span = scalar.segments.locate(place.start, place.end)
    first, last = scalar.source.position(span.start), scalar.source.position(span.end)
    return (*first, *last) == (place.line, place.column, place.end_line, place.end_column)


def _unescaped(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")
