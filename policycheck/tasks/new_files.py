"""Files that are written all together or not at all, and never in place of others."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

__all__ = ["write_new_files"]


def write_new_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write files into a folder, by their paths relative to it; folders are made as needed.

    Everything is written beside its place first, so that what can fail fails before anything
    shows. Raises OSError where something cannot be written, or a file is there already; then all
    that was made until then is taken away again.
    """
    made: list[Path] = []
    done: list[Path] = []
    try:
        _make_folder(folder, made)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".policycheck-init-") as name:
            unfinished = [Path(name) / str(number) for number in range(len(files))]
            for file, text in zip(unfinished, files.values(), strict=True):
                file.write_text(text, encoding="utf-8", newline="")
            for file, path in zip(unfinished, files, strict=True):
                _make_folder((folder / path).parent, made)
                _put(file, folder / path)
                done.append(folder / path)
    except BaseException:
        for file in done:
            file.unlink()
        for one in reversed(made):
            one.rmdir()
        raise


def _put(source: Path, target: Path) -> None:
    """Give a file its name, unless there is one of that name."""
    try:
        target.hardlink_to(source)
    except FileExistsError:
        raise
    except OSError:
        _copy(source, target)  # a file system without links


def _copy(source: Path, target: Path) -> None:
    with target.open("xb") as opened:
        try:
            with source.open("rb") as written:
                shutil.copyfileobj(written, opened)
        except BaseException:
            target.unlink()
            raise


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it; each one is noted as soon as it is there."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir()
        made.append(one)
