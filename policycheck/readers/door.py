"""From drafts to records: every value admitted once, every record with an id of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from functools import lru_cache
from typing import Any, TypeAlias

from msgspec import Struct, field

from policycheck.document import Entry, Node, Scalar, Sequence
from policycheck.document import Mapping as MappingNode
from policycheck.errors import Problem
from policycheck.model.fitting import Fit, fitting
from policycheck.model.kind import RecordKind
from policycheck.model.record import Record
from policycheck.model.shape import Group, Reference
from policycheck.readers.fields import Fields, admit_fields, complete, with_entry, without_gaps
from policycheck.readers.reader import Draft, Drafts
from policycheck.text.late import late

__all__ = ["Admitted", "Ids", "UnknownKey", "listed_accounts", "records"]

#: The ids of a run: kind and id → where the record stands, as `path:line`.
Ids: TypeAlias = dict[tuple[str, str], str]

_NUMBER = late(r"^#[0-9]+")


class UnknownKey(Struct, frozen=True):
    """A key that no field has, told once per file. Its value is kept.

    `end_column` is after its last character as written, `text` the line that it stands on.
    """

    path: str
    line: int
    column: int
    name: str
    kind: str
    end_column: int = 0
    text: str = ""


Admitted: TypeAlias = Record | Problem | UnknownKey


def records(
    drafts: Drafts,
    kind: RecordKind,
    *,
    path: str,
    zone: tzinfo | None = None,
    folder: str = "",
    ids: Ids | None = None,
) -> Iterator[Admitted]:
    """Admit the drafts of one file. A value that does not fit is a Problem, and withheld.

    `folder` is where files that a record names are looked for. `ids` are those of the whole run: an
    id that is given a second time is a Problem, and its record is not made.
    """
    entrance = _Entrance(kind, path, zone, folder, {} if ids is None else ids)
    for draft in drafts:
        if isinstance(draft, Problem):
            yield draft
        else:
            yield from entrance.admit(draft)


def listed_accounts(node: MappingNode, shape: Group) -> tuple[Scalar, list[Node]] | None:
    """Give the accounts that a record names in a list, None where it names none in a list.

    It becomes a record for each of them.
    """
    declared = shape.fields.get("account")
    entry = node.entries.get("account")
    if entry is None or declared is None or not isinstance(declared.type, Reference):
        return None
    listed = without_gaps(entry.value)
    return (entry.key, listed.items) if isinstance(listed, Sequence) else None


class _Entrance(Struct):
    """Admits the drafts of one file, and remembers which unknown keys it has told."""

    kind: RecordKind
    path: str
    zone: tzinfo | None
    folder: str
    ids: Ids
    told: set[str] = field(default_factory=set)
    _fits: dict[bool, Fit] = field(default_factory=dict)

    def admit(self, draft: Draft) -> Iterator[Admitted]:
        plain = self._plain(draft)
        if plain is not None:
            yield from self._enter(draft, Fields(draft.node, {}, plain), draft.suffix)
            return
        accounts = listed_accounts(draft.node, self.kind.shape)
        if accounts is None:
            yield from self._record(draft, draft.node, draft.suffix)
            return
        key, items = accounts
        for item in items:
            if isinstance(item, Scalar):
                node = with_entry(draft.node, "account", Entry(key, item))
                yield from self._record(draft, node, f"{draft.suffix}@{item.text}")
            else:
                place = item.source.position(item.span.start)
                message = "expected the id of an account in this list"
                yield Problem(self.path, *place, message, "write one id for each account")
        if not items:  # a list without any is no account
            entries = {n: e for n, e in draft.node.entries.items() if n != "account"}
            node = MappingNode(draft.node.source, draft.node.span, entries)
            yield from self._record(draft, node, draft.suffix)

    def _record(self, draft: Draft, node: MappingNode, suffix: str) -> Iterator[Admitted]:
        admitted = admit_fields(node, self.kind, self.zone, draft.withheld)
        yield from admitted.problems
        yield from self._unknown(admitted.unknown_keys)
        yield from self._enter(draft, admitted, suffix)

    def _plain(self, draft: Draft) -> dict[str, Any] | None:
        """Give the fields of a record all of whose values fit; None sends it the long way."""
        if draft.plain is None or draft.withheld:
            return None
        fit = self._fits.get(draft.cells)
        if fit is None:
            fit = self._fits[draft.cells] = fitting(self.kind.shape, self.zone, cells=draft.cells)
        try:
            values: dict[str, Any] = fit(draft.plain)
        except ValueError:
            return None
        complete(values, self.kind)
        return values

    def _enter(self, draft: Draft, admitted: Fields, suffix: str) -> Iterator[Admitted]:
        """Make the record, unless its id is taken."""
        fields = admitted.values
        given = fields.get("id")
        name = given + _NUMBER().sub("", suffix) if given else self.path + suffix
        double = self._double(name, draft, admitted.node, positional=not given)
        if double:
            yield double
            return
        fields["id"] = name
        yield Record(
            kind=self.kind.name,
            id=name,
            fields=fields,
            node=admitted.node,
            positional_id=not given,
            numbered=draft.numbered,
            carried=_carried(draft.carried, fields),
            withheld=admitted.withheld,
            attested=admitted.attested,
            layout=draft.layout,
            folder=self.folder,
        )

    def _unknown(self, keys: list[Scalar]) -> Iterator[UnknownKey]:
        for key in keys:
            if key.text not in self.told:
                self.told.add(key.text)
                line, column = key.source.position(key.span.start)
                _, end = key.source.position(key.span.end)
                words = key.source.line(line)
                yield UnknownKey(self.path, line, column, key.text, self.kind.name, end, words)

    def _double(
        self, name: str, draft: Draft, node: MappingNode, *, positional: bool
    ) -> Problem | None:
        """Say that an id is taken. Ids by place are different by themselves, and are not kept."""
        if draft.plain is not None and (self.kind.name, name) not in self.ids:
            if not positional or "@" in name:  # such a record stands on one line
                self.ids[self.kind.name, name] = f"{self.path}:{node.source.first_line}"
            return None
        at = node.entries["id"].value if "id" in node.entries and not positional else node
        line, column = at.source.position(at.span.start)
        first = self.ids.get((self.kind.name, name))
        if first is not None:
            message = f"the id {name!r} is taken, by the {self.kind.name} at {first}"
            return Problem(self.path, line, column, message, "give each record an id of its own")
        if not positional or "@" in name:
            self.ids[self.kind.name, name] = f"{self.path}:{line}"
        return None


def _carried(carried: frozenset[str] | None, fields: dict[str, Any]) -> frozenset[str] | None:
    """Add what every source has: an id, what a text implies, and types of media where known."""
    if carried is None:
        return None
    media = fields.get("media", ())
    return _with_more(carried, types=bool(media) and all("type" in medium for medium in media))


@lru_cache(64)  # all records of a table share it
def _with_more(carried: frozenset[str], *, types: bool) -> frozenset[str]:
    more = ["id"]
    if "text" in carried:
        more += ["links.url", "hashtags", "mentions.handle"]
    if types:
        more.append("media.type")
    return carried.union(more)
