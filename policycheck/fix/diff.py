"""What fixes would change, as a unified diff that people read and `patch` takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import unified_diff

from msgspec.structs import replace

from policycheck.fix.file_text import Edit, FileText, with_edits
from policycheck.readers import Input, drafts
from policycheck.readers.reader import Draft

__all__ = ["diff_lines", "shown_text"]


def shown_text(inputs: Iterable[Input], data: bytes) -> str:
    """The text of a file, with the secrets covered that its readers leave out of records.

    They cover them in the source, where each keeps its place.
    """
    file = FileText("", data)
    edits: set[Edit] = set()
    for given in inputs:
        for draft in drafts(replace(given, data=data)):
            if isinstance(draft, Draft):
                start, text = file.start_of(draft.node.source), draft.node.source.text
                if not file.text.startswith(text, start):
                    edits.add(Edit(start, start + len(text), text))
    return with_edits(file.text, edits)


def diff_lines(path: str, before: str, after: str) -> Iterator[str]:
    r"""Give the lines of the diff, each with its `\n`; nothing where nothing changes.

    Lines are those of `patch`: they end at `\n`, and what stands before it, also `\r`, is theirs.
    """
    for line in unified_diff(_lines(before), _lines(after), path, path):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    *whole, rest = text.split("\n")
    return [f"{line}\n" for line in whole] + ([rest] if rest else [])
