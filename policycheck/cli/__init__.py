"""The command line: click, one file per command. It parses, calls a task, prints, and exits."""

from policycheck.cli.main import main

__all__ = ["main"]
