"""The pages that people read, and the blocks of code in them.

What a test has to know of a block, and a reader need not, stands in a comment right above it:

    <!-- block: in examples/agency; status 1; file policy.yaml; fragment of a rule -->

`in` is the folder in which it is run, from the top of the repository; without it, where the block
before has left off. `file` is the name under which the block is saved. `status` is how its commands
end: one number for all or one for each; without it, 0. `fragment` says that the block is no whole
document, and of what it is a part; `shown`, why a text that no test writes stands there.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.running import ROOT

__all__ = ["PAGES", "Block", "blocks", "name", "prose"]

#: All Markdown of the repository that is documentation, and no record that is checked.
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "examples").rglob("README.md"),
    ]
)

_FENCE = re.compile(r"( *)(`{3,}|~{3,})[ ]*([^`\n]*)")
_ABOUT = re.compile(r"<!-- block: (.+) -->")
_KNOWN = frozenset({"in", "file", "status", "fragment", "shown"})


@dataclass
class Block:
    """A block of code: where its content begins (from 1) and ends in the page, and what it is."""

    page: Path
    line: int
    end: int
    indent: int
    language: str
    body: str
    about: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return f"{name(self.page)}:{self.line}"


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of a page, from top to bottom."""
    lines = page.read_text(encoding="utf-8").split("\n")
    start, above = 0, ""
    while start < len(lines):
        fence = _FENCE.fullmatch(lines[start])
        if fence is None:
            above = lines[start].strip() or above
            start += 1
            continue
        end = _end(lines, start, fence[2])
        body = textwrap.dedent("".join(f"{line}\n" for line in lines[start + 1 : end]))
        found = Block(page, start + 2, end, len(fence[1]), fence[3].strip(), body)
        found.about = _about(above, found)
        yield found
        start, above = end + 1, ""


def _end(lines: list[str], start: int, fence: str) -> int:
    for number in range(start + 1, len(lines)):
        if re.fullmatch(rf" *{re.escape(fence[0])}{{{len(fence)},}} *", lines[number]):
            return number
    raise AssertionError(f"line {start + 1}: this block has no end")


def _about(above: str, block: Block) -> dict[str, str]:
    comment = _ABOUT.fullmatch(above)
    said = {}
    for part in comment[1].split("; ") if comment else ():
        word, _, rest = part.partition(" ")
        assert word in _KNOWN, f"{block.place}: {word!r} is none of {sorted(_KNOWN)}"
        assert rest, f"{block.place}: {word} of what?"
        said[word] = rest
    return said


def prose(page: Path) -> list[tuple[int, str]]:
    """The lines of a page that are in no block, with their numbers."""
    lines = page.read_text(encoding="utf-8").split("\n")
    coded = {line for block in blocks(page) for line in range(block.line - 1, block.end + 2)}
    return [(number, line) for number, line in enumerate(lines, 1) if number not in coded]
