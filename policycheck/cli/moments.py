"""Dates and instants as options give them."""

from __future__ import annotations

from datetime import UTC

import click

from policycheck.model.moment import Moment, parse_moment
from policycheck.policy.project import Project

__all__ = ["moment"]


def moment(option: str, given: str | None, project: Project | None) -> Moment | None:
    """A date or an instant; one without a zone is in that of the project, else UTC."""
    try:
        return parse_moment(given, (project and project.zone) or UTC) if given else None
    except ValueError as problem:
        raise click.BadParameter(f"{given}: {problem}", param_hint=f"'{option}'") from None
