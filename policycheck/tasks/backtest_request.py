"""What is asked of a backtest: two policies, the records, and what a value is tried with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from policycheck.model.backtest import Limit
from policycheck.model.moment import Moment
from policycheck.policy.project import Project
from policycheck.readers.files import STDIN_NAME

__all__ = ["BacktestRequest"]


@dataclass(frozen=True, slots=True)
class BacktestRequest:
    """Which records to judge by which two policies. `now` is read by the caller, never here.

    `base` is the folder that `paths`, `old` and `new` are relative to; without paths the whole
    project is judged. `old_params` and `new_params` are NAME=VALUE. At most so many `examples` are
    kept of each rule and change.
    """

    old: str
    new: str
    paths: Sequence[str]
    base: Path
    now: datetime
    project: Project | None = None
    old_params: tuple[str, ...] = ()
    new_params: tuple[str, ...] = ()
    read_stdin: Callable[[], bytes] = bytes
    stdin_filename: str = STDIN_NAME
    as_of: Moment | None = None
    rules_as_of: Moment | None = None
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    examples: int = 3
    limits: tuple[Limit, ...] = ()

    @property
    def root(self) -> Path:
        """The folder that all paths in the report are relative to."""
        return self.project.root if self.project else self.base
