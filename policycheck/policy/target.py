"""Which file the name of a policy means."""

from __future__ import annotations

from pathlib import Path

from policycheck.policy.shipped import shipped

__all__ = ["file_of"]


def file_of(target: str, base: Path) -> Path | None:
    """The file of a policy: a path, a folder with a pack, or the name of a shipped pack."""
    path = base / target
    try:
        if (path / "pack.yaml").is_file():
            return (path / "pack.yaml").resolve()
        pack = shipped("rules") / target / "pack.yaml"
        if _is_one_name(target) and pack.is_file() and not path.is_file():
            return pack.resolve()
        if path.exists() or path.is_symlink() or target.endswith((".yaml", ".yml")):
            return path.resolve()
    except (OSError, ValueError, RuntimeError):
        return None  # no file can have such a name, or links go in a circle
    return None


def _is_one_name(target: str) -> bool:
    """Whether it may be the name of a shipped pack: letters, digits, hyphens and underscores."""
    return target.replace("-", "").replace("_", "").isalnum()
