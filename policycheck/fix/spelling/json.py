"""Values of JSON: what a string cannot hold is escaped, and the rest stands as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator

from policycheck.fix.file_text import Edit
from policycheck.fix.job import Job

__all__ = ["in_json"]


def in_json(job: Job) -> Iterator[list[Edit]]:
    """In a file that escapes all that is not ASCII, the replacement is escaped too."""
    text = job.file.text
    only_ascii = text.isascii() and "\\u" in text
    yield job.in_place(lambda new: json.dumps(new, ensure_ascii=only_ascii)[1:-1])
