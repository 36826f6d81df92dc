"""The register of waivers: what was excepted from which rule, by whom, until when, and whether."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from policycheck.errors import Problem
from policycheck.model.report import PolicyName

__all__ = ["Register", "RegisterEntry", "WaiverState"]


class WaiverState(StrEnum):
    """How a waiver stands. Only one that is in force, or about to expire, covers anything."""

    IN_FORCE = "in force"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    UNUSED = "unused"
    INVALID = "invalid"


class RegisterEntry(NamedTuple):
    """One waiver as its file has it, how it stands, and why it does not count where it does not.

    `record` is an id, with its `kind` where the waiver names one; or `account` is given instead.
    `days_left` counts days of the project's zone up to `expires`, below 0 once it has expired; None
    where there is no such date. Lines and columns count from 1.
    """

    rule: str
    record: str
    kind: str
    account: str
    state: WaiverState
    days_left: int | None
    approved_by: str
    granted: str
    expires: str
    reason: str
    evidence: str
    why: tuple[str, ...]
    path: str
    line: int
    column: int


class Register(NamedTuple):
    """All waivers of a project in the order of their files, and what could not be read."""

    version: str
    as_of: str | None
    policy: PolicyName
    waivers: tuple[RegisterEntry, ...]
    errors: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
