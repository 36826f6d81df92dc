"""A bench on which rules are tried: records are made up, and judged as every record is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, timedelta, tzinfo
from itertools import product
from typing import Any, NamedTuple, TypeAlias

from msgspec.structs import replace

from policycheck.document import Mapping as MappingNode
from policycheck.document import read_json
from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.instants import Instants
from policycheck.engine.judge import judge, worst
from policycheck.engine.program import CompiledRule
from policycheck.engine.setting import Setting
from policycheck.engine.world import World
from policycheck.lint.conditions import Asked, Way, clash_in, ways
from policycheck.lint.forms import Form
from policycheck.lint.possible import example_of
from policycheck.model.finding import Outcome
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.model.registry import RECORD_KINDS
from policycheck.model.shape import ABSENT
from policycheck.plan import Judgement
from policycheck.policy.paths import Shapes
from policycheck.policy.profiles import load_profiles
from policycheck.readers.door import records
from policycheck.readers.reader import Draft
from policycheck.source import Source

__all__ = ["Bench", "Fields", "Trial", "nested", "shown"]

#: What a made-up record says, as JSON would.
Fields: TypeAlias = Mapping[str, Any]

#: A text in a witness is shown up to here.
_LONGEST = 40


class Trial(NamedTuple):
    """What two rules came to on a record that was made up for them."""

    fields: Fields
    outcomes: tuple[Outcome, Outcome]

    @property
    def divides(self) -> bool:
        """Whether the record passes the one and fails the other."""
        return set(self.outcomes) == {Outcome.PASS, Outcome.FAIL}


class Bench:
    """Made once for a policy. `as_of` is the instant at which records are judged, if it can be."""

    def __init__(self, forms: Iterable[Form], as_of: Moment, zone: tzinfo | None) -> None:
        compiled = [one for form in forms for one in form.staged]
        self._finder = Finder(search for one in compiled for search in one.plan.searches)
        self._world = World({}, load_profiles)
        self.as_of = as_of
        self._zone = zone

    def case(self, kind: str, fields: Fields, shapes: Shapes, at: Moment) -> RecordCase | None:
        """A record that says this, at an instant; None where no record can."""
        node, wrong = read_json(Source("witness", json.dumps(_plain(fields))))
        if wrong or not isinstance(node, MappingNode):
            return None
        known = replace(RECORD_KINDS[kind], shape=shapes.groups[kind])
        admitted = list(records(iter([Draft(node)]), known, path="witness", zone=self._zone))
        if len(admitted) != 1 or not isinstance(admitted[0], Record):
            return None
        here = Instants(at, self._zone or UTC).of(admitted[0])
        return RecordCase(admitted[0], self._finder, Setting(self._world, here, at))

    def tried(self, one: Form, other: Form, fields: Fields) -> Trial | None:
        """Both rules, whole, on a record; None where no record can say this."""
        kind = min(one.applies_to & other.applies_to)
        at = self.instant(one, other)
        case = self.case(kind, fields, one.source.shapes, at)
        if case is None:
            return None
        return Trial(fields, (_outcome(one, case), _outcome(other, case)))

    def instant(self, one: Form, other: Form) -> Moment:
        """An instant at which both count: the given one, where it is such."""
        both = one.period.within(other.period)
        if both.holds(self.as_of.first):
            return self.as_of
        if both.begins is not None and self.as_of.first < both.begins:
            return Moment.instant(both.begins)
        return Moment.instant((both.ends or self.as_of.first) - timedelta(microseconds=1))

    def conditions(self, one: Form, other: Form) -> Fields | None:
        """Fields with which a record meets the conditions of both; None where none are known."""
        zone = self._zone
        found = product(ways(one.when, one.scope, zone), ways(other.when, other.scope, zone))
        for first, second in found:
            way = (*first, *second)
            fields = None if clash_in(way) else _fields(way, self.instant(one, other))
            if fields is not None:
                return fields
        return None


def _outcome(form: Form, case: RecordCase) -> Outcome:
    rule: CompiledRule | None = next((one for one in form.staged if one.in_force(case.at)), None)
    if rule is None:
        return Outcome.NOT_APPLICABLE
    judged = [one.result for one in judge(rule, case)]
    return worst([one.outcome for one in judged if isinstance(one, Judgement)])


def _fields(way: Way, now: Moment) -> Fields | None:
    by_key: dict[str, list[Asked]] = {}
    for asked in way:
        by_key.setdefault(asked.key, []).append(asked)
    fields: dict[str, Any] = {}
    for several in by_key.values():
        path = several[0].path
        value = example_of([a for one in several for a in one.atoms], path.type, now)
        if value is ABSENT:
            continue
        below = nested(several[0], value)
        if value is None or below is None:
            return None
        fields = _merged(fields, below)
    return fields


def nested(asked: Asked, value: Any) -> dict[str, Any] | None:
    """A record's fields with a value at a path; None where it leaves the record, or is computed."""
    path = asked.path
    elsewhere = any(step.follow or step.back or step.computed for step in path.steps)
    if elsewhere or path.from_element or path.many:
        return None
    for step in reversed(path.steps):
        value = {step.name: value}
    return dict(value)


def _merged(one: dict[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(one)
    for key, value in other.items():
        known = found.get(key)
        both = isinstance(known, dict) and isinstance(value, dict)
        found[key] = _merged(known, value) if both and isinstance(known, dict) else value
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, timedelta):
        return f"{int(value.total_seconds())}s"
    return str(value) if isinstance(value, Moment) else value


def shown(fields: Fields) -> str:
    """A record on one line, long texts cut."""
    return _shown(_plain(fields))


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    if isinstance(value, str) and len(value) > _LONGEST:
        return f'"{value[:_LONGEST]}…" ({len(value)} characters)'
    return json.dumps(value, ensure_ascii=False)
