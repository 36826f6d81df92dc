"""The parts of an example: its record, the records beside it, and its instant."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.errors import Problem
from policycheck.model.moment import Moment, parse_moment
from policycheck.model.record import Record
from policycheck.model.registry import BY_PLURAL, RECORD_KINDS
from policycheck.policy.compile import RuleSource
from policycheck.policy.problems import nearest
from policycheck.readers.door import UnknownKey, records
from policycheck.readers.reader import Draft

__all__ = ["Wrong", "instant_of", "others_of", "record_of"]

#: The instant of examples in a policy that names none: they must not change with the calendar.
_DEFAULT_INSTANT = Moment.instant(datetime(2026, 1, 1, tzinfo=UTC))


class Wrong(Exception):  # noqa: N818 - a finding about an example, not an error of the program
    """The example itself is wrong; nothing can be said of the rule."""

    def __init__(self, node: Node, message: str) -> None:
        super().__init__(message)
        self.node = node


def record_of(source: RuleSource, node: Node, kind: str) -> Record:
    """The record that an example shows: whatever is wrong with it is wrong with the example."""
    if not isinstance(node, Mapping):
        raise Wrong(node, f"expected a {kind}: keys with values")
    known = replace(RECORD_KINDS[kind], shape=source.shapes.groups[kind])
    drafts = iter([Draft(node)])
    line, column = node.source.position(node.span.start)
    path = f"{node.source.path}:{line}:{column}"  # which makes an id for a record without one
    admitted = list(records(drafts, known, path=path, zone=source.zone or UTC))
    for one in admitted:
        if isinstance(one, UnknownKey) and "schema" not in _kinds(source):
            raise Wrong(node, f"line {one.line}: {one.kind} has no field {one.name}")
        if isinstance(one, Problem):
            raise Wrong(node, f"line {one.line}: {one.message}")
    found = [one for one in admitted if isinstance(one, Record)]
    if len(found) != 1:
        raise Wrong(node, f"an example is one record; this makes {len(found)}")
    return found[0]


def _kinds(source: RuleSource) -> set[str]:
    """The kinds of its check; that of a JSON Schema looks at fields that nobody declared too."""
    return {kind.name for kind in source.check.kinds}


def others_of(source: RuleSource, example: Mapping) -> dict[str, dict[str, Record]]:
    """The other records that an example brings, by kind and id."""
    given = example.get("with")
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise Wrong(given, "with takes kinds of records, such as accounts: [{id: epa}]")
    others: dict[str, dict[str, Record]] = {}
    for entry in given:
        kind = BY_PLURAL.get(entry.key.text)
        if kind is None or not isinstance(entry.value, Sequence):
            advice = nearest(entry.key.text, BY_PLURAL)
            raise Wrong(entry.key, f"{entry.key.text} names no list of records: {advice}")
        made = [record_of(source, item, kind.name) for item in entry.value.items]
        others[kind.name] = {one.id: one for one in made}
    return others


def instant_of(source: RuleSource, example: Mapping) -> Moment:
    own = example.get("as_of")
    named = source.loaded.examples_as_of
    if own is None:
        return parse_moment(named, source.zone or UTC) if named else _DEFAULT_INSTANT
    try:
        return parse_moment(own.text if isinstance(own, Scalar) else "", source.zone or UTC)
    except ValueError as problem:
        raise Wrong(own, str(problem)) from None
