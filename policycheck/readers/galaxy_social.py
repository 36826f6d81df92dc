"""Posts of galaxy-social (usegalaxy-eu, read 2026-11-23): one Markdown file for several accounts.

`media` names the accounts, `mentions` and `hashtags` give each its own, and two blank lines start
the next post of a thread. The tool takes the Markdown out, writes a link as `words: address`, and
puts mentions and hashtags below the whole text, so they stand in the last post of a thread. It
begins a new post at two blank lines only where the text is too long for the platform; we always do,
since that is where the author wants it broken. Pictures belong to the post in which they stand.
"""

from __future__ import annotations

import re
from typing import Final

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.errors import Problem
from policycheck.readers.front_matter import FrontMatter, read_front_matter
from policycheck.readers.galaxy_parts import Part, parts_of, with_tags
from policycheck.readers.galaxy_plugins import Plugins, plugins_for
from policycheck.readers.galaxy_tags import tagged_accounts, tags_for, tags_problems
from policycheck.readers.reader import Draft, Drafts, Input, Reader
from policycheck.source import Source

__all__ = ["READER", "claims", "read_posts"]

_NAME: Final = "galaxy-social"
#: What the tool cannot publish is carried too: such a post has none of it, which is known.
_CARRIED: Final = frozenset(
    {"id", "account", "platform", "kind", "text", "hashtags", "mentions", "links", "thread"}
    | {"content_warning", "poll", "reply_to", "repost_of"}
    | {f"media.{name}" for name in ("type", "file", "url", "alt", "decorative")}
)
_TEXT_ONLY: Final = frozenset({"text"})
_OWN: Final = frozenset({"media", "mentions", "hashtags", "images"})
_BARE = re.compile(r"[^\s./\\]+")


def claims(fields: Mapping, given: Input) -> bool:
    """Whether a front matter is this tool's: `media` names accounts, and something says so.

    That is a `plugins.yml` in its folder or above, or mentions or hashtags under one of the names.
    """
    if given.dialect:
        return given.dialect == _NAME
    names = {name.text.lower() for name in _accounts(fields)}
    if not names or not all(map(_BARE.fullmatch, names)):
        return False
    return bool(names & tagged_accounts(fields)) or bool(plugins_for(given.path, given.file).path)


def read_posts(front: FrontMatter, given: Input) -> Drafts:
    """Give the posts of a file: for each account, each post of the thread."""
    parts = parts_of(front)
    names = {name.text.lower(): name for name in reversed(_accounts(front.fields))}
    if not names:
        if front.readable:
            yield _problem(
                front.fields, "`media` names no account", "list the accounts in 'media:'"
            )
        yield from _thread(front, parts, None, Plugins(), given)
        return
    plugins = plugins_for(given.path, given.file)
    yield from plugins.problems
    yield from tags_problems(front.fields, names)
    for name in reversed(names.values()):
        if plugins.accounts and name.text.lower() not in plugins.accounts:
            yield _unknown(name, plugins)
        yield from _thread(front, parts, name, plugins, given)


def _accounts(fields: Mapping) -> list[Scalar]:
    media = fields.get("media")
    items = media.items if isinstance(media, Sequence) else []
    names = [item for item in items if isinstance(item, Scalar) and not item.is_null]
    return names if len(names) == len(items) else []


def _unknown(name: Scalar, plugins: Plugins) -> Problem:
    known = plugins.accounts
    from difflib import get_close_matches

    near = get_close_matches(name.text.lower(), known, n=1)
    offered = known[near[0]].name if near else ", ".join(one.name for one in known.values())
    return _problem(
        name, f"{plugins.path} knows no account {name.text!r}", f"name one it has: {offered}"
    )


def _thread(
    front: FrontMatter, parts: list[Part], name: Scalar | None, plugins: Plugins, given: Input
) -> Drafts:
    """Give the posts for one account. Without its name there is the text, and nothing else."""
    kept = {entry.key.text: entry for entry in front.fields if entry.key.text not in _OWN}
    shared: dict[str, tuple[Scalar, Node]] = dict(kept)
    account = ""
    if name is not None:
        plugin = plugins.accounts.get(name.text.lower())
        account = plugin.name if plugin else name.text
        shared["account"] = _made(name, "account"), _made(name, account)
        if plugin:
            shared["platform"] = _made(name, "platform"), _made(name, plugin.platform)
    suffix = f"@{account}" if account else ""
    for index, part in enumerate(parts, start=1):
        fields = dict(shared)
        last = index == len(parts)
        text = with_tags(part, tags_for(front.fields, account)) if last else part.text
        if text.text:
            fields["text"] = _made(text, "text"), text
        if part.media:
            media = Sequence(text.source, part.media[0].span, part.media)
            fields["media"] = _made(part.media[0], "media"), media
        if len(parts) > 1:
            fields["thread"] = _made(text, "thread"), _place(text, given.path + suffix, index)
        yield Draft(
            Mapping.of(text.source, text.span, fields.values()),
            suffix=suffix if index == 1 else f"{suffix}/{index}",
            carried=_CARRIED.union(kept) if front.readable else _TEXT_ONLY,
        )


def _place(text: Scalar, thread: str, index: int) -> Mapping:
    number = Scalar.made(text.source, text.span, str(index), "plain")
    fields = [(_made(text, "id"), _made(text, thread)), (_made(text, "index"), number)]
    return Mapping.of(text.source, text.span, fields)


def _made(node: Node, text: str) -> Scalar:
    return Scalar.made(node.source, node.span, text)


def _problem(node: Node, message: str, advice: str) -> Problem:
    return Problem(node.source.path, *node.source.position(node.span.start), message, advice)


def _read(source: Source, given: Input) -> Drafts:
    front = read_front_matter(source)
    yield from front.problems
    yield from read_posts(front, given)


#: It has no endings of its own: the Markdown reader hands over what this one claims.
READER: Final = Reader(_NAME, (), read=_read)
