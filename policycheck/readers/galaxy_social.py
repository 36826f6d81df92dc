"""Posts of galaxy-social (usegalaxy-eu, read 2026-11-23): one Markdown file for several accounts.

`media` names the accounts, `mentions` and `hashtags` give each its own, and two blank lines start
the next post of a thread. The tool takes the Markdown out, writes a link as `words: address`, and
puts mentions and hashtags below the whole text, so they stand in the last post of a thread. It
begins a new post at two blank lines only where the text is too long for the platform; we always do,
since that is where the author wants it broken. Pictures belong to the post in which they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final, NamedTuple

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.errors import Problem
from policycheck.model.shape import problem_at
from policycheck.readers.front_matter import FrontMatter, read_front_matter
from policycheck.readers.galaxy_plugins import Plugins, plugins_for
from policycheck.readers.markdown_media import media_entry
from policycheck.readers.markdown_plain import Plain, plain_text
from policycheck.readers.passage import Passage
from policycheck.readers.reader import Draft, Drafts, Input, Reader
from policycheck.source import Source, Span, TextBuilder

__all__ = ["READER", "claims", "read_posts"]

_CARRIED: Final = frozenset(
    "id account platform kind text hashtags mentions links thread media.type media.file media.url "
    "media.alt".split()
)
_OWN: Final = frozenset({"media", "mentions", "hashtags", "images"})
_BREAK = re.compile(r"\n{3,}")
_BARE = re.compile(r"[^\s./\\]+")
_TEXT_ONLY: Final = frozenset({"text"})


class _Part(NamedTuple):
    """A post of a thread: its words, and the pictures that go with it."""

    plain: Plain
    media: list[Node]


def claims(fields: Mapping, given: Input) -> bool:
    """Whether a front matter is this tool's: `media` names accounts, and something says so."""
    if given.dialect:
        return given.dialect == READER.name
    names = _accounts(fields)
    if not names or not all(_BARE.fullmatch(name.text) for name in names):
        return False
    wanted = {name.text.lower() for name in names}
    keyed = {entry.key.text.lower() for entry in (*_by_account(fields, "mentions"), *_by_account(fields, "hashtags"))}
    return bool(wanted & keyed) or plugins_for(given.path, given.file).path is not None


def read_posts(front: FrontMatter, given: Input) -> Drafts:
    """Give the posts of a file: for each account, each post of the thread."""
    source = front.fields.source
    plugins = plugins_for(given.path, given.file)
    parts = list(_parts(Passage(source, front.body), front.fields))
    yield from plugins.problems
    yield from _misdirected(front.fields)
    seen: set[str] = set()
    for name in _accounts(front.fields):
        plugin = plugins.accounts.get(name.text.lower())
        if name.text.lower() in seen:
            yield problem_at(source, name.span, f"{name.text} is named twice", "name it once")
            continue
        seen.add(name.text.lower())
        if plugin is None and plugins.accounts:
            yield _unknown(name, plugins)
        account = Scalar.made(source, name.span, plugin.name) if plugin else name
        platform = Scalar.made(source, name.span, plugin.platform) if plugin else None
        yield from _thread(front.fields, parts, account, platform, given)
    if not seen:
        yield from _nobody(front, parts)
