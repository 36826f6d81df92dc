from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.places import locate
from policycheck.engine.setting import Setting
from policycheck.engine.world import World
from policycheck.model.record import Record
from policycheck.model.shape import ABSENT
from policycheck.plan import Missing, NotCarried
from policycheck.policy.paths import PathError, Scope, Shapes
from tests.engine.made import NOW, Policy, record, rule


def assignment(text: str) -> Record:
    name = text.partition(",")[0].removeprefix("{id: ")
    return record(text, "assignment", path=f"{name}.yaml")


PEOPLE = {
    "ann": record("{id: ann, location: Rome}", "person", path="ann.yaml"),
    "bob": record("{id: bob, location: Rome, departed_at: 2026-03-01}", "person", path="bob.yaml"),
}
ASSIGNMENTS = {
    one.id: one
    for one in (
        assignment("{id: r1, account: epa, person: ann, role: admin, granted_at: 2026-01-02}"),
        assignment("{id: r2, account: epa, person: bob, role: admin, expires_at: 2027-01-01}"),
        assignment("{id: r3, account: usda, person: bob, role: author}"),
        assignment("{id: r4, role: author}"),
    )
}
ACCOUNTS = {
    "epa": record("{id: epa, class: agency}", "account", path="epa.yaml"),
    "usda": record("{id: usda, class: campaign}", "account"),
    "new": record("{id: new}", "account"),
}
WORLD = {"account": ACCOUNTS, "assignment": ASSIGNMENTS, "person": PEOPLE}


def case_of(given: Record, world: dict[str, dict[str, Record]]) -> RecordCase:
    return RecordCase(given, Finder([]), Setting(World(world), NOW, NOW))


def value(given: Record, dotted: str) -> object:
    return case_of(given, WORLD).value(Scope(Shapes.known(), given.kind).resolve(dotted))


@pytest.mark.parametrize(
    ("given", "dotted", "expected"),
    [
        (ACCOUNTS["epa"], "assignments", ["r1", "r2"]),
        (ACCOUNTS["epa"], "assignments.person", ["ann", "bob"]),
        (ACCOUNTS["epa"], "assignments.person.location", ["Rome", "Rome"]),
        (ACCOUNTS["epa"], "assignments.person.departed_at", [ABSENT, "2026-03-01"]),
        (ACCOUNTS["new"], "assignments", ABSENT),
        (ACCOUNTS["new"], "assignments.person.location", ABSENT),
        (PEOPLE["bob"], "assignments.account.class", ["agency", "campaign"]),
        (PEOPLE["bob"], "assignments.account.assignments.role", ["admin", "admin", "author"]),
        (ASSIGNMENTS["r3"], "person.assignments", ["r2", "r3"]),
        (record("{id: p, account: epa}"), "account.assignments.role", ["admin", "admin"]),
        (record("{id: p}"), "account.assignments.role", ABSENT),
    ],
)
def test_references_are_walked_backwards(given: Record, dotted: str, expected: object) -> None:
    found = value(given, dotted)
    shown = [one if one is ABSENT else str(one) for one in found] if isinstance(found, list) else ""
    assert (shown or found) == expected


@pytest.mark.parametrize(
    ("dotted", "kind"),
    [
        ("posts.text", "account"),
        ("strategies.q2_audience", "account"),
        ("comment_policies.version", "account"),
        ("incidents.lessons", "post"),
        ("moderation.action.type", "post"),
        ("accounts.assignments.role", "platform"),
    ],
)
def test_every_kind_that_refers_to_a_record_is_a_path(dotted: str, kind: str) -> None:
    path = Scope(Shapes.known(), kind).resolve(dotted)
    assert path.many
    assert path.steps[0].back == kind
    assert path.crosses >= {path.steps[0].follow}


def test_a_kind_that_does_not_refer_to_the_record_is_no_path() -> None:
    with pytest.raises(PathError, match="unknown field assignments"):
        Scope(Shapes.known(), "post").resolve("assignments")
    with pytest.raises(PathError) as caught:
        Scope(Shapes.known(), "person").resolve("asignments.role")
    assert "assignments" in caught.value.advice
    with pytest.raises(PathError, match="unknown field posts"):
        Scope(Shapes.known(), "account").resolve("registry.posts")


def test_a_list_whose_kind_was_not_given_is_unknown_and_never_empty() -> None:
    path = Scope(Shapes.known(), "account").resolve("assignments")
    case = case_of(ACCOUNTS["epa"], {"account": ACCOUNTS})
    found = case.value(path)
    assert isinstance(found, NotCarried)
    assert found.missing == Missing("assignments", "no assignment records were given")
    assert case.elements(path) == found.missing
    assert case_of(ACCOUNTS["epa"], {"assignment": {}}).value(path) is ABSENT


