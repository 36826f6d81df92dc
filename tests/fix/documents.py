"""Documents of every format and style, with words in them that are to be swapped."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import NamedTuple

from hypothesis import strategies as st

__all__ = ["FORMATS", "REPLACEMENTS", "WORDS", "Document", "documents"]

#: What is swapped: a word, and a phrase that lines may be folded in.
WORDS = ("utilize", "in order to")

#: What comes instead: plain words, and all that some format has to quote, escape or refuse.
REPLACEMENTS = (
    *("use", "to be", "é😀", "use: it", "- use", "use #1", "it's", 'a "b" c', "a, b", "a; b"),
    *("[x](y)", "*b*", "null", "'", '"', "back\\slash", "", " ", "{a}", "a\tb", "use\u200bit"),
    *("! a", "& a", "| a", "%a", "two\nlines", "<b>", "![x](y.png)", "a_b_c", "---", "@a", "`a`"),
)
_PIECES = st.sampled_from(
    (
        *(*WORDS, *WORDS, "plain", "it's", "été", "😀", "#1", "a: b", '"q"', "x,y", "x;y", "*b*"),
        *("\\n", "-", "https://epa.gov/a", "👨‍👩‍👧", "[w](https://x.org)", "**utilize**", "\u00a0"),
    )
)
_ENDS = st.sampled_from(["\n", "\r\n", "\r"])


#: Deeper than any key.
_INDENT = "      "


class Document(NamedTuple):
    path: str
    data: bytes


def _texts(joints: tuple[str, ...] = (" ", " ", " ", "\n")) -> st.SearchStrategy[str]:
    def joined(pieces: list[str], gaps: list[str]) -> str:
        return "".join(piece + gap for piece, gap in zip(pieces, gaps, strict=False)).strip()

    gap = st.lists(st.sampled_from(joints), min_size=8, max_size=8)
    return st.builds(joined, st.lists(_PIECES, min_size=1, max_size=8), gap)


_LINE = _texts((" ",))


def _folded(text: str, at: int, indent: str) -> str:
    """A text with line ends in place of some of its single spaces."""
    count = iter(range(len(text)))

    def fold(match: re.Match[str]) -> str:
        return f"\n{indent}" if next(count) % 3 == at else match[0]

    return re.sub(r"(?<=[^\s]) (?=[^\s])", fold, text)


def _literal(text: str) -> str:
    return "|-\n" + "\n".join(f"{_INDENT}{line}" if line else "" for line in text.split("\n"))


def _single(text: str, at: int) -> str:
    return "'" + _folded(text.replace("\n", " "), at, _INDENT).replace("'", "''") + "'"


def _double(text: str, at: int) -> str:
    """In double quotes, now and then with an escape for each character beyond ASCII."""
    escaped = (one if one.isascii() else f"\\U{ord(one):08x}" for one in text)
    return json.dumps(text, ensure_ascii=False) if at else _quoted("".join(escaped))


def _quoted(text: str) -> str:
    plain = re.sub(r"\\(?!U[0-9a-f]{8})", r"\\\\", text).replace('"', '\\"')
    return '"' + plain.replace("\n", "\\n") + '"'


def _plain(text: str, at: int) -> str:
    """Without quotes, where YAML can have it so."""
    if not re.match(r"\w", text) or re.search(r":\s| #|:\Z", text):
        return _single(text, at)
    return _folded(text.replace("\n", " "), at, _INDENT)


_STYLES: dict[str, Callable[[str, int], str]] = {
    "plain": _plain,
    "single": _single,
    "double": _double,
    "literal": lambda text, _at: _literal(text),
    "folded": lambda text, at: f">-\n{_INDENT}" + _folded(text.replace("\n", " "), at, _INDENT),
    "kept": lambda text, at: (
        f">+\n{_INDENT}" + _folded(text.replace("\n", " "), at, _INDENT) + "\n"
    ),
}
_STYLE = st.sampled_from(sorted(_STYLES))


def _yaml(first: str, second: str, style: str, other: str, at: int) -> str:
    return (
        f"# {json.dumps(first)}\n- id: one\n  text: {_STYLES[style](first, at)}\n"
        f"  platform: x   # kept\n- id: two\n  media:\n  - file: a.png\n"
        f"    alt: {_STYLES[other](second, at)}\n  text: &anchor plain\n"
    )


def _front_matter(first: str, second: str, style: str, at: int) -> str:
    alt = _STYLES[style](first, at)
    return f"---\nid: one\nmedia:\n- file: a.png\n  alt: {alt}\n---\n\n{second}\n"


def _table(texts: list[str], delimiter: str, quoting: int, end: str) -> str:
    out = io.StringIO()
    table = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    table.writerow(["id", "text", "platform"])
    table.writerows([str(number), text, "x"] for number, text in enumerate(texts))
    return out.getvalue()


def _encoded(text: str, end: str, bom: bool) -> bytes:
    mark = b"\xef\xbb\xbf" if bom else b""
    return mark + text.replace("\n", end).encode()


def _document(path: str, text: st.SearchStrategy[str]) -> st.SearchStrategy[Document]:
    data = st.builds(_encoded, text, _ENDS, st.booleans())
    return st.builds(Document, st.just(path), data)


_AT = st.integers(0, 3)
_RECORDS = st.lists(st.fixed_dictionaries({"text": _texts()}), min_size=1, max_size=3)

FORMATS: dict[str, st.SearchStrategy[Document]] = {
    "yaml": _document("a.yaml", st.builds(_yaml, _texts(), _LINE, _STYLE, _STYLE, _AT)),
    "markdown": _document("a.md", st.builds(_front_matter, _LINE, _texts(), _STYLE, _AT)),
    "tweet": _document("a.tweet", st.builds(_front_matter, _LINE, _texts(), _STYLE, _AT)),
    "toot": _document("a.toot", _texts()),
    "json": _document(
        "a.json",
        st.builds(
            lambda records, plain, indent: json.dumps(records, ensure_ascii=plain, indent=indent),
            _RECORDS,
            st.booleans(),
            st.sampled_from([None, 2]),
        ),
    ),
    "jsonl": _document(
        "a.jsonl",
        st.builds(
            lambda records, plain: "\n".join(
                json.dumps(one, ensure_ascii=plain) for one in records
            ),
            _RECORDS,
            st.booleans(),
        ),
    ),
    "csv": _document(
        "a.csv",
        st.builds(
            _table,
            st.lists(_texts(), min_size=1, max_size=3),
            st.sampled_from(",;\t"),
            st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
            st.just("\n"),
        ),
    ),
}


def documents(format_: str) -> st.SearchStrategy[Document]:
    return FORMATS[format_]
