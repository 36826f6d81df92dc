"""What a policy was read from, so that a later run can tell whether it still says the same.

Contents count, not dates: two versions of a file may share size and date. What was looked for and
not there counts too, for a lexicon put beside a policy takes the place of the shipped one.
"""

from __future__ import annotations

import os
from pathlib import Path

from policycheck.digests import blake2b

__all__ = ["Inputs", "digest_of", "names_of_yaml"]


def digest_of(data: bytes) -> bytes:
    return blake2b(data, digest_size=20).digest()


def names_of_yaml(folder: str | Path) -> list[str]:
    """The names in a folder that end in `.yaml`, in order. Raises OSError."""
    return sorted(name for name in os.listdir(folder) if name.endswith(".yaml"))  # noqa: PTH208


class Inputs:
    """Everything that was looked at: files by content, folders by what they list.

    `targets` are the names of policies with the folder each was looked up from and the file found.
    """

    __slots__ = ("files", "listings", "missing", "targets")

    def __init__(self) -> None:
        self.targets: dict[tuple[str, str], str] = {}
        self.files: dict[str, bytes] = {}
        self.listings: dict[str, list[str]] = {}
        self.missing: set[str] = set()

    def read(self, file: Path, data: bytes) -> None:
        self.files[str(file)] = digest_of(data)

    def listed(self, folder: Path) -> list[Path]:
        """The YAML files of a folder. Raises OSError."""
        self.listings[str(folder)] = names_of_yaml(folder)
        return [folder / name for name in self.listings[str(folder)]]

    def looked_for(self, file: Path) -> bool:
        """Whether there is such a file."""
        if file.is_file():
            return True
        self.missing.add(str(file))
        return False