@pytest.mark.parametrize(
    "unsure",
    [
        record("{id: r9, role: admin}", "assignment", ["role"]),
        record("{id: r9, role: admin}", "assignment", withheld={"account": "cut off"}),
    ],
)
def test_a_record_that_may_name_anything_leaves_the_list_open(unsure: Record) -> None:
    path = Scope(Shapes.known(), "account").resolve("assignments")
    found = case_of(ACCOUNTS["epa"], {"assignment": {"r9": unsure}}).value(path)
    assert isinstance(found, NotCarried)
    assert found.missing.why == "of 1 assignment records it cannot be told which account they name"


def test_spots_say_by_which_records_a_path_came() -> None:
    given = record("{id: p, account: epa}", path="p.yaml")
    path = Scope(Shapes.known(), "post").resolve("account.assignments.person.location")
    spots = case_of(given, WORLD).spots(path)
    assert [
        [(str(locate(given, place)), words) for place, words in one.trail] for one in spots
    ] == [
        [
            ("epa.yaml:1:2", "account epa"),
            ("r1.yaml:1:32", "ann is admin on epa since 2026-01-02"),
            ("ann.yaml:1:21", "person ann: location is Rome"),
        ],
        [
            ("epa.yaml:1:2", "account epa"),
            ("r2.yaml:1:32", "bob is admin on epa until 2027-01-01"),
            ("bob.yaml:1:21", "person bob: location is Rome"),
        ],
    ]
    assert [str(locate(given, one.place)) for one in spots] == ["r1.yaml:1:32", "r2.yaml:1:32"]


def test_a_value_of_the_record_itself_has_no_trail() -> None:
    path = Scope(Shapes.known(), "assignment").resolve("role")
    (spot,) = case_of(ASSIGNMENTS["r1"], WORLD).spots(path)
    assert spot.trail == ()
    assert spot.place.record is None


def run(folder: Path, check: str, more: str, given: Record) -> list[str]:
    policy = Policy(folder, "rules:\n" + rule(check, f"applies_to: {given.kind}\n{more}"))
    assert not policy.problems, policy.problems
    world = {kind: list(records.values()) for kind, records in WORLD.items()}
    result = policy.run(given, world=world)
    assert not result.unknown, result.unknown
    return [
        line
        for found in result.findings
        for line in (
            f"{found.location}: {found.message}",
            *(f"{one.location}: {one.message}" for one in found.related),
        )
    ]


def test_too_few_different_values_show_every_record_that_was_counted(tmp_path: Path) -> None:
    check = (
        "{kind: count, of: assignments, where: {role: admin}, distinct: person.location, min: 2}"
    )
    assert run(tmp_path, check, "", ACCOUNTS["epa"]) == [
        "epa.yaml:1:2: 1 assignments, expected at least 2",
        "r1.yaml:1:32: ann is admin on epa since 2026-01-02",
        "ann.yaml:1:21: person ann: location is Rome",
        "r2.yaml:1:32: bob is admin on epa until 2027-01-01",
        "bob.yaml:1:21: person bob: location is Rome",
    ]
    assert run(tmp_path, check.replace("person.location", "person"), "", ACCOUNTS["epa"]) == []


def test_too_many_are_reported_at_the_record_that_is_judged(tmp_path: Path) -> None:
    check = "{kind: count, of: assignments, where: {person.location: Rome}, max: 1}"
    found = run(tmp_path, check, "", ACCOUNTS["epa"])
    assert found[0] == "epa.yaml:1:2: 2 assignments, expected at most 1"
    assert [one.split(":")[0] for one in found[1:]] == ["r1.yaml", "r2.yaml"]


def test_what_a_condition_came_by_stands_beside_the_finding(tmp_path: Path) -> None:
    more = "when: {person.departed_at: {before: now}}"
    check = "{kind: required-fields, fields: [revoked_at]}"
    assert run(tmp_path, check, more, ASSIGNMENTS["r2"]) == [
        "r2.yaml:1:2: revoked_at must be filled",
        "bob.yaml:1:40: person bob: departed_at is 2026-03-01",
    ]
    assert run(tmp_path, check, more, ASSIGNMENTS["r1"]) == []


def test_a_condition_on_elements_of_other_records_must_be_met_by_one_whole(tmp_path: Path) -> None:
    check = "{kind: field, path: name, is: {filled: true}}"
    for account, role, hits in (("agency", "admin", 1), ("campaign", "admin", 0)):
        more = f"when: {{assignments: {{some: {{account.class: {account}, role: {role}}}}}}}"
        found = run(tmp_path, check, more, PEOPLE["bob"])
        assert (found != []) is bool(hits)


