"""Whether a host name ends in a public suffix, asked of the list as it stands on disk.

Parsing the ten thousand lines of the Public Suffix List takes longer than checking a draft. Most
names are settled by their last label: it is a line of the list, or no line ends in it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

__all__ = ["ends_in_suffix"]


def ends_in_suffix(host: str) -> bool:
    """Whether a lower-case Unicode host ends in a suffix that is on the list.

    A dot at its end says nothing.
    """
    labels = host.removesuffix(".").split(".")
    if "" in labels:
        return False
    is_listed, is_below = _of_last(labels[-1])
    if is_listed or not is_below:
        return is_listed
    names = (".".join(labels[start:]) for start in range(len(labels)))
    return any(_has_line(mark + name) for name in names for mark in ("", "*.", "!"))


@lru_cache(4096)  # the hosts of many posts share few
def _of_last(label: str) -> tuple[bool, bool]:
    """Whether the last label of a name is a suffix by itself, and whether one ends in it."""
    return _has_line(label), f".{label}\n".encode() in _list()


def _has_line(line: str) -> bool:
    return f"\n{line}\n".encode() in _list()


@cache
def _list() -> bytes:
    """The list as `publicsuffixlist` packages it, which is not imported for that."""
    found = find_spec("publicsuffixlist")
    assert found is not None, "it is a dependency"
    assert found.origin is not None, "it is a package of files"
    return b"\n" + Path(found.origin).with_name("public_suffix_list.dat").read_bytes()
