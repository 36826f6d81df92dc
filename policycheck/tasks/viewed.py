"""The view of the records of a check, for the formats that show them.

How each record stands, and how a post will look: made from what an evaluation kept, and masked as
the findings are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policycheck.engine.evaluation import Evaluation
from policycheck.engine.findings import name_of
from policycheck.engine.instants import Instants
from policycheck.engine.involved import Involved
from policycheck.engine.veil import Veil
from policycheck.engine.world import World
from policycheck.model.finding import Outcome, Severity
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.model.view import Readiness, RecordView, View
from policycheck.tasks.owners import Owners
from policycheck.tasks.post_view import PostViews

__all__ = ["view_of"]

#: A record by its kind and id.
Name = tuple[str, str]

#: What is said of a record beside its name, by kind: its fields, and what they are called.
_FACTS: Mapping[str, Mapping[str, str]] = {
    "post": {
        "status": "status",
        "published_at": "published",
        "publish_at": "due",
        "author": "author",
        "category": "category",
    },
    "account": {
        "platform": "platform",
        "handle": "handle",
        "class": "class",
    },
    "assignment": {"person": "person", "role": "role", "account": "account"},
    "person": {"name": "name", "organization": "organisation"},
    "moderation": {"post": "post"},
}


def view_of(
    involved: Involved, result: Evaluation, world: World, instants: Instants, veil: Veil
) -> View:
    """How every record stands, and those that were kept as they look, in the order of their files.

    The waivers are for the caller to add.
    """
    kept = list(involved)
    held = _held_back(result)
    views = _Views(held, Owners.of(kept, world), PostViews(world, instants, veil), world, veil)
    known = {(one.kind, one.id) for one in kept}
    said = {(one.record.kind, one.record.id) for one in result.findings} & _judged(result, held)
    return View(
        readiness=_readiness(result, held),
        records=tuple(sorted(map(views.of, kept), key=_order)),
        cut_records=len(said - known),
        cut_others=max(result.records.total() - len(known | said), 0),
    )


def _judged(result: Evaluation, held: Mapping[Name, Readiness]) -> set[Name]:
    """What is held back or found fault with, and is a record that was judged."""
    named = {(one.record.kind, one.record.id) for one in result.findings} | held.keys()
    wanted = {id_ for _, id_ in named}
    ids = {id_ for id_ in result.record_ids if id_ in wanted}
    return {name for name in named if name[1] in ids and name[0] in result.records}


def _held_back(result: Evaluation) -> dict[Name, Readiness]:
    """The records that are not ready."""
    held: dict[Name, Readiness] = {}
    for one in result.findings:
        if one.outcome is not Outcome.FAIL or one.observed:
            continue
        name = (one.record.kind, one.record.id)
        if one.severity in (Severity.ERROR, Severity.WARNING):
            held[name] = Readiness.TO_FIX
        elif one.severity is Severity.REVIEW:
            held.setdefault(name, Readiness.TO_REVIEW)
    for unknown in result.unknown:
        held.setdefault((unknown.record.kind, unknown.record.id), Readiness.UNDECIDED)
    return held


def _readiness(
    result: Evaluation, held: Mapping[Name, Readiness]
) -> dict[str, dict[Readiness, int]]:
    judged = _judged(result, held)
    counts = Counter((kind, held[kind, id_]) for kind, id_ in judged if (kind, id_) in held)
    found = {}
    for kind, total in sorted(result.records.items()):
        of_kind = {one: counts[kind, one] for one in Readiness}
        of_kind[Readiness.READY] = total - sum(of_kind.values())
        found[kind] = of_kind
    return found


def _order(view: RecordView) -> tuple[str, int, str, str]:
    return view.path, view.line, view.record.kind, view.record.id


@dataclass(frozen=True, slots=True)
class _Views:
    """Makes the views of single records."""

    held: Mapping[Name, Readiness]
    owners: Owners
    posts: PostViews
    world: World
    veil: Veil

    def of(self, record: Record) -> RecordView:
        accounts = self.owners.accounts(record)
        owners = (name for account in accounts for name in self.owners.organizations(account))
        source = record.node.source
        return RecordView(
            record=name_of(record),
            path=source.path,
            line=source.position(record.node.span.start).line,
            readiness=self.held.get((record.kind, record.id), Readiness.READY),
            accounts=accounts,
            owners=tuple(dict.fromkeys(owners)),
            facts=tuple(self._facts(record)),
            post=self.posts.of(record) if record.kind == "post" else None,
        )

    def _facts(self, record: Record) -> Iterable[tuple[str, str]]:
        for field, name in _FACTS.get(record.kind, {}).items():
            value = record.fields.get(field)
            if isinstance(value, Moment):
                yield name, _when(value)
            elif isinstance(value, str) and value:
                yield name, self.veil.text(self._name(field, value))

    def _name(self, field: str, value: str) -> str:
        """A person by name, where the name is on record."""
        if field not in ("author", "person"):
            return value
        person = self.world.records.get("person", {}).get(value)
        name = person.fields.get("name") if person else None
        return name if isinstance(name, str) else value


def _when(moment: Moment) -> str:
    """A day, or a time of the day by the clock that it was written with."""
    first = moment.first
    day = first.date().isoformat()
    return day if moment.is_day else f"{day} {first.hour:02}:{first.minute:02}"