def test_elements_reached_backwards_are_judged_one_by_one_where_they_stand(tmp_path: Path) -> None:
    more = "each: assignments\nmessage: '{person.location} {account.class}'"
    check = "{kind: required-fields, fields: [granted_at, person.location]}"
    policy = Policy(tmp_path, "rules:\n" + rule(check, f"applies_to: account\n{more}"))
    assert not policy.problems, policy.problems
    world = {kind: list(records.values()) for kind, records in WORLD.items()}
    (found,) = policy.run(ACCOUNTS["epa"], world=world).findings
    assert str(found.location) == "r2.yaml:1:2"
    assert (found.record.id, found.message) == ("epa", "Rome agency")


def test_findings_in_different_records_have_different_fingerprints(tmp_path: Path) -> None:
    check = "{kind: field, path: role, is: owner}"
    policy = Policy(tmp_path, "rules:\n" + rule(check, "applies_to: account\neach: assignments"))
    world = {kind: list(records.values()) for kind, records in WORLD.items()}
    found = policy.run(ACCOUNTS["epa"], world=world).findings
    assert len({one.fingerprint for one in found}) == 2
    alone = {**world, "assignment": [ASSIGNMENTS["r2"]]}
    (left,) = policy.run(ACCOUNTS["epa"], world=alone).findings
    assert left.fingerprint == found[1].fingerprint


def test_what_counted_at_another_date_is_shown_as_it_was_then(tmp_path: Path) -> None:
    versions = [
        record("{id: v1, account: epa, to: 2026-03-31, clauses: [{id: a}]}", "comment_policy"),
        record("{id: v2, account: epa, published_at: 2026-04-01}", "comment_policy"),
    ]
    is_ = "{field: post.account.comment_policy.clauses.id, at: action.at}"
    check = f"{{kind: field, path: action.clause, is: {is_}}}"
    policy = Policy(tmp_path, "rules:\n" + rule(check, "applies_to: moderation"))
    assert not policy.problems, policy.problems
    given = record("{id: m, post: p, action: {at: 2026-03-01, clause: b}}", "moderation")
    post = record("{id: p, account: epa}")
    world = {"account": [ACCOUNTS["epa"]], "post": [post], "comment_policy": versions}
    (found,) = policy.run(given, world=world).findings
    assert [one.message for one in found.related] == [
        "post p",
        "account epa",
        "comment policy v1: clauses.id is a",
    ]


def test_a_term_in_texts_of_other_records_is_shown_where_it_stands(tmp_path: Path) -> None:
    check = "{kind: overlap, terms: filter_terms, with: posts.text, expect: none}"
    long = "All week the water of the lake was rising, and now the river is high"
    posts = [
        record("{id: p1, account: epa, text: Nothing}", path="p1.yaml"),
        record(f"{{id: p2, account: epa, text: '{long}'}}", path="p2.yaml"),
    ]
    given = record("{id: epa, filter_terms: [River, spam]}", "account", path="epa.yaml")
    for more in ("", ", max_age: 365d"):
        rules = rule(check.replace("}", more + "}"), "applies_to: account")
        policy = Policy(tmp_path, "rules:\n" + rules)
        (found,) = policy.run(given, world={"account": [given], "post": posts}).findings
        assert [(str(one.location), one.message) for one in found.related] == [
            ("p2.yaml:1:86", "post p2")
        ]
        assert found.related[0].location.end_column == 91


def test_a_program_says_which_kinds_of_records_its_rules_need(tmp_path: Path) -> None:
    rules = rule("{kind: count, of: assignments, where: {person.location: Rome}, max: 1}", A, "A")
    rules += rule("{kind: field, path: lang, is: en}", "when: {account.class: agency}", "B")
    policy = Policy(tmp_path, "rules:\n" + rules)
    assert policy.program.reads == {"assignment", "person", "account"}
    assert policy.program.selected(frozenset("B")).reads == {"account"}
    assert policy.program.reads_for(frozenset({"account"})) == {"assignment", "person"}
    assert policy.program.reads_for(frozenset({"incident"})) == set()


@pytest.mark.parametrize(("switch", "read"), [("true", {"account"}), ("false", set())])
def test_a_rule_that_a_parameter_switches_off_needs_no_records(
    switch: str, read: set[str], tmp_path: Path
) -> None:
    head = f"policycheck: 1\nid: p\ntitle: P\nparams: {{asked: {switch}}}\n"
    rules = rule(
        "{kind: field, path: lang, is: en}",
        "when: {account.class: agency, cel: params.asked}",
        "B",
    )
    policy = Policy(tmp_path, "rules:\n" + rules, head=head)
    assert policy.program.reads == read


A = "applies_to: account"
