"""Texts with YAML above them: a value is spelt as YAML in the one, as prose in the other."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.fix.file_text import Edit
from policycheck.fix.job import Job
from policycheck.fix.spelling.prose import in_prose
from policycheck.fix.spelling.yaml import in_yaml
from policycheck.readers.front_matter import read_front_matter

__all__ = ["in_either"]


def in_either(job: Job) -> Iterator[list[Edit]]:
    """Begin with the likely one; a thread may have front matter further down, so try both."""
    above = job.whole.start < read_front_matter(job.file.source).body.start
    first, then = (in_yaml, in_prose) if above else (in_prose, in_yaml)
    yield from first(job)
    yield from then(job)
