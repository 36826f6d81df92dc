from __future__ import annotations

import hashlib
import json

import pytest

from policycheck.model.record import Record
from policycheck.plan import Judgement
from tests.kinds.verdicts import AT, judged, record, refusal

ROLE = "{kind: approval, roles: [approver]}"


def by_id(kind: str, *texts: str) -> dict[str, Record]:
    made = [record(f"{{{text}}}", kind) for text in texts]
    return {one.id: one for one in made}


def world(*grants: str, **more: str) -> dict[str, dict[str, Record]]:
    """Account a, ann and bob, who left on 1 June, and the assignments given."""
    rows = [f"id: g{number}, account: a, {grant}" for number, grant in enumerate(grants)]
    made = {
        "account": by_id("account", "id: a"),
        "person": by_id("person", "id: ann", "id: bob, departed_at: 2026-06-01"),
        "assignment": by_id("assignment", *rows),
    }
    return made | {kind: by_id(kind, text) for kind, text in more.items()}


def post(*approvals: str, **fields: str) -> str:
    given = {"text": "Rain", "account": "a", "published_at": '"2026-05-10T12:00Z"'} | fields
    written = ", ".join(f"{name}: {value}" for name, value in given.items())
    return f"{{{written}, approvals: [{', '.join(approvals)}]}}"


def approved(at: str = "2026-05-10T09:00Z", who: str = "ann", **fields: str) -> str:
    given = {"person": who, "role": "approver", "decision": "approved", "at": f'"{at}"'} | fields
    return f"{{{', '.join(f'{name}: {value}' for name, value in given.items() if value)}}}"


def verdict(check: str, text: str, others: dict[str, dict[str, Record]]) -> Judgement:
    return judged(check, text, others=others)


def why(found: Judgement) -> str:
    assert found.outcome == "fail", found
    return str(found.hits[0].values["why"])


@pytest.mark.parametrize(
    ("grant", "words"),
    [
        ('person: ann, role: approver, granted_at: "2026-05-10T09:01Z"', "granted later"),
        ('person: ann, role: approver, revoked_at: "2026-05-10T09:00Z"', "revoked"),
        ('person: ann, role: approver, expires_at: "2026-05-10T09:00Z"', "expired"),
        ("person: ann, role: approver, expires_at: 2026-05-09", "expired"),
        ("person: ann, role: author", "does not hold role approver"),
        ("person: bob, role: approver", "does not hold role approver"),
        ("person: ann, role: approver, categories: [legal]", "for legal only"),
    ],
)
def test_a_role_that_was_not_held_at_the_time_does_not_approve(grant: str, words: str) -> None:
    assert words in why(verdict(ROLE, post(approved()), world(grant)))


@pytest.mark.parametrize(
    "grant",
    [
        'person: ann, role: approver, granted_at: "2026-05-10T09:00Z"',
        'person: ann, role: approver, revoked_at: "2026-05-10T09:01Z"',
        'person: ann, role: approver, expires_at: "2026-05-10T09:01Z"',
        "person: ann, role: approver, expires_at: 2026-05-10",
        "person: ann, role: approver, categories: [legal, Event]",
    ],
)
def test_a_role_that_was_held_at_the_time_approves(grant: str) -> None:
    found = verdict(ROLE, post(approved(), category="event"), world(grant))
    assert found.outcome == "pass"


def test_one_grant_of_several_is_enough() -> None:
    others = world(
        "person: ann, role: approver, revoked_at: 2026-01-01",
        "person: ann, role: approver, granted_at: 2026-02-01",
    )
    assert verdict(ROLE, post(approved()), others).outcome == "pass"


def test_who_has_left_approves_nothing_from_the_next_day_on() -> None:
    others = world("person: bob, role: approver")
    late = post(approved("2026-06-02T09:00Z", "bob"), published_at='"2026-06-03T09:00Z"')
    found = verdict(ROLE, late, others)
    assert "had left" in why(found)
    assert others["person"]["bob"] in [place.record for place, _ in found.hits[0].related]
    last_day = post(approved("2026-06-01T09:00Z", "bob"), published_at='"2026-06-03T09:00Z"')
    assert verdict(ROLE, last_day, others).outcome == "pass"


