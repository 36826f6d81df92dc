"""A condition or a check that can be said more plainly.

It finds a `not` within a `not`; a list of one value; `any` or `all` of one; `filled: true` beside
something that only a value can meet; an expression that a matcher can say; and `kind: field` that
asks no more than `kind: required-fields`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policycheck.document import Entry, Mapping, Node, Scalar, Sequence
from policycheck.lint.lint import Flaw, Lint, Subject
from policycheck.model.finding import Severity
from policycheck.policy.worded import worded

__all__ = ["EXAMPLES", "LINT"]

EXAMPLES = """
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error, when: {status: {not: {not: draft}}},
         check: {kind: field, path: lang, is: en}}
  at: '2: {not: draft}'
  says: "A: not within not says draft"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error, when: {platform: [x]},
         check: {kind: field, path: lang, is: en}}
  at: '2: [x]'
  says: "A: a list of one value says x"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error, when: {all: [{platform: x}]},
         check: {kind: field, path: lang, is: en}}
  at: '2: [{platform: x}]'
  says: "A: all has one condition alone"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         when: {publish_at: {filled: true, before: now}},
         check: {kind: field, path: lang, is: en}}
  at: '3: true'
  says: "A: filled asks nothing that before does not ask"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         when: {status: {filled: true}, all: [{lang: en}, {status: draft}]},
         check: {kind: field, path: lang, is: en}}
  at: '3: {filled: true}'
  says: "A: status is filled wherever it is draft"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: cel, expr: "post.lang == 'en'"}}
  at: '3: "post.lang'
  says: "A: the expression can be said as a check: {kind: field, path: lang, is: en}"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error, when: {cel: "post.status == 'draft'"},
         check: {kind: field, path: lang, is: en}}
  at: '2: "post.status'
  says: "A: the expression can be said as a condition: status: draft"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: lang, is: {filled: true}}}
  at: '3: {kind: field'
  says: "A: the check says {kind: required-fields, fields: [lang]}"
- policy: |
    params: {channels: [x]}
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         when: {platform: $channels, publish_at: {filled: true}, status: {not: [draft]}},
         check: {kind: field, path: lang, is: {filled: true}, absent: unknown}}
      - {id: B, title: B, applies_to: post, severity: error,
         check: {kind: cel, expr: "size(text) <= 200"}}
