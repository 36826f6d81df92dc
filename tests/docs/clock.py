"""A clock that stands: what a page shows is to come out on any day on which it is read."""

from __future__ import annotations

import sys
from datetime import datetime, tzinfo
from importlib import import_module
from typing import Self

import pytest

from policycheck.cli.main import COMMANDS

__all__ = ["stop_the_clock"]


def stop_the_clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """Let the command line, the only part that reads a clock, read this instant."""

    class Standing(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            there = at.astimezone(tz)
            return cls.combine(there.date(), there.timetz())

    for path in COMMANDS.values():
        import_module(path)
    readers = [
        module
        for name, module in sorted(sys.modules.items())
        if name.startswith("policycheck.cli.") and getattr(module, "datetime", None) is datetime
    ]
    assert readers, "the command line reads the clock somewhere else by now"
    for module in readers:
        monkeypatch.setattr(module, "datetime", Standing)
