"""The short way to a value gives what the whole walk gives, wherever it gives anything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import astuple

from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.getters import NOT_PLAIN
from policycheck.engine.plain import plain_value, way_of
from policycheck.engine.setting import Setting
from policycheck.engine.standing import Standing
from policycheck.engine.values import single, standings
from policycheck.engine.world import World
from policycheck.model.record import Record
from policycheck.model.shape import ABSENT, Group, Reference
from policycheck.plan import Missing, NotCarried, Path
from policycheck.policy.paths import PathError, Scope, Shapes
from tests.engine.made import NOW, record

SHAPES = Shapes.known()
PEOPLE = {
    "ann": record("{id: ann, location: Rome, supervisor: bob}", "person"),
    "bob": record("{id: bob, departed_at: 2026-03-01}", "person"),
    "csv": record("{id: csv, name: C}", "person", carried=["id", "name"]),
}
GRANTS = [
    "{id: r1, account: epa, person: ann, role: admin, granted_at: 2026-01-02}",
    "{id: r2, account: epa, person: bob, role: admin, shared_credential: true}",
    "{id: r3, account: gone, person: csv, categories: [event]}",
    "{id: r4, account: epa, person: nobody}",
    "{id: r5}",
]
ASSIGNMENTS = {one.id: one for one in (record(text, "assignment") for text in GRANTS)}
ACCOUNTS = {
    one.id: one
    for one in (
        record(
            "{id: epa, platform: x, class: agency, mfa: {enabled: true}, contacts: [{person: ann}],"
            " agencies: [{id: a}], direct_messages: {}, sla: {reply: 24h}}",
            "account",
        ),
        record("{id: csv, mfa: {enabled: false}}", "account", carried=["id", "mfa.enabled"]),
        record("{id: veiled}", "account", withheld={"platform": "no such platform"}),
        record(
            "{id: vouched, mfa: {enabled: {value: true, attested_by: ann, attested_on: 2026-01-01,"
            " expires: 2026-02-01}}}",
            "account",
        ),
    )
}
POSTS = {"p": record("{id: p, account: epa, text: See https://epa.gov}", "post")}
WORLD = World({"person": PEOPLE, "assignment": ASSIGNMENTS, "account": ACCOUNTS})
SETTING = Setting(WORLD, NOW, NOW)
JUDGED = [*PEOPLE.values(), *ASSIGNMENTS.values(), *ACCOUNTS.values(), *POSTS.values()]


def names(group: Group, depth: int) -> Iterator[str]:
    for name, field in group.fields.items():
        yield name
        inner = field.type
        if isinstance(inner, Reference):
            inner = SHAPES.groups[inner.kind]
        if isinstance(inner, Group) and depth:
            yield from (f"{name}.{more}" for more in names(inner, depth - 1))


def paths(kind: str) -> Iterator[Path]:
    scope = Scope(SHAPES, kind)
    for dotted in (*names(SHAPES.groups[kind], 2), "assignments", "assignments.person"):
        try:
            yield scope.resolve(dotted)
        except PathError:
            continue


@pytest.mark.parametrize("given", JUDGED, ids=lambda one: f"{one.kind}-{one.id}")
def test_the_short_way_and_the_walk_agree(given: Record) -> None:
    plain = 0
    for path in paths(given.kind):
        short = plain_value(way_of(path, SETTING), given, None, SETTING)
        if short is NOT_PLAIN:
            continue
        plain += 1
        whole = single(path, standings(path, Standing.of(given), SETTING))
        assert (type(short), short) == (type(whole), whole), path.dotted
    is_plain = not given.withheld and not given.attested
    assert (plain > (10 if given.carried is None else 1)) == is_plain


@pytest.mark.parametrize("given", JUDGED, ids=lambda one: f"{one.kind}-{one.id}")
def test_a_value_found_the_short_way_stands_where_the_walk_says(given: Record) -> None:
    case = RecordCase(given, Finder([]), Setting(WORLD, NOW, NOW))
    for path in paths(given.kind):
        found = standings(path, Standing.of(given), SETTING)
        whole = [(one.value, one.stands, one.trail) for one in found if one.value is not ABSENT]
        spots = [astuple(spot) for spot in case.spots(path) if spot.value is not ABSENT]
        assert spots == whole, path.dotted


def test_the_element_of_a_list_of_ids_stands_for_its_record() -> None:
    epa = ACCOUNTS["epa"]
    back = Scope(SHAPES, "account").resolve("assignments")
    elements = standings(back, Standing.of(epa), SETTING)
    assert [one.value for one in elements] == ["r1", "r2", "r4"]
    scope = Scope(SHAPES, "account").inside(back)
    for dotted in ("role", "active", "person.departed_at", "person.location", "shared_credential"):
        path = scope.resolve(dotted)
        for element in elements:
            whole = single(path, standings(path, element, SETTING))
            short = plain_value(way_of(path, SETTING), epa, element, SETTING)
            assert short is NOT_PLAIN or short == whole, dotted
    role = scope.resolve("role")
    assert plain_value(way_of(role, SETTING), epa, elements[0], SETTING) == "admin"


@pytest.mark.parametrize(
    "text",
    [
        "{approvals: [{person: ann, at: 2026-01-02}, {person: bob}, {role: legal}]}",
        "{approvals: []}",
        "{text: Rain}",
        "{media: [{file: a.png}, {alt: B}], approvals: [{person: nobody}]}",
    ],
)
@pytest.mark.parametrize("carried", [None, ["text", "approvals.person"]])
def test_the_groups_of_a_list_are_those_of_the_walk(text: str, carried: list[str] | None) -> None:
    given = record(text, "post", carried=carried)
    case = RecordCase(given, Finder([]), SETTING)
    scope = Scope(SHAPES, "post")
    for dotted in ("approvals", "media"):
        path = scope.resolve(dotted)
        whole = standings(path, Standing.of(given), SETTING)
        assert case.value(path) == single(path, whole)
        elements = case.elements(path)
        if isinstance(elements, Missing):
            assert any(isinstance(one.value, NotCarried) for one in whole)
            continue
        there = [one for one in whole if one.value is not ABSENT]
        assert [one.here for one in elements] == [one.stands for one in there]
        inside = scope.inside(path)
        for name in ("person", "person.departed_at", "person.location", "file"):
            try:
                within = inside.resolve(name)
            except PathError:
                continue
            for element, one in zip(elements, there, strict=True):
                assert element.value(within) == single(within, standings(within, one, SETTING))
