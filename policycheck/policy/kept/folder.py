"""The folder in which compiled policies are kept: one's own alone, small, and never in the way.

Whatever goes wrong here, the policy is read as if there were no folder.
"""

from __future__ import annotations

import os
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from policycheck.policy.inputs import digest_of

__all__ = ["Folder"]

_MAGIC: Final = b"policycheck compiled policy 1\n"
_DIGEST: Final = 20
_LARGEST: Final = 16 << 20
_MOST_FILES: Final = 32
_MOST_BYTES: Final = 64 << 20
_ENDING: Final = ".policy"
_UNFINISHED: Final = ".part"
_HOUR, _DAY = 3_600, 86_400


class Folder:
    """Files by name. A damaged one is as good as none; writers replace whole files."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, name: str) -> bytes | None:
        """What was kept under a name; None where there is nothing that can be trusted."""
        try:
            if not self._is_safe():
                return None
            data = self._bytes(name)
        except OSError:
            return None
        start = len(_MAGIC) + _DIGEST
        body = data[start:]
        if not data.startswith(_MAGIC) or digest_of(body) != data[len(_MAGIC) : start]:
            return None
        return body

    def write(self, name: str, body: bytes) -> None:
        """Keep the bytes under a name, in place of what was there, and throw out what is old."""
        if len(body) > _LARGEST:
            return
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                self.path.mkdir(mode=0o700)
            if self._is_safe():
                self._replace(name, _MAGIC + digest_of(body) + body)
                self._prune()

    def _is_safe(self) -> bool:
        """Whether it is a folder of one's own that nobody else can write to or read."""
        found = os.lstat(self.path)
        if not stat.S_ISDIR(found.st_mode):
            return False  # a link, perhaps: it is not followed
        return os.name == "nt" or (
            found.st_uid == os.geteuid() and not stat.S_IMODE(found.st_mode) & 0o077
        )

    def _bytes(self, name: str) -> bytes:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        file = os.open(self.path / (name + _ENDING), flags)
        try:
            found = os.fstat(file)
            if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
                return b""
            if time.time() - found.st_mtime > _DAY:
                os.utime(self.path / (name + _ENDING))  # it was used: it is not thrown out next
            with os.fdopen(os.dup(file), "rb", buffering=0) as opened:
                return opened.read()
        finally:
            os.close(file)

    def _replace(self, name: str, data: bytes) -> None:
        """Write beside, then rename: a reader has the old file or the new one, never a part."""
        unfinished = self.path / f"{name}.{os.getpid()}-{os.urandom(6).hex()}{_UNFINISHED}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        file = os.open(unfinished, flags, 0o600)
        try:
            with os.fdopen(file, "wb") as opened:
                opened.write(data)
            os.replace(unfinished, self.path / (name + _ENDING))  # noqa: PTH105
        except OSError:
            with suppress(OSError):
                unfinished.unlink()
            raise

    def _prune(self) -> None:
        """Leave the newest, and nothing that a writer began and never finished."""
        found = []
        with os.scandir(self.path) as entries:
            for entry in entries:
                about = entry.stat(follow_symlinks=False)
                is_left = entry.name.endswith(_UNFINISHED) and time.time() - about.st_mtime > _HOUR
                if is_left:
                    _remove(entry.path)
                elif entry.name.endswith(_ENDING):
                    found.append((about.st_mtime, about.st_size, entry.path))
        size = 0
        for number, (_, bytes_, path) in enumerate(sorted(found, reverse=True)):
            size += bytes_
            if number >= _MOST_FILES or size > _MOST_BYTES:
                _remove(path)


def _remove(path: str) -> None:
    with suppress(OSError):  # another run was faster
        os.unlink(path)  # noqa: PTH108
