"""The fixes of one value, on their way to be spelt as its file spells it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from policycheck.document import Scalar
from policycheck.fix.file_text import Edit, FileText, apart
from policycheck.fix.reread import text_with
from policycheck.fix.targets import Target
from policycheck.fix.wanted import Wanted
from policycheck.source import Span

__all__ = ["Job", "Spelling", "jobs"]


@dataclass(frozen=True, slots=True)
class Job:
    """Fixes that stand in the same value; `base` is where the value's source begins in the file."""

    file: FileText
    scalar: Scalar
    base: int
    targets: tuple[Target, ...]

    @classmethod
    def of(cls, file: FileText, target: Target) -> Job:
        """The job of one fix."""
        scalar = target.stands[0].scalar
        return cls(file, scalar, file.start_of(scalar.source), (target,))

    def with_targets(self, targets: Sequence[Target]) -> Job:
        return Job(self.file, self.scalar, self.base, tuple(targets))

    @property
    def new_text(self) -> str:
        """What the value is to read as."""
        return text_with(self.scalar.text, (target.wanted for target in self.targets))

    @property
    def whole(self) -> Span:
        """Where the value stands in the file, quotes and all."""
        return Span(self.base + self.scalar.span.start, self.base + self.scalar.span.end)

    @property
    def raw(self) -> str:
        """The characters of the file that spell the value."""
        return self.file.source.cut(self.whole)

    def span(self, wanted: Wanted) -> Span:
        """What a fix replaces, in the file."""
        start, end = self.scalar.segments.locate(wanted.place.start, wanted.place.end)
        return Span(self.base + start, self.base + end)

    def in_place(self, escape: Callable[[str], str]) -> list[Edit]:
        """Each replacement where its words stand, with what its characters need there."""
        spans = ((self.span(target.wanted), target.wanted.replacement) for target in self.targets)
        return [Edit(*span, escape(text)) for span, text in spans]

    def gap(self, wanted: Wanted) -> str:
        """What stands between the words of a fix in the file and is none of them: marks, blanks."""
        start, end = self.scalar.segments.locate(wanted.place.start, wanted.place.end)
        text = self.scalar.source.text
        pieces, at = [], start
        for run in sorted(self.scalar.segments.runs(), key=lambda run: run.start):
            if run.start < end and run.start + run.size > start:
                pieces.append(text[at : max(at, run.start)])
                at = max(at, run.start + run.size)
        return "".join([*pieces, text[at:end]])


#: From the fixes of a value to ways of writing them, the most likely first.
Spelling: TypeAlias = Callable[[Job], Iterator[list[Edit]]]


def jobs(file: FileText, found: Iterable[Target]) -> list[Job]:
    """Gather fixes by the value that they stand in; of those that overlap the first is taken."""
    by_value: dict[tuple[int, int, int, str], Job] = {}
    taken: list[Edit] = []
    for target in found:
        alone = Job.of(file, target)
        edits = alone.in_place(str)
        if not apart([*taken[-1:], *edits]):
            continue
        taken += edits
        key = (alone.base, *alone.scalar.span, alone.scalar.text)
        known = by_value.get(key)
        by_value[key] = known.with_targets([*known.targets, target]) if known else alone
    return list(by_value.values())
