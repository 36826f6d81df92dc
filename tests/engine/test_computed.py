from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import pytest

from policycheck.engine.case import RecordCase
from policycheck.engine.computed import _ELSEWHERE, _WORKED_OUT, NEEDS
from policycheck.engine.finder import Finder
from policycheck.engine.places import locate
from policycheck.engine.setting import Setting
from policycheck.engine.world import World
from policycheck.model.moment import parse_moment
from policycheck.model.record import Record
from policycheck.model.registry import RECORD_KINDS
from policycheck.model.shape import ABSENT
from policycheck.plan import NotCarried
from policycheck.policy.paths import Scope, Shapes
from tests.engine.made import record

UNKNOWN = "unknown"


def value(
    given: Record, dotted: str, others: Iterable[Record] | None = (), at: str = "2026-06-15T12:00Z"
) -> Any:
    """A value at an instant; the kinds that posts refer to are there, `None`: nothing is."""
    names = () if others is None else RECORD_KINDS
    world: dict[str, dict[str, Record]] = {kind: {} for kind in names}
    for one in others or ():
        world[one.kind][one.id] = one
    when = parse_moment(at, None)
    case = RecordCase(given, Finder([]), Setting(World(world), when, when))
    found = case.value(Scope(Shapes.known(), given.kind).resolve(dotted))
    return UNKNOWN if isinstance(found, NotCarried) else found


def person(more: str = "") -> Record:
    return record(f"{{id: ann{more}}}", "person")


def assignment(more: str, carried: Iterable[str] | None = None) -> Record:
    return record(f"{{id: r, account: epa, person: ann, role: admin{more}}}", "assignment", carried)


@pytest.mark.parametrize(
    ("more", "left", "expected"),
    [
        ("", "", True),
        (", granted_at: 2026-06-15", "", True),
        (", granted_at: 2026-06-15T12:00Z", "", True),
        (", granted_at: 2026-06-15T12:00:01Z", "", False),
        (", granted_at: 2026-06-16", "", False),
        (", revoked_at: 2026-06-16", "", True),
        (", revoked_at: 2026-06-15", "", False),
        (", revoked_at: 2026-06-15T12:00Z", "", False),
        (", revoked_at: 2026-06-15T12:00:01Z", "", True),
        (", expires_at: 2026-06-15", "", True),
        (", expires_at: 2026-06-14", "", False),
        (", expires_at: 2026-06-15T12:00Z", "", False),
        (", expires_at: 2026-06-15T12:00:01Z", "", True),
        ("", ", departed_at: 2026-06-15", True),
        ("", ", departed_at: 2026-06-14", False),
        (", granted_at: 2026-01-01", ", departed_at: 2027-01-01", True),
    ],
)
def test_an_assignment_is_active_while_it_is_given_and_held(
    more: str, left: str, expected: bool
) -> None:
    assert value(assignment(more), "active", [person(left)]) is expected


@pytest.mark.parametrize(
    ("given", "others", "expected"),
    [
        (assignment(""), None, UNKNOWN),
        (assignment(", revoked_at: 2026-01-01"), None, False),
        (assignment(""), [], UNKNOWN),
        (assignment("", ["account", "person", "role"]), [person()], UNKNOWN),
        (assignment(", granted_at: {value: 2026-01-01, expires: 2026-02-01}"), [person()], UNKNOWN),
        (record("{id: r, account: epa, role: admin}", "assignment"), [person()], False),
        (assignment(""), [record("{id: ann}", "person", ["id"])], UNKNOWN),
    ],
)
def test_an_assignment_is_unknown_only_where_nothing_told_decides(
    given: Record, others: list[Record] | None, expected: object
) -> None:
    assert value(given, "active", others) == expected


def test_an_assignment_is_judged_at_the_instant_of_the_post() -> None:
    account = record("{id: epa}", "account")
    others = [account, person(), assignment(", revoked_at: 2026-03-01")]
    post = record("{id: p, account: epa}")
    assert value(post, "account.assignments.active", others, "2026-02-28T09:00Z") == [True]
    assert value(post, "account.assignments.active", others, "2026-03-02T09:00Z") == [False]


