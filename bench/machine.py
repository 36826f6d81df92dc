"""The facts of a machine without which a figure says nothing."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bench.measure import ROOT, processors

__all__ = ["Machine"]


class Machine(NamedTuple):
    """Where, when and of what figures were taken.

    `load` is the average of the last minute. `commit` is '' where git knows of none; it ends in
    -dirty where something had changed since.
    """

    taken_at: str
    system: str
    processor: str
    processors: int
    memory_megabytes: int
    python: str
    load: float
    commit: str = ""

    @classmethod
    def here(cls) -> Machine:
        return cls(
            taken_at=datetime.now(UTC).isoformat(timespec="seconds"),
            system=f"{platform.system()} {platform.release()}",
            processor=_processor(),
            processors=processors(),
            memory_megabytes=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20,
            python=f"{platform.python_implementation()} {sys.version.split()[0]}",
            load=round(os.getloadavg()[0], 1),
            commit=_commit(),
        )

    @property
    def is_busy(self) -> bool:
        """Whether others want the processors too, so that the clock says little."""
        return self.load > self.processors / 2

    def __str__(self) -> str:
        return (
            f"{self.processor}, {self.processors} processors, {self.memory_megabytes:,} MB, "
            f"{self.system}, {self.python}, load {self.load}"
        )


def _commit() -> str:
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--exclude", "*"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    if facts.exists():
        for line in facts.read_text(encoding="utf-8").split("\n"):
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
