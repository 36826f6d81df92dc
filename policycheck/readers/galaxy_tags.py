"""The mentions and hashtags of a galaxy-social post, which its front matter gives by account."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from policycheck.document import Entry, Mapping, Node, Scalar, Sequence
from policycheck.errors import Problem

__all__ = ["Tags", "tagged_accounts", "tags_for", "tags_problems"]

_SIGNS: Final = {"mentions": "@", "hashtags": "#"}


class Tags(NamedTuple):
    """Words that the tool adds, and the sign that it puts before each."""

    sign: str
    words: list[Scalar]


def tags_for(fields: Mapping, account: str) -> list[Tags]:
    """Give the mentions and the hashtags of an account, by its name in any case."""
    found = []
    for name, sign in _SIGNS.items():
        words = [
            word
            for entry in _by_account(fields, name)
            if entry.key.text.lower() == account.lower()
            for word in _items(entry.value)
            if isinstance(word, Scalar) and not word.is_null
        ]
        if words:
            found.append(Tags(sign, words))
    return found


def tagged_accounts(fields: Mapping) -> set[str]:
    """Give the accounts that have mentions or hashtags, in lower case."""
    return {entry.key.text.lower() for name in _SIGNS for entry in _by_account(fields, name)}


def tags_problems(fields: Mapping, accounts: Collection[str]) -> Iterator[Problem]:
    """Find mentions and hashtags that no post would get. `accounts` are in lower case."""
    for name in _SIGNS:
        given = fields.get(name)
        if isinstance(given, Sequence) or (isinstance(given, Scalar) and not given.is_null):
            advice = f"put them below the name of the account that they are for, under '{name}:'"
            yield _problem(given, f"{name} are not given by account", advice)
        for entry in _by_account(fields, name):
            account = entry.key.text
            if account.lower() not in accounts:
                message = f"{name} are given for {account}, which `media` does not name"
                yield _problem(entry.key, message, "add it to 'media:', or remove them here")
            for word in _items(entry.value):
                if not isinstance(word, Scalar):
                    advice = f"list the {name} of an account as plain words"
                    yield _problem(word, f"this is none of the {name}, but holds more", advice)


def _by_account(fields: Mapping, name: str) -> Iterator[Entry]:
    given = fields.get(name)
    return iter(given) if isinstance(given, Mapping) else iter(())


def _items(node: Node) -> list[Node]:
    return node.items if isinstance(node, Sequence) else [node]


def _problem(node: Node, message: str, advice: str) -> Problem:
    return Problem(node.source.path, *node.source.position(node.span.start), message, advice)