STRATEGY = record("{id: s1, account: epa, tactics: [push]}", "strategy")


@pytest.mark.parametrize(
    ("others", "dotted", "expected"),
    [
        ([STRATEGY], "strategy", "s1"),
        ([STRATEGY], "strategy.tactics", ["push"]),
        ([record("{id: s2, account: usda}", "strategy")], "strategy", ABSENT),
        ([STRATEGY, record("{id: s2, account: epa}", "strategy")], "strategy", UNKNOWN),
        (None, "strategy", UNKNOWN),
    ],
)
def test_the_strategy_is_the_one_that_names_the_account(
    others: list[Record] | None, dotted: str, expected: object
) -> None:
    assert value(record("{id: epa}", "account"), dotted, others) == expected


VERSIONS = [
    record("{id: v1, account: epa, version: one, to: 2026-03-31}", "comment_policy"),
    record(
        "{id: v2, account: epa, version: two, published_at: 2026-04-01, to: 2026-06-01T12:00Z}",
        "comment_policy",
    ),
    record(
        "{id: v3, account: epa, version: three, published_at: 2026-06-01T12:00Z}", "comment_policy"
    ),
    record("{id: w, account: usda, version: other, published_at: 2026-06-02}", "comment_policy"),
]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-03-31T23:59Z", "one"),
        ("2026-04-01T00:00Z", "two"),
        ("2026-06-01T11:59Z", "two"),
        ("2026-06-01T12:00Z", "three"),
        ("2030-01-01T12:00Z", "three"),
    ],
)
@pytest.mark.parametrize("versions", [VERSIONS, VERSIONS[::-1]])
def test_the_comment_policy_is_the_version_in_force(
    versions: list[Record], at: str, expected: str
) -> None:
    account = record("{id: epa}", "account")
    assert value(account, "comment_policy.version", versions, at) == expected


def test_there_is_no_comment_policy_before_the_first() -> None:
    account = record("{id: epa}", "account")
    assert value(account, "comment_policy.version", VERSIONS[1:], "2026-03-01T12:00Z") is ABSENT
    thin = record("{id: v, account: epa}", "comment_policy", ["account"])
    assert value(account, "comment_policy", [thin]) == UNKNOWN


CALENDAR = record(
    """
id: cal
windows:
  - {kind: election, from: 2026-06-01, to: 2026-06-15}
  - {kind: mourning, from: 2026-06-15T10:00Z, to: 2026-06-16T10:00Z, scope: [EPA]}
  - {kind: emergency, from: 2026-06-15, scope: [Office of Water]}
  - {kind: incident, scope: usda}
  - {kind: caretaker, from: 2027-01-01}
""",
    "calendar",
    path="cal.yaml",
)
EPA = record("{id: epa, agencies: [EPA-HQ], organization: office of water}", "account")


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-05-31T23:00Z", ABSENT),
        ("2026-06-01T00:00Z", ["election"]),
        ("2026-06-15T09:59Z", ["election", "emergency"]),
        ("2026-06-15T23:59Z", ["election", "mourning", "emergency"]),
        ("2026-06-16T09:59Z", ["mourning", "emergency"]),
        ("2026-06-16T10:00Z", ["emergency"]),
    ],
)
def test_the_windows_are_those_open_at_the_instant(at: str, expected: object) -> None:
    assert value(record("{id: p, account: epa}"), "windows.kind", [CALENDAR, EPA], at) == expected
    assert value(EPA, "windows.kind", [CALENDAR, EPA], at) == expected


