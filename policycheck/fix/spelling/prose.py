"""Text as people write it: as it is, else with backslashes before what Markdown takes for marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policycheck.fix.file_text import Edit
from policycheck.fix.job import Job

__all__ = ["in_prose"]

_MARKS = re.compile(r"[!-/:-@\[-`{-~]")


def in_prose(job: Job) -> Iterator[list[Edit]]:
    yield job.in_place(str)
    yield job.in_place(lambda text: _MARKS.sub(r"\\\g<0>", text))
