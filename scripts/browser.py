"""Find a Chromium for the tests of the report page, or install the distribution's.

    python scripts/browser.py

Prints its path. Installing is only tried with apt-get, as root or where sudo asks for no password;
else it says so and prints nothing, and the tests that need a browser are skipped.
`POLICYCHECK_BROWSER` names one to be used instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["NoBrowserError", "browser", "find", "installed"]

_NAMES = ("chromium", "chromium-browser", "google-chrome")


class NoBrowserError(Exception):
    """There is none, and none may be installed."""


def find() -> str:
    """The path of a browser, '' where there is none."""
    named = os.environ.get("POLICYCHECK_BROWSER", "")
    return named or next(filter(None, map(shutil.which, _NAMES)), "")


def installed() -> str:
    """The same, after an attempt to install one. Raises NoBrowserError where that fails."""
    found = find()
    if found:
        return found
    apt = shutil.which("apt-get")
    if apt is None:
        raise NoBrowserError("no Chromium is here, nor apt-get to install it")
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    try:
        for words in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
            command = [*as_root, apt, "-qq", *words]
            subprocess.run(command, check=True, timeout=600, stdout=sys.stderr)
    except (OSError, subprocess.SubprocessError) as problem:
        raise NoBrowserError(
            f"no Chromium is here, and it cannot be installed: {problem}"
        ) from None
    return find()


@contextmanager
def browser(executable: str = "") -> Iterator[Browser]:
    """A headless browser. Raises NoBrowserError where there is none."""
    from playwright.sync_api import sync_playwright

    path = executable or find()
    if not path:
        raise NoBrowserError("no Chromium is here: name one with --browser or POLICYCHECK_BROWSER")
    with sync_playwright() as playwright:
        # The page is our own, and a container has no user namespaces for a sandbox.
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield started
        finally:
            started.close()


def main() -> None:
    try:
        print(installed())
    except NoBrowserError as problem:
        print(f"{problem}; the tests that need a browser are skipped", file=sys.stderr)


if __name__ == "__main__":
    main()