@pytest.mark.parametrize(
    ("post", "others", "expected"),
    [
        ("{id: p}", [CALENDAR], ["election"]),
        (
            "{id: p, account: usda}",
            [CALENDAR, record("{id: usda}", "account")],
            ["election", "incident"],
        ),
        ("{id: p, account: gone}", [CALENDAR], UNKNOWN),
        ("{id: p, account: usda}", None, UNKNOWN),
        ("{id: p, account: usda}", [], ABSENT),
    ],
)
def test_a_window_with_a_scope_concerns_those_whom_it_names(
    post: str, others: list[Record] | None, expected: object
) -> None:
    assert value(record(post), "windows.kind", others) == expected


def test_a_window_stands_in_its_calendar() -> None:
    given = record("{id: p}")
    when = parse_moment("2026-06-02T12:00Z", None)
    case = RecordCase(
        given, Finder([]), Setting(World({"calendar": {"cal": CALENDAR}}), when, when)
    )
    (spot,) = case.spots(Scope(Shapes.known(), "post").resolve("windows.kind"))
    ((place, words),) = spot.trail
    assert (str(locate(given, place)), words) == (
        "cal.yaml:4:12",
        "calendar cal: windows.kind is election",
    )


def digest(text: str, carried: Iterable[str] | None = None) -> Any:
    return value(record(text, carried=carried), "content_sha256")


def test_the_digest_is_that_of_the_canonical_content() -> None:
    text = (
        '{id: p, text: "Grüße €", media: [{file: a.png, alt: Map, license: own}], links: [epa.gov]}'
    )
    canonical = (
        '{"links":["epa.gov"],"media":[{"alt":"Map","file":"a.png"}],"text":"Grüße €"}'.encode()
    )
    assert digest(text) == hashlib.sha256(canonical).hexdigest()
    assert digest("{id: other, text: Rain, lang: en, author: ann, media: []}") == digest(
        "{id: p, text: Rain}"
    )


BASE = "{id: p, text: Rain, media: [{file: a.png, alt: Map}], poll: {question: Wet?, options: [y]}}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Rain", "rain"),
        ("a.png", "b.png"),
        ("Map", "Plan"),
        ("Wet?", "Dry?"),
        ("[y]", "[y, n]"),
        ("text:", "content_warning: storm, text:"),
        ("text:", "links: [epa.gov], text:"),
        ("file:", "url:"),
    ],
)
def test_every_part_of_the_content_counts(old: str, new: str) -> None:
    assert digest(BASE) != digest(BASE.replace(old, new))


@pytest.mark.parametrize("gone", ["text", "media", "poll", "content_warning"])
def test_a_digest_of_what_is_not_told_is_unknown(gone: str) -> None:
    carried = {"text", "media", "poll", "content_warning"}
    assert digest("{id: p, text: Rain}", carried) == digest("{id: p, text: Rain}")
    assert digest("{id: p, text: Rain}".replace(gone, "lang"), carried - {gone}) == UNKNOWN


@pytest.mark.parametrize(
    ("post", "others", "expected"),
    [
        ("{id: p, platform: x, account: epa}", [record("{id: epa, platform: y}", "account")], "x"),
        ("{id: p, account: epa}", [record("{id: epa, platform: x}", "account")], "x"),
        ("{id: p, account: epa}", [EPA], ABSENT),
        ("{id: p, account: gone}", [EPA], UNKNOWN),
        ("{id: p, account: epa}", None, ABSENT),
        ("{id: p}", [EPA], ABSENT),
    ],
)
def test_a_post_goes_where_its_account_is(
    post: str, others: list[Record] | None, expected: object
) -> None:
    assert value(record(post), "platform", others) == expected


def test_every_computed_field_says_which_records_it_needs() -> None:
    assert NEEDS.keys() == {**_WORKED_OUT, **_ELSEWHERE}.keys()
    declared = {
        (kind.name, name)
        for kind in RECORD_KINDS.values()
        for name, field in kind.shape.fields.items()
        if field.computed
    }
    assert declared <= NEEDS.keys()
    assert Scope(Shapes.known(), "post").resolve("account.assignments.active").crosses == {
        "account",
        "assignment",
        "person",
    }
