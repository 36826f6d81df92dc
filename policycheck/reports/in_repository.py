"""Paths as a service shows them: from the root of the repository, wherever in it the project is."""

from __future__ import annotations

from policycheck.reports.format import Style

__all__ = ["in_repository"]


def in_repository(path: str, style: Style) -> str:
    """Give a path of a report from the root of the repository; one outside stays as it is."""
    if not style.repository:
        return path
    inside = style.repository.rstrip("/") + "/"
    if path.startswith("/") or path[1:3] == ":/":
        return path.removeprefix(inside)
    folder = style.folder.rstrip("/") + "/"
    return folder.removeprefix(inside) + path if folder.startswith(inside) else path