def test_the_finding_leads_to_the_approval_and_to_the_assignment() -> None:
    others = world("person: ann, role: approver, revoked_at: 2026-05-01")
    (hit,) = verdict(ROLE, post(approved()), others).hits
    assert hit.place.pointer == ("approvals",)
    (approval, says), *trail = hit.related
    assert approval.pointer == ("approvals", 0)
    assert "ann" in says
    crossed = [others["account"]["a"], others["assignment"]["g0"]]
    assert [place.record for place, _ in trail] == crossed
    assert "ann is approver on a revoked 2026-05-01" in trail[-1][1]


@pytest.mark.parametrize(
    ("approval", "words"),
    [
        (approved("2026-05-10T12:01Z"), "after publication"),
        (approved(at="2026-05-10T09:00Z", who=""), "who gave it"),
        ("{person: ann, role: approver, decision: approved}", "when it was given"),
        ("{person: ann, role: approver, at: 2026-05-01}", "what was decided"),
    ],
)
def test_an_approval_that_is_late_or_says_too_little_does_not_count(
    approval: str, words: str
) -> None:
    assert words in why(verdict(ROLE, post(approval), world("person: ann, role: approver")))


@pytest.mark.parametrize(
    ("role", "at", "outcome"),
    [
        ("approver", "2026-05-10T09:01Z", "fail"),
        ("approver", "2026-05-10T08:59Z", "pass"),
        ("legal", "2026-05-10T09:01Z", "pass"),
        ("", "2026-05-10T09:01Z", "fail"),
    ],
)
def test_a_later_rejection_in_the_role_undoes_an_approval(role: str, at: str, outcome: str) -> None:
    text = post(approved(at, "bob", role=role, decision="rejected"), approved())
    found = verdict(ROLE, text, world("person: ann, role: approver"))
    assert found.outcome == outcome


def test_of_one_day_the_order_of_writing_decides() -> None:
    others = world("person: ann, role: approver")
    no = approved("2026-05-10", "bob", decision="rejected")
    assert verdict(ROLE, post(approved("2026-05-10"), no), others).outcome == "fail"
    assert verdict(ROLE, post(no, approved("2026-05-10")), others).outcome == "pass"


def test_two_people_are_two_however_often_one_approves() -> None:
    two = "{kind: approval, roles: [approver], at_least: 2}"
    others = world("person: ann, role: approver", "person: bob, role: approver")
    twice = post(approved(), approved("2026-05-10T10:00Z"))
    assert verdict(two, twice, others).outcome == "fail"
    assert verdict(two, post(approved(), approved(who="bob")), others).outcome == "pass"


def test_the_author_alone_does_not_approve() -> None:
    others = world("person: ann, role: approver")
    assert "author" in why(verdict(ROLE, post(approved(), author="ann"), others))
    assert verdict(ROLE, post(approved(), author="bob"), others).outcome == "pass"
    own = "{kind: approval, roles: [approver], other_than_author: false}"
    assert verdict(own, post(approved(), author="ann"), others).outcome == "pass"


def test_without_roles_any_role_that_was_held_approves() -> None:
    others = world("person: ann, role: owner")
    check = "{kind: approval}"
    assert verdict(check, post(approved(role="owner")), others).outcome == "pass"
    assert verdict(check, post(approved(role="")), others).outcome == "pass"
    assert verdict(check, post(approved(role="legal")), others).outcome == "fail"
    assert verdict(check, post(approved(role="", who="bob")), others).outcome == "fail"


def test_each_role_has_to_approve() -> None:
    check = "{kind: approval, roles_each: [legal, sme]}"
    others = world("person: ann, role: legal", "person: bob, role: sme")
    legal, sme = approved(role="legal"), approved(who="bob", role="sme")
    assert verdict(check, post(legal, sme), others).outcome == "pass"
    found = verdict(check, post(legal, approved(who="bob", role="legal")), others)
    assert [hit.values["roles"] for hit in found.hits] == ["sme"]


def digest_of(**content: object) -> str:
    canonical = json.dumps(content, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({}, "pass"),
        ({"text": "Rain."}, "fail"),
        ({"media": "[{file: b.jpg, alt: A flooded road}]"}, "fail"),
        ({"media": "[{file: a.jpg, alt: A road}]"}, "fail"),
        ({"published_sha256": "00ff"}, "fail"),
    ],
)
def test_what_changed_after_approval_is_not_approved(change: dict[str, str], outcome: str) -> None:
    before = {"media": "[{file: a.jpg, alt: A flooded road}]"}
    digest = digest_of(text="Rain", media=[{"file": "a.jpg", "alt": "A flooded road"}]).upper()
    text = post(approved(content_sha256=f'"{digest}"'), **(before | change))
    others = world("person: ann, role: approver")
    assert verdict(ROLE, text, others).outcome == outcome
    lax = "{kind: approval, roles: [approver], same_content: false}"
    assert verdict(lax, text, others).outcome == "pass"


