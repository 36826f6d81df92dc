"""The project that a folder belongs to."""

from __future__ import annotations

from pathlib import Path

from policycheck.policy.project import Project, find_project

__all__ = ["project_at"]


def project_at(folder: Path, below: Path | None = None) -> Project | None:
    """The project of the nearest `policycheck.yaml` in the folder or above it, None without one.

    With `below` a project file above that folder is none of ours.

    Raises InputError with everything that is wrong with the file.
    """
    file = find_project(folder)
    if file is None or (below and not file.is_relative_to(below)):
        return None
    # Only projects pay for reading one.
    from policycheck.policy.project_file import read_project

    return read_project(file)
