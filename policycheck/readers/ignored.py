"""What a walk through a folder leaves out: hidden entries, and what .gitignore files name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

__all__ = ["Ignored"]

_LINE_END = re.compile(r"\r\n|\n|\r")


class Ignored(Struct, frozen=True):
    """The .gitignore files that hold in a folder, outermost first, each with its own folder."""

    specs: tuple[tuple[Path, GitIgnoreSpec], ...] = ()

    @classmethod
    def above(cls, folder: Path) -> Ignored:
        """Collect those above a folder, from the root of its repository on; none without one."""
        roots = [parent for parent in (folder, *folder.parents) if (parent / ".git").exists()]
        if not roots:
            return cls()
        ignored = cls()
        for parent in reversed(folder.parents):
            if parent.is_relative_to(roots[0]):
                ignored = ignored.within(parent)
        return ignored

    def within(self, folder: Path) -> Ignored:
        """Add the .gitignore of a folder, where it has one that can be read."""
        try:
            text = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace")
        except OSError:  # there is none, or git could not read it either
            return self
        from pathspec import GitIgnoreSpec

        spec = GitIgnoreSpec.from_lines(_LINE_END.split(text))
        return Ignored((*self.specs, (folder, spec)))

    def leaves_out(self, entry: Path, *, is_folder: bool) -> bool:
        """Tell whether an entry is hidden or ignored; the innermost file that names it decides."""
        if entry.name.startswith("."):
            return True
        for folder, spec in reversed(self.specs):
            name = entry.relative_to(folder).as_posix() + ("/" if is_folder else "")
            verdict = spec.check_file(name).include
            if verdict is not None:
                return verdict
        return False