def test_an_approval_without_a_digest_counts_unless_one_is_asked_for() -> None:
    others = world("person: ann, role: approver")
    assert verdict(ROLE, post(approved()), others).outcome == "pass"
    strict = "{kind: approval, roles: [approver], same_content: true}"
    assert "content_sha256" in why(verdict(strict, post(approved()), others))


def test_an_approval_grows_old() -> None:
    check = "{kind: approval, roles: [approver], max_age: 30d}"
    others = world("person: ann, role: approver")
    assert "older than 30d" in why(verdict(check, post(approved("2026-04-10T11:59Z")), others))
    assert verdict(check, post(approved("2026-04-10T12:00Z")), others).outcome == "pass"


def test_an_approval_from_before_the_emergency_is_too_old() -> None:
    check = "{kind: approval, roles: [approver], since_windows: true}"
    storm = 'id: storm, windows: [{kind: emergency, from: "2026-05-10T09:30Z"}]'
    others = world("person: ann, role: approver", calendar=storm)
    found = verdict(check, post(approved()), others)
    assert "before the period" in why(found)
    assert others["calendar"]["storm"] in [place.record for place, _ in found.hits[0].related]
    assert verdict(check, post(approved("2026-05-10T09:30Z")), others).outcome == "pass"
    unknown = verdict(check, post(approved()), world("person: ann, role: approver"))
    assert unknown.outcome == "unknown"


@pytest.mark.parametrize(
    ("published", "approvals", "outcome"),
    [
        ("2026-06-14T12:00Z", "", "pass"),
        ("2026-06-14T11:59Z", "", "fail"),
        ("2026-06-10T12:00Z", approved("2026-06-11T12:00Z"), "pass"),
        ("2026-06-10T12:00Z", approved("2026-06-11T12:01Z"), "fail"),
        ("2026-06-10T12:00Z", approved("2026-06-10T11:59Z"), "fail"),
    ],
)
def test_a_review_comes_within_its_time_after_publication(
    published: str, approvals: str, outcome: str
) -> None:
    check = "{kind: approval, roles: [approver], after_publication: 24h}"
    assert str(AT) == "2026-06-15T12:00:00Z"
    text = post(*([approvals] if approvals else []), published_at=f'"{published}"')
    assert verdict(check, text, world("person: ann, role: approver")).outcome == outcome


def test_what_is_not_told_is_unknown_where_it_matters() -> None:
    others = world("person: ann, role: approver")
    no_people = {kind: found for kind, found in others.items() if kind != "person"}
    assert verdict(ROLE, post(approved()), no_people).outcome == "unknown"
    no_roles = {kind: found for kind, found in others.items() if kind != "assignment"}
    assert verdict(ROLE, post(approved()), no_roles).outcome == "unknown"
    assert verdict(ROLE, post(), no_roles).outcome == "fail"
    future = post(approved("2026-06-16T09:00Z"), published_at='"2026-06-20T12:00Z"')
    assert verdict(ROLE, future, others).outcome == "unknown"


def test_a_source_without_a_place_for_roles_or_authors_decides_nothing() -> None:
    others = world("person: ann, role: approver")
    carried = ["text", "account", "published_at", "author"]
    columns = [f"approvals.{name}" for name in ("person", "decision", "at")]
    bare = record(post(approved(role="")), carried=[*carried, *columns])
    assert judged(ROLE, bare, others=others).outcome == "unknown"
    nobody = record(
        post(approved()),
        carried=[*carried[:3], *columns, "approvals.role"],
    )
    assert judged(ROLE, nobody, others=others).outcome == "unknown"
    none = record("{text: Rain, account: a}", carried=["text", "account"])
    assert judged(ROLE, none, others=others).outcome == "unknown"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("roles: [aprover]", "approver"),
        ("roles: []", "empty"),
        ("roles: [legal], roles_each: [sme]", "not both"),
        ("at_least: 0", "at least 1"),
        ("after_publication: 24h, max_age: 1d", "before publication"),
    ],
)
def test_what_cannot_be_asked_is_refused(options: str, words: str) -> None:
    problem = refusal(f"{{kind: approval, {options}}}")
    assert words in f"{problem.message} {problem.help}"


def test_only_posts_are_approved() -> None:
    assert "post" in refusal("{kind: approval}", "account").message
