"""Each key and each enumerated word of the shipped policies, misspelt one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from policycheck.document import Entry, Mapping, Node, Pointer, Scalar, Sequence
from policycheck.policy.loaded import LoadedRule

#: Below these stand words that people choose: a schema of their own, words to swap, languages.
DATA = {("schema", "schema"), ("preferred-text", "swap")}
#: The parts of a rule in which a value may be a word of the language.
READ = ("severity", "applies_to", "stages", "each", "when", "check")
_SHORTEST = 2


class Mutant(NamedTuple):
    """A rule with one word misspelt, and where."""

    rule: LoadedRule
    at: str
    line: int


def misspelt(word: str) -> str:
    """The word with two letters exchanged, or one doubled where that changes nothing."""
    for index in range(len(word) - 1):
        if word[index] != word[index + 1] and word[index : index + 2].isalpha():
            return f"{word[:index]}{word[index + 1]}{word[index]}{word[index + 2 :]}"
    return word + word[-1]


def mutants(rule: LoadedRule) -> Iterator[Mutant]:
    """The rule with each key misspelt, then with each word that is one of a fixed set."""
    assert isinstance(rule.node, Mapping)
    for pointer, scalar in _places(rule.node, ()):
        node = _with(rule.node, pointer, misspelt(scalar.text))
        line = scalar.source.position(scalar.span.start).line
        at = "/".join(map(str, pointer))
        yield Mutant(replace(rule, node=node, own_node=node), at, line)


def example_mutants(rule: LoadedRule) -> Iterator[Mutant]:
    """The rule with each key of its examples misspelt."""
    assert isinstance(rule.node, Mapping)
    examples = rule.node.get("examples")
    for below, scalar in _places(examples, ("check",)) if examples else ():
        if below[-1] == "key":
            pointer = ("examples", *below[1:])
            node = _with(rule.node, pointer, misspelt(scalar.text))
            line = scalar.source.position(scalar.span.start).line
            at = "/".join(map(str, pointer))
            yield Mutant(replace(rule, node=node, own_node=node), at, line)


def key_mutants(node: Mapping) -> Iterator[tuple[str, Mapping]]:
    """A file with each key misspelt."""
    for pointer, scalar in _places(node, ()):
        if pointer[-1] == "key":
            mutated = _with(node, pointer, misspelt(scalar.text))
            assert isinstance(mutated, Mapping)
            yield "/".join(map(str, pointer)), mutated


def _places(node: Node, at: Pointer) -> Iterator[tuple[Pointer, Scalar]]:
    """Keys (the pointer ends with "key") and enumerated values of a rule, its examples left out."""
    if isinstance(node, Mapping):
        named = node.get("kind")
        for entry in node:
            here = (*at, entry.key.text)
            if not _is_language(node):
                yield (*here, "key"), entry.key
            if here != ("examples",) and not _is_data(named, entry.key.text):
                yield from _places(entry.value, here)
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from _places(item, (*at, number))
    elif at[0] in READ and not _is_no_word(node.text):
        yield (*at, "value"), node


def _is_data(named: Node | None, key: str) -> bool:
    return isinstance(named, Scalar) and (named.text, key) in DATA


def _is_language(node: Mapping) -> bool:
    return bool(node.entries) and set(node.entries) <= {"en", "fr", "es", "cy", "ga", "de"}


def _is_no_word(text: str) -> bool:
    """Whether there is nothing to misspell: a number, a parameter, an expression, a sign."""
    return len(text) < _SHORTEST or not text[:2].isalpha() or " " in text


def _with(node: Node, pointer: Pointer, text: str) -> Node:
    """The node with one scalar, or one key, written otherwise."""
    step, rest = pointer[0], pointer[1:]
    if step == "value" and isinstance(node, Scalar):
        return Scalar.made(node.source, node.span, text, node.style)
    if isinstance(node, Sequence) and isinstance(step, int):
        items = [_with(one, rest, text) if n == step else one for n, one in enumerate(node.items)]
        return Sequence(node.source, node.span, items)
    assert isinstance(node, Mapping)
    entries: dict[str, Entry] = {}
    for key, entry in node.entries.items():
        if key != step:
            entries[key] = entry
        elif rest == ("key",):
            made = Scalar.made(entry.key.source, entry.key.span, text, entry.key.style)
            entries[text] = Entry(made, entry.value)
        else:
            entries[key] = Entry(entry.key, _with(entry.value, rest, text))
    return Mapping(node.source, node.span, entries)
