"""The words of a caption file (SubRip or WebVTT), with the place of each."""

from __future__ import annotations

import re
from pathlib import Path

from policycheck.document import Scalar
from policycheck.source import Segments, Source, Span, TextBuilder

__all__ = ["read_captions"]

_LIMIT = 5_000_000
_TIMING = re.compile(r"^\s*[0-9:.,]+\s+-->\s+[0-9:.,]+")
_LINE = re.compile(r"[^\r\n]*(\r\n|\n|\r|$)")


def read_captions(folder: str, name: str, shown: str) -> Scalar | str:
    """The spoken words as one text, or why they cannot be read. `shown` is the path in findings."""
    try:
        data = _bytes(Path(folder).resolve(), name)
    except OSError as problem:
        return f"{name} cannot be read: {problem.strerror}"
    except (ValueError, RuntimeError):  # a name with a null character; links that go in circles
        return f"{name} is not the name of a file"
    if isinstance(data, str):
        return data
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return f"{name} is not UTF-8"
    source = Source(shown, text)
    words, segments = _words(text)
    return Scalar(source, Span(0, len(text)), words, "quoted", segments)


def _bytes(root: Path, name: str) -> bytes | str:
    file = (root / name).resolve()
    if not file.is_relative_to(root):
        return f"{name} lies outside the folder of the record"
    size = file.stat().st_size
    if not file.is_file():
        return f"{name} is not a file"
    if size > _LIMIT:
        return f"{name} is larger than {_LIMIT // 1_000_000} MB"
    return file.read_bytes()


def _words(text: str) -> tuple[str, Segments]:
    """Everything but cue numbers, timings and the WebVTT header."""
    builder = TextBuilder()
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.strip()
        if _TIMING.match(line) or bare.isdigit() or bare.startswith(("WEBVTT", "NOTE")):
            continue
        builder.copy(text, match.start(), match.end())
    return builder.build()
