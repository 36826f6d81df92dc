"""One file, once over: the fixes that can be made, made, and why the others were not.

All are tried at once. Where the file would then not read as it should, halves of them are, until
what is in the way stands alone; that is spelt in another way, or left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from policycheck.fix.file_text import Edit, FileText, apart
from policycheck.fix.job import Job, jobs
from policycheck.fix.refusal import Refused, Why, possible
from policycheck.fix.reread import reads_as
from policycheck.fix.spelling import SPELLINGS
from policycheck.fix.targets import Target, targets
from policycheck.fix.wanted import Wanted
from policycheck.readers import Input, reader_name

__all__ = ["Rewritten", "rewrite"]


class Rewritten(NamedTuple):
    """The bytes of a file with its fixes, those that were made, and why others were not."""

    data: bytes
    made: list[Wanted]
    refused: list[Refused]


class _Spelt(NamedTuple):
    """The fixes of a value, and how they are written."""

    job: Job
    edits: list[Edit]


def rewrite(inputs: Sequence[Input], data: bytes, wanted: Sequence[Wanted]) -> Rewritten:
    """Make the fixes of one file. Of fixes that overlap the first is made.

    `inputs` are all that the file is read as, with `data` in them. What is neither made nor refused
    stood in the way of another, and may be asked for again.
    """
    path = inputs[0].path
    file = FileText(path, data)
    found, refused = possible(file, targets(inputs, wanted))
    run = _Run(inputs, file, str(reader_name(path)))
    run.take(jobs(file, found))
    edits = [edit for spelt in run.taken for edit in spelt.edits]
    made = [target.wanted for spelt in run.taken for target in spelt.job.targets]
    return Rewritten(file.with_edits(edits), made, [*refused, *run.refused])


@dataclass(slots=True)
class _Run:
    """What of a file has been settled so far."""

    inputs: Sequence[Input]
    file: FileText
    reader: str
    taken: list[_Spelt] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def take(self, gathered: Sequence[Job]) -> None:
        """Take the jobs that fit, each with a spelling that does."""
        if not gathered:
            return
        likely = [_Spelt(job, next(self._ways(job), [])) for job in gathered]
        if self._fits(likely):
            self.taken += likely
        elif len(gathered) == 1:
            self._take_alone(gathered[0])
        else:
            half = len(gathered) // 2
            self.take(gathered[:half])
            self.take(gathered[half:])

    def _take_alone(self, job: Job) -> None:
        """Take a job in another spelling, else those of its fixes that can be made."""
        spelt = self._other_spelling(job, first=1)
        kept: list[Target] = []
        for target in job.targets if spelt is None else ():
            more = self._other_spelling(job.with_targets([*kept, target]))
            if more is None:
                self.refused.append((target.wanted, Why.UNREADABLE))
            else:
                spelt, kept = more, [*kept, target]
        if spelt is not None:
            self.taken.append(spelt)

    def _other_spelling(self, job: Job, first: int = 0) -> _Spelt | None:
        tried = (_Spelt(job, edits) for edits in islice(self._ways(job), first, None))
        return next((spelt for spelt in tried if self._fits([spelt])), None)

    def _ways(self, job: Job) -> Iterator[list[Edit]]:
        return SPELLINGS[self.reader](job)

    def _fits(self, more: Sequence[_Spelt]) -> bool:
        """Whether the file reads as it should with these beside all that is taken."""
        every = [*self.taken, *more]
        edits = [edit for spelt in every for edit in spelt.edits]
        if not all(spelt.edits for spelt in more) or not apart(edits):
            return False
        made = [target for spelt in every for target in spelt.job.targets]
        return reads_as(self.inputs, self.file.with_edits(edits), made)
