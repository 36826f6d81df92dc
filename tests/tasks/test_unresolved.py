from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.engine.references import Refers, references
from policycheck.model.report import Report
from policycheck.tasks.built_in import UNRESOLVED_REFERENCE
from tests.engine.made import record
from tests.tasks.projects import checked, rule, written

LANG = rule("NAM", "post", "{kind: field, path: lang, is: en}")
CLASS = rule("CLS", "post", "{kind: field, path: account.class, is: agency}")
FILES = {
    "policycheck.yaml": """
policy: policy.yaml
records:
  posts: [posts/*.yaml]
  accounts: [accounts.yaml]
  people: [people.yaml]
  assignments: [roles.yaml]
  incidents: [incidents.yaml]
""",
    "policy.yaml": LANG,
    "accounts.yaml": "epa-x: {platform: x, contacts: [{person: ann}]}\n",
    "people.yaml": "ann: {supervisor: ann}\n",
    "roles.yaml": "r1: {account: epa-x, person: ann}\n",
    "incidents.yaml": "i1: {post: a}\n",
    "posts/a.yaml": "{id: a, account: epa-x, author: ann, translations: [b], lang: en}\n",
    "posts/b.yaml": "{id: b, account: epa-x, lang: en}\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    written(tmp_path, FILES)
    return tmp_path


def dangling(report: Report) -> list[str]:
    return [
        f"{one.location}: {one.message}; {one.label}"
        for one in report.findings
        if one.rule == UNRESOLVED_REFERENCE
    ]


def test_every_reference_of_a_record_is_found_where_it_stands() -> None:
    given = record(
        "{id: p, account: a, goals: [g1, g2], approvals: [{person: ann}, {role: x}], "
        "claims: [{text: t, verified_by: bob}], repost_of: {account: c}, text: Rain}"
    )
    assert set(references(given)) == {
        Refers(("account",), "account", "a"),
        Refers(("goals", 0), "goal", "g1"),
        Refers(("goals", 1), "goal", "g2"),
        Refers(("approvals", 0, "person"), "person", "ann"),
        Refers(("claims", 0, "verified_by"), "person", "bob"),
        Refers(("repost_of", "account"), "account", "c"),
    }


def test_references_that_lead_somewhere_are_no_finding(folder: Path) -> None:
    report = checked(folder)
    assert dangling(report) == []
    assert report.findings == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "posts/b.yaml",
            "epa-x",
            "epa-y",
            "1:18: no account 'epa-y' is on record; did you mean epa-x?",
        ),
        (
            "posts/a.yaml",
            "author: ann",
            "author: zoe",
            "1:33: no person 'zoe' is on record; known: ann",
        ),
        ("posts/a.yaml", "[b]", "[b, c]", "1:56: no post 'c' is on record; known: a, b"),
        (
            "roles.yaml",
            "person: ann",
            "person: an",
            "1:30: no person 'an' is on record; did you mean ann?",
        ),
        (
            "incidents.yaml",
            "post: a",
            "post: aa",
            "1:12: no post 'aa' is on record; did you mean a?",
        ),
        (
            "people.yaml",
            "supervisor: ann",
            "supervisor: x",
            "1:19: no person 'x' is on record; known: ann",
        ),
        (
            "accounts.yaml",
            "person: ann",
            "person: Ann",
            "1:42: no person 'Ann' is on record; did you mean ann?",
        ),
    ],
)
def test_a_reference_that_leads_nowhere_is_an_error_with_the_nearest_id(
    folder: Path, file: str, old: str, new: str, expected: str
) -> None:
    written(folder, {file: FILES[file].replace(old, new)})
    report = checked(folder)
    assert dangling(report) == [f"{file}:{expected}"]
    assert report.findings[0].severity == "error"
    if file != "incidents.yaml" and "post" not in expected:
        assert dangling(checked(folder, file)) == [f"{file}:{expected}"]


def test_posts_that_a_rule_looks_up_are_found_as_well(folder: Path) -> None:
    looks = rule("INC", "account", "{kind: count, of: posts, min: 1}")
    broken = FILES["posts/a.yaml"].replace("[b]", "[b, c]")
    written(folder, {"policy.yaml": LANG + looks, "posts/a.yaml": broken})
    assert dangling(checked(folder)) == ["posts/a.yaml:1:56: no post 'c' is on record; known: a, b"]


def test_what_depends_on_it_is_unknown(folder: Path) -> None:
    written(folder, {"policy.yaml": CLASS, "posts/b.yaml": "{id: b, account: epa-y}"})
    report = checked(folder, "posts/b.yaml")
    (unknown,) = report.unknown
    assert unknown.why == "no account 'epa-y' is on record"
    assert dangling(report)


def test_one_place_is_one_finding_however_many_records_it_makes(folder: Path) -> None:
    written(folder, {"posts/b.yaml": "{account: [epa-x, epa-y], author: zoe, lang: en}"})
    found = [one.split(";")[0] for one in dangling(checked(folder, "posts/b.yaml"))]
    assert found == [
        "posts/b.yaml:1:19: no account 'epa-y' is on record",
        "posts/b.yaml:1:35: no person 'zoe' is on record",
    ]


def test_nothing_dangles_where_no_such_records_are_loaded(folder: Path) -> None:
    project = "policy: policy.yaml\nrecords: {posts: [posts/*.yaml]}\n"
    written(folder, {"policycheck.yaml": project, "posts/b.yaml": "{id: b, account: z, lang: en}"})
    assert dangling(checked(folder)) == []


def test_circles_of_references_come_to_an_end(folder: Path) -> None:
    people = "ann: {supervisor: bob}\nbob: {supervisor: ann}\n"
    check_ = "{kind: field, path: supervisor.supervisor.supervisor.id, is: bob}"
    written(folder, {"people.yaml": people, "policy.yaml": rule("SUP", "person", check_)})
    assert [one.record.id for one in checked(folder).findings] == ["bob"]
