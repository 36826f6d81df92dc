from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policycheck
from policycheck import Checker, CheckRequest, InputError, check, project_at
from policycheck.model.finding import Finding
from policycheck.readers.door import Entrance
from tests.readers.test_short_way import RECORDS

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
AGENCY = Path(policycheck.__file__).parents[1] / "examples" / "agency"


def told(findings: tuple[Finding, ...]) -> set[tuple[str, str, int, str]]:
    return {(one.rule, one.message, one.location.column, one.severity.value) for one in findings}


def test_a_text_is_judged_as_a_post(tmp_path: Path) -> None:
    found = Checker("core", base=tmp_path).check("Click here to see the report.", now=NOW)
    assert found.errors == ()
    assert {one.rule for one in found.findings} >= {"plain-link-text"} or found.findings
    (one,) = [one for one in found.findings if "here" in one.message.lower()][:1]
    assert (one.location.path, one.location.pointer) == ("record", "/text")


def test_one_at_a_time_comes_to_what_a_file_comes_to(tmp_path: Path) -> None:
    texts = [
        f"Click here: utilize the {word}, ASAP, and CALL NOW FOR HELP {number}!!!"
        for number, word in enumerate(["form", "Form", "road", "map"] * 40)
    ]
    (tmp_path / "posts.jsonl").write_text(
        "".join(f'{{"text": "{text}"}}\n' for text in texts), encoding="utf-8"
    )
    request = CheckRequest(paths=("posts.jsonl",), base=tmp_path, now=NOW)
    whole = {(one.rule, one.message) for one in check(request).findings}
    checker = Checker("core", base=tmp_path)
    singly = {
        (one.rule, one.message) for text in texts for one in checker.check(text, now=NOW).findings
    }
    assert whole
    assert singly == {one for one in whole if not one[0].startswith("policycheck:")}


def test_the_accounts_and_people_of_a_project_are_known() -> None:
    checker = Checker(project=project_at(AGENCY))
    found = checker.check({"account": "ewa-x", "text": "Rain"}, now=NOW)
    other = checker.check({"account": "nobody", "text": "Rain"}, now=NOW)
    assert found.errors == other.errors == ()
    assert any("nobody" in one.why for one in other.unknown)
    assert not any("ewa-x" in one.why for one in found.unknown)


def test_what_does_not_fit_is_an_error_with_its_place_and_the_rest_is_judged(
    tmp_path: Path,
) -> None:
    found = Checker("core", base=tmp_path).check(
        {"text": "Click here.", "publish_at": "some day"}, now=NOW
    )
    (error,) = found.errors
    assert (error.path, error.line) == ("record", 1)
    assert found.findings


def test_instants_may_be_given_as_such(tmp_path: Path) -> None:
    found = Checker("core", base=tmp_path).check({"text": "Rain", "published_at": NOW}, now=NOW)
    assert found.errors == ()
    with pytest.raises(TypeError, match="object is no value of a record"):
        Checker("core", base=tmp_path).check({"text": object()})


def test_a_policy_that_cannot_be_used_is_refused_with_its_problems(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("policycheck: 1\nid: p\ntitle: P\nrulez: []\n", "utf-8")
    with pytest.raises(InputError) as refused:
        Checker("p.yaml", base=tmp_path)
    (problem,) = refused.value.problems
    assert (problem.path, problem.line) == ("p.yaml", 4)


def test_several_threads_get_what_one_gets(tmp_path: Path) -> None:
    checker = Checker("core", base=tmp_path)
    texts = [f"Click here {number % 7} to utilize the form" for number in range(200)]
    alone = [told(checker.check(text, now=NOW).findings) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: told(checker.check(text, now=NOW).findings), texts))
    assert together == alone
    assert all(alone)


def test_roles_that_are_read_once_are_those_of_the_account_and_the_day(tmp_path: Path) -> None:
    vouched = (
        '{"value": "approver", "attested_by": "bob",'
        ' "attested_on": "2026-01-01", "expires": "2026-06-01"}'
    )
    files = {
        "accounts.jsonl": '{"id": "a"}\n{"id": "b"}\n',
        "people.jsonl": '{"id": "ann"}\n',
        "roles.jsonl": f'{{"id": "r", "account": "a", "person": "ann", "role": {vouched}}}\n',
        "policy.yaml": (
            "policycheck: 1\nid: p\ntitle: P\nrules:\n- id: P-1\n  title: Approved\n"
            "  applies_to: post\n  check: {kind: approval, roles: [approver]}\n"
            "  severity: error\n  remedy: Ask.\n"
        ),
        "policycheck.yaml": (
            "policy: policy.yaml\nrecords:\n  accounts: [accounts.jsonl]\n"
            "  people: [people.jsonl]\n  assignments: [roles.jsonl]\n"
        ),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    checker = Checker(project=project_at(tmp_path))
    approval = {"person": "ann", "role": "approver", "decision": "approved", "at": "2026-01-02"}

    def outcome(account: str, month: int) -> tuple[int, int]:
        post = {"account": account, "published_at": "2026-01-03", "approvals": [approval]}
        found = checker.check(post, now=datetime(2026, month, 2, tzinfo=UTC))
        assert found.errors == ()
        return len(found.findings), len(found.unknown)

    assert [outcome("a", 5), outcome("b", 5), outcome("a", 5)] == [(0, 0), (1, 0), (0, 0)]
    assert [outcome("a", 7), outcome("a", 5)] == [(0, 1), (0, 0)]


@pytest.fixture(scope="module")
def of_agency() -> Checker:
    return Checker("us-federal", project=project_at(AGENCY))


@pytest.mark.parametrize("kind", ["post", "account", "assignment"])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_fields_that_fit_come_to_what_their_line_of_json_comes_to(
    of_agency: Checker, kind: str, data: st.DataObject
) -> None:
    fields = data.draw(RECORDS[kind])
    at_once = of_agency.check(fields, kind=kind, now=NOW)
    with patch.object(Entrance, "plain", return_value=None):
        assert at_once == of_agency.check(fields, kind=kind, now=NOW)


def test_nothing_is_written_as_json_while_nobody_asks_for_a_place(tmp_path: Path) -> None:
    checker = Checker("core", base=tmp_path)
    with patch("policycheck.tasks.checker.json.dumps") as written:
        assert checker.check({"id": "a", "text": "Rain is coming."}, now=NOW).findings == ()
    assert written.call_count == 0
