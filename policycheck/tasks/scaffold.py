"""A rule to begin with, of any kind, made of an example that the kind's own documentation runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import NamedTuple

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.errors import UsageError
from policycheck.kinds import KINDS, kind
from policycheck.model.finding import Severity
from policycheck.policy.problems import nearest
from policycheck.tasks.kind_examples import KindExample, kind_examples
from policycheck.waive.quoting import quoted, scalar

__all__ = ["NewRule", "flow", "flow_rule", "rule_lines", "scaffold"]

_RULE = ("applies_to", "each", "when", "check")
#: So many examples of either outcome are taken over.
_MOST = 2
_WIDTH = 96


class NewRule(NamedTuple):
    """A rule to be written: what was asked for, and the nodes of the example it is made of.

    The `examples` have the word that says how they come out first. With `as_of` they name their
    instant.
    """

    id: str
    title: str
    severity: str
    parts: tuple[tuple[str, Node], ...]
    examples: tuple[tuple[tuple[str, Node], ...], ...]
    as_of: str = ""


def scaffold(id_: str, name: str, title: str = "", severity: str = "") -> NewRule:
    """A rule of the kind of that name. Raises UsageError where there is none.

    Without a title it says when the rule fails; without a severity it is a warning, and where the
    kind guesses, a review.
    """
    if name not in KINDS:
        raise UsageError(f"there is no kind of check {name}; {nearest(name, KINDS)}")
    module = import_module(KINDS[name])
    parts, examples = _first_whole(kind_examples(module.EXAMPLES, name))
    usual = Severity.REVIEW if kind(name).heuristic else Severity.WARNING
    words = title or _when_it_fails(str(module.__doc__))
    return NewRule(id_, words, severity or usual, parts, examples)


def _when_it_fails(manual: str) -> str:
    """The first sentence of the manual of a kind, as the title of a rule."""
    first = " ".join(manual.split("\n\n", 1)[0].split())
    words = re.split(r"\.(?: |$)", first.removeprefix("Fails when "), maxsplit=1)[0]
    return words[:1].upper() + words[1:]


def _first_whole(
    examples: Iterable[KindExample],
) -> tuple[tuple[tuple[str, Node], ...], tuple[tuple[tuple[str, Node], ...], ...]]:
    """The first rule of which the examples show a record that fails and one that passes."""
    groups: dict[str, list[KindExample]] = {}
    for one in examples:
        if one.node.get("params") is None:
            groups.setdefault(flow(_rule_of(one.node)), []).append(one)
    for group in groups.values():
        chosen = [one for word in ("fail", "pass") for one in _with_word(group, word)[:_MOST]]
        if {one.word for one in chosen} == {"fail", "pass"}:
            rule = [(entry.key.text, entry.value) for entry in _rule_of(group[0].node)]
            rule.sort(key=lambda part: _RULE.index(part[0]))
            return tuple(rule), tuple(_example(one) for one in chosen)
    raise AssertionError("every kind shows a rule with a record that fails and one that passes")


def _with_word(examples: Iterable[KindExample], word: str) -> list[KindExample]:
    return [one for one in examples if one.word == word]


def _rule_of(node: Mapping) -> Mapping:
    pairs = [(entry.key, entry.value) for entry in node if entry.key.text in _RULE]
    return Mapping.of(node.source, node.span, pairs)


def _example(example: KindExample) -> tuple[tuple[str, Node], ...]:
    own = [(entry.key.text, entry.value) for entry in example.node if entry.key.text not in _RULE]
    return tuple(sorted(own, key=lambda part: part[0] != example.word))


def rule_lines(rule: NewRule) -> list[str]:
    """The rule as an item of a list in a block, line by line."""
    lines = [f"id: {scalar(rule.id)}", f"title: {scalar(rule.title)}"]
    if rule.parts[0][0] != "applies_to":
        lines.append("applies_to: post")
    for key, node in rule.parts:
        lines += _entry(key, node, _WIDTH)
    lines += [f"severity: {rule.severity}", "examples:"]
    for example in rule.examples:
        below = [line for key, node in example for line in _entry(key, node, _WIDTH - 6)]
        below += _instant(rule, example)
        lines += [f"  {line}" for line in _item(below)]
    return _item(lines)


def flow_rule(rule: NewRule) -> str:
    """The rule between braces, on one line."""
    parts = [f"id: {quoted(rule.id)}", f"title: {quoted(rule.title)}"]
    if rule.parts[0][0] != "applies_to":
        parts.append("applies_to: post")
    parts += [f"{key}: {flow(node)}" for key, node in rule.parts]
    examples = [
        ", ".join([*(f"{key}: {flow(node)}" for key, node in one), *_instant(rule, one)])
        for one in rule.examples
    ]
    listed = ", ".join(f"{{{one}}}" for one in examples)
    return "{" + ", ".join([*parts, f"severity: {rule.severity}", f"examples: [{listed}]"]) + "}"


def _instant(rule: NewRule, example: Iterable[tuple[str, Node]]) -> list[str]:
    """The instant of an example that has none of its own, where one is asked for."""
    has_one = any(key == "as_of" for key, _ in example)
    return [f"as_of: {quoted(rule.as_of)}"] if rule.as_of and not has_one else []


def _item(lines: Iterable[str]) -> list[str]:
    return [("  " if number else "- ") + line for number, line in enumerate(lines)]


def _entry(key: str, node: Node, width: int) -> Iterator[str]:
    """A key and its value: on one line where that is not too long, else in a block below."""
    line = f"{key}: {flow(node)}"
    if isinstance(node, Scalar) or len(line) <= width:
        yield line
    elif isinstance(node, Mapping):
        yield f"{key}:"
        for entry in node:
            yield from (f"  {one}" for one in _entry(_key(entry.key), entry.value, width - 2))
    else:
        yield f"{key}:"
        for item in node.items:
            yield from (f"  {one}" for one in _listed(item, width - 4))


def _listed(item: Node, width: int) -> list[str]:
    line = flow(item)
    if not isinstance(item, Mapping) or len(line) <= width:
        return [f"- {line}"]
    return _item(one for entry in item for one in _entry(_key(entry.key), entry.value, width))


def flow(node: Node) -> str:
    """A node on one line, as it stands between brackets; two that say the same come out alike."""
    if isinstance(node, Mapping):
        return "{" + ", ".join(f"{_key(one.key)}: {flow(one.value)}" for one in node) + "}"
    if isinstance(node, Sequence):
        return "[" + ", ".join(flow(item) for item in node.items) + "]"
    return _scalar(node)


def _key(key: Scalar) -> str:
    return scalar(key.text)


def _scalar(node: Scalar) -> str:
    """What was plain keeps the type that its field gives it; what was quoted stays text."""
    if node.style == "plain":
        return node.text if "\n" not in node.text else quoted(node.text)
    if "\\" in node.text and node.text.isprintable():
        return "'" + node.text.replace("'", "''") + "'"
    return quoted(node.text)
