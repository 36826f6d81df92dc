"""What the sentences of one rule are made with: its parameters and the fields that it may name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from policycheck.document import Mapping as MappingNode
from policycheck.document import Node, Scalar, Sequence
from policycheck.model.shape import Group
from policycheck.policy.wording.fields import Fields

__all__ = ["Asked", "Options", "Saying", "capital", "joined", "quoted"]

#: A longer list of a parameter is named and counted; all of it stands in the appendix.
_INLINE = 8
_DURATION = re.compile(r"([0-9]{1,8})([smhdw])")
_UNITS = {"s": "second", "m": "minute", "h": "hour", "d": "day", "w": "week"}


class Asked(NamedTuple):
    """One thing that a rule asks, as a sentence; `parts` are what it is made of, if anything."""

    text: str
    parts: tuple[Asked, ...] = ()


def joined(words: Iterable[str], conjunction: str = "or") -> str:
    """`a`, `a or b`, `a, b or c`."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def quoted(text: str) -> str:
    return f"“{text}”"


def capital(sentence: str) -> str:
    """A sentence with its first letter large."""
    return sentence[:1].upper() + sentence[1:]


@dataclass(frozen=True, slots=True)
class Saying:
    """How values and paths of one rule are said.

    `params` are the parameters and lexicons at the date that is spoken of.
    """

    kind: str
    params: Mapping[str, Node] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    each: str = ""

    @property
    def fields(self) -> Fields:
        return Fields(self.groups, self.kind, self.each)

    def value(self, node: Node | None) -> str:
        """One value: a parameter by what it stands for, a length of time in words."""
        node = self.filled(node)
        if not isinstance(node, Scalar):
            return self.items(node) if node else "nothing"
        length = _DURATION.fullmatch(node.text)
        if length and node.style == "plain":
            number, unit = int(length[1]), _UNITS[length[2]]
            return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
        return node.text

    def items(self, node: Node | None, conjunction: str = "or", *, quote: bool = False) -> str:
        """A list in words. A long list that has a name is named, and so is one still empty."""
        return joined(self._items(node, quote=quote), conjunction)

    def _items(self, node: Node | None, *, quote: bool) -> list[str]:
        if node is None:
            return []
        name = self._name(node)
        if name in self.params:
            return self._of_parameter(name, quote=quote)
        if isinstance(node, Sequence):
            return [word for item in node.items for word in self._items(item, quote=quote)]
        if isinstance(node, MappingNode):
            return [entry.key.text for entry in node]
        return [quoted(node.text) if quote else self.value(node)]

    def _of_parameter(self, name: str, *, quote: bool) -> list[str]:
        filled = self.filled(self.params[name])
        if isinstance(filled, Scalar):
            return [quoted(filled.text) if quote else self.value(filled)]
        count = len(filled.items) if isinstance(filled, Sequence) else len(list(filled or ()))
        if not count or count > _INLINE:
            size = f"{count} entries" if count else "empty so far"
            return [f"what stands on the list {name} ({size})"]
        return self._items(filled, quote=quote)

    def filled(self, node: Node | None) -> Node | None:
        """What a parameter stands for, else the node itself."""
        seen: set[str] = set()
        while node is not None and (name := self._name(node)) in self.params and name not in seen:
            seen.add(name)
            node = self.params[name]
        return node

    @staticmethod
    def _name(node: Node) -> str:
        named = isinstance(node, Scalar) and node.text.startswith("$")
        return node.text[1:] if named and isinstance(node, Scalar) else ""


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a check as a policy gives them."""

    node: MappingNode
    say: Saying

    def __contains__(self, name: str) -> bool:
        return name in self.node.entries

    def raw(self, name: str) -> Node | None:
        return self.say.filled(self.node.get(name))

    def value(self, name: str, default: str = "") -> str:
        given = self.node.get(name)
        return self.say.value(given) if given is not None else default

    def items(
        self, name: str, default: str = "", conjunction: str = "or", *, quote: bool = False
    ) -> str:
        given = self.node.get(name)
        return default if given is None else self.say.items(given, conjunction, quote=quote)

    def words(self, name: str, default: tuple[str, ...] = ()) -> list[str]:
        """The texts of a list, each as written."""
        node = self.raw(name)
        if node is None:
            return [*default]
        items = node.items if isinstance(node, Sequence) else [node]
        filled = [self.say.filled(item) for item in items]
        return [one.text for one in filled if isinstance(one, Scalar)]

    def flag(self, name: str, *, default: bool) -> bool:
        node = self.raw(name)
        return node.text == "true" if isinstance(node, Scalar) else default

    def parts(self, default: tuple[str, ...] = ("text",)) -> str:
        """The parts of a record that are read, in words."""
        words = [_PARTS.get(one) or self.say.fields.said(one) for one in self.words("in", default)]
        return joined(words, "and")


_PARTS = {
    "text": "the text",
    "alt": "the alternative texts",
    "captions": "the captions",
    "links": "the links",
    "hashtags": "the hashtags",
    "first_line": "the first line",
    "sentence": "a sentence",
}
