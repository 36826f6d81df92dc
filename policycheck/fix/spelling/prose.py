"""Text as people write it: as it is, else with backslashes before what Markdown takes for marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from policycheck.fix.file_text import Edit
from policycheck.fix.job import Job

__all__ = ["in_prose"]

_MARKS = re.compile(r"[\\*_\[\]<`]")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def in_prose(job: Job) -> Iterator[list[Edit]]:
    """A mark that means something only somewhere, such as # at the start of a line, comes last."""
    yield job.in_place(str)
    for marks in (_MARKS, _PUNCTUATION):
        yield job.in_place(partial(marks.sub, r"\\\g<0>"))
