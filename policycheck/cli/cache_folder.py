"""Where compiled policies are kept between runs: in the cache folder of the person who runs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["cache_folder"]


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """`POLICYCHECK_CACHE_DIR`, else the folder that the system has for caches; None without one.

    Written out here: to import platformdirs takes longer than to check a draft.
    """
    named = environment.get("POLICYCHECK_CACHE_DIR")
    if named:
        return Path(named).absolute() / "policies"
    own = _of_the_system(environment)
    return own / "policycheck" / "policies" if own else None


def _of_the_system(environment: Mapping[str, str]) -> Path | None:
    if sys.platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return Path(local) if local else None
    given = environment.get("XDG_CACHE_HOME", "")
    if given.startswith("/"):  # the specification: a relative path is to be ignored
        return Path(given)
    home = environment.get("HOME", "")
    if not home.startswith("/"):
        return None
    return Path(home, *(("Library", "Caches") if sys.platform == "darwin" else (".cache",)))
