from __future__ import annotations

import pytest

from policycheck.model.record import Record
from tests.engine.made import record
from tests.policy.asked import asked, refused

VERSIONS = [
    record(
        "{id: v1, account: epa, published_at: 2026-01-01, to: 2026-03-31, clauses: [{id: spam}]}",
        "comment_policy",
    ),
    record(
        "{id: v2, account: epa, published_at: 2026-04-01, clauses: [{id: spam}, {id: threats}]}",
        "comment_policy",
    ),
]
WORLD: dict[str, dict[str, Record]] = {
    "account": {"epa": record("{id: epa}", "account")},
    "post": {"p": record("{id: p, account: epa}")},
    "comment_policy": {one.id: one for one in VERSIONS},
}
IN_FORCE = "{action.clause: {field: post.account.comment_policy.clauses.id, at: action.at}}"


@pytest.mark.parametrize(
    ("clause", "at", "expected"),
    [
        ("spam", "2026-02-01", True),
        ("threats", "2026-02-01", False),
        ("threats", "2026-04-01", True),
        ("spam", "2026-03-31T23:59Z", True),
        ("other", "2026-05-01", False),
        ("spam", "2025-01-01", False),
    ],
)
def test_a_value_can_be_asked_for_as_it_was_at_a_date(clause: str, at: str, expected: bool) -> None:
    given = record(f"{{id: m, post: p, action: {{clause: {clause}, at: {at}}}}}", "moderation")
    assert asked(IN_FORCE, given, world=WORLD) == (expected, [])


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (record("{id: m, post: p, action: {clause: spam}}", "moderation"), "action.at"),
        (
            record(
                "{id: m, post: p, action: {clause: spam}}",
                "moderation",
                ["post", "action.clause"],
            ),
            "action.at",
        ),
    ],
)
def test_without_the_date_nothing_is_decided(given: Record, missing: str) -> None:
    assert asked(IN_FORCE, given, world=WORLD) == (None, [missing])


@pytest.mark.parametrize("path", ["action.clause", "post.approvals.at"])
def test_the_date_is_one_date(path: str) -> None:
    (problem,) = refused(IN_FORCE.replace("at: action.at", f"at: {path}"), "moderation")
    assert problem.message == f"{path} is no date"
    assert problem.line == 1