"""

#: Matchers that no absent value meets.
_PRESENT = ("at_least", "at_most", "before", "after", "within", "matches", "contains")
_PRESENT_IN_LISTS = ("some", "has", "has_all")
_SIMPLE = re.compile(
    r"\s*(?P<path>[a-z_][a-z0-9_.]*)\s*(?P<sign>==|!=)\s*"
    r"(?P<value>'[^'\\]*'|\"[^\"\\]*\"|true|false|[0-9]+)\s*"
)


def _find(subject: Subject) -> Iterator[Flaw]:
    for source in subject.sources:
        node = source.loaded.node
        found: list[Flaw] = []
        if isinstance(node, Mapping):
            kinds = source.rule.applies_to
            found += _condition(node.get("when"), kinds)
            found += _filled_elsewhere(node.get("when"))
            found += _check(node.get("check"), kinds)
        id_ = source.surface.id
        yield from (one._replace(message=f"{id_}: {one.message}", rule=id_) for one in found)


def _condition(node: Node | None, kinds: tuple[str, ...]) -> Iterator[Flaw]:
    for entry in node if isinstance(node, Mapping) else ():
        name, value = entry.key.text, entry.value
        if name in ("any", "all") and isinstance(value, Sequence):
            if len(value.items) == 1:
                message = f"{name} has one condition alone"
                yield Flaw(value, message, remedy=f"leave out {name}: and write the condition")
            for item in value.items:
                yield from _condition(item, kinds)
        elif name == "cel":
            yield from _expression(value, kinds, "condition", "{path}: {matcher}")
        else:
            yield from _matcher(value)


def _matcher(node: Node) -> Iterator[Flaw]:
    if isinstance(node, Sequence):
        if len(node.items) == 1:
            said = worded(node.items[0])
            yield Flaw(node, f"a list of one value says {said}", remedy=f"write {said}")
        return
    if not isinstance(node, Mapping) or "field" in node.entries:
        return
    yield from _idle_filled(node)
    for entry in node:
        yield from _operator(entry)


def _operator(entry: Entry) -> Iterator[Flaw]:
    name, value = entry.key.text, entry.value
    if name == "not":
        inner = value.get("not") if isinstance(value, Mapping) else None
        if inner is not None and isinstance(value, Mapping) and len(value.entries) == 1:
            said = worded(inner)
            yield Flaw(value, f"not within not says {said}", remedy=f"write {said}")
        elif isinstance(value, Mapping):
            yield from _matcher(value)
    elif name in ("some", "every", "none") and isinstance(value, Mapping):
        below = [one.value for one in value if one.key.text not in (*_PRESENT, "not", "filled")]
        yield from _matcher(value) if not below else _condition(value, ())


def _idle_filled(node: Mapping) -> Iterator[Flaw]:
    filled = node.entries.get("filled")
    if filled is None or not isinstance(filled.value, Scalar) or filled.value.text != "true":
        return
    more = [name for name in (*_PRESENT, *_PRESENT_IN_LISTS) if name in node.entries]
    if more:
        message = f"filled asks nothing that {more[0]} does not ask"
        yield Flaw(filled.value, message, remedy="leave out filled: true")


def _filled_elsewhere(node: Node | None) -> Iterator[Flaw]:
    """Paths that are to be filled, and to have a value besides."""
    asked = list(_asked(node))
    for path, matcher in asked:
        filled = matcher.get("filled") if isinstance(matcher, Mapping) else None
        if not (isinstance(filled, Scalar) and filled.text == "true"):
            continue
        values = [one for name, one in asked if name == path and not isinstance(one, Mapping)]
        if values:
            message = f"{path} is filled wherever it is {worded(values[0])}"
            yield Flaw(matcher, message, remedy="leave out filled: true")


def _asked(node: Node | None) -> Iterator[tuple[str, Node]]:
    """What must hold at once: paths and what they are asked, through `all`."""
    for entry in node if isinstance(node, Mapping) else ():
        if entry.key.text == "all" and isinstance(entry.value, Sequence):
            for item in entry.value.items:
                yield from _asked(item)
        elif entry.key.text not in ("any", "cel"):
            yield entry.key.text, entry.value


def _check(node: Node | None, kinds: tuple[str, ...]) -> Iterator[Flaw]:
    if not isinstance(node, Mapping):
        return
    for name in ("any", "all", "not"):
        below = node.get(name)
        if isinstance(below, Sequence) and len(below.items) == 1:
            message = f"{name} has one check alone"
            yield Flaw(below, message, remedy=f"leave out {name}: and write the check")
        for item in below.items if isinstance(below, Sequence) else [below]:
            yield from _check(item, kinds)
    named = node.get("kind")
    if isinstance(named, Scalar) and named.text == "field":
        yield from _field(node)
    elif isinstance(named, Scalar) and named.text == "cel" and "expr" in node.entries:
        form = "{{kind: field, path: {path}, is: {matcher}}}"
        yield from _expression(node.entries["expr"].value, kinds, "check", form)
    elif "where" in node.entries and isinstance(named, Scalar) and named.text == "count":
        yield from _condition(node.get("where"), ())


def _field(node: Mapping) -> Iterator[Flaw]:
    wanted, path, absent = (node.get(key) for key in ("is", "path", "absent"))
    filled = wanted.get("filled") if isinstance(wanted, Mapping) else None
    is_filled = isinstance(filled, Scalar) and filled.text == "true"
    fails = not isinstance(absent, Scalar) or absent.text == "fail"
    if is_filled and isinstance(wanted, Mapping) and len(wanted.entries) == 1 and fails and path:
        said = f"{{kind: required-fields, fields: [{worded(path)}]}}"
        yield Flaw(node, f"the check says {said}", remedy=f"write {said}")
    elif wanted is not None:
        yield from _matcher(wanted)


def _expression(node: Node, kinds: tuple[str, ...], what: str, form: str) -> Iterator[Flaw]:
    match = _SIMPLE.fullmatch(node.text) if isinstance(node, Scalar) else None
    if match is None:
        return
    first, _, rest = match["path"].partition(".")
    path = rest if first in kinds and rest else match["path"]
    if path.split(".")[0] in ("params", "now"):
        return
    value = match["value"].strip("'\"")
    matcher = value if match["sign"] == "==" else f"{{not: {value}}}"
    said = form.format(path=path, matcher=matcher)
    yield Flaw(node, f"the expression can be said as a {what}: {said}", remedy=f"write {said}")


LINT = Lint(
    name="clumsy",
    title="A rule can be said more plainly",
    severity=Severity.INFO,
    remedy="write the plainer form",
    find=_find,
)
