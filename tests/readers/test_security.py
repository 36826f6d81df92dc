from __future__ import annotations

from pathlib import Path

from policycheck.errors import Problem
from policycheck.model.record import Record, carries
from policycheck.readers.security import joined
from tests.readers.admitting import Read, place, read

ACCOUNTS = "- {id: x, name: Water, tags: [a]}\n- {id: fb, name: Rain, approved_clients: [web]}\n"


def accounts(folder: Path, text: str = ACCOUNTS, name: str = "a.yaml") -> Read:
    return read(folder, name, text, kind="account")


def security(folder: Path, text: str, name: str = "private/s.yaml") -> Read:
    return read(folder, name, text, kind="account_security")


def put_together(one: Read, other: Read) -> tuple[list[Record], list[Problem]]:
    assert not one.problems
    found = list(joined(one.records, other.records))
    return (
        [item for item in found if isinstance(item, Record)],
        [item for item in found if isinstance(item, Problem)],
    )


def test_an_account_takes_its_security_with_the_places_of_that_file(tmp_path: Path) -> None:
    text = "x:\n  mfa: {enabled: true, method: app}\n"
    records, problems = put_together(accounts(tmp_path), security(tmp_path, text))
    assert not problems
    first, second = records
    assert (first.kind, first.id) == ("account", "x")
    assert first.fields["mfa"] == {"enabled": True, "method": "app"}
    assert first.fields["name"] == "Water"
    assert place(first, ("mfa", "method")) == (2, 32)
    assert place(first, ("name",)) == (1, 17)
    assert "mfa" not in second.fields


def test_the_record_as_a_whole_still_begins_in_its_own_file(tmp_path: Path) -> None:
    text = "- {id: fb, mfa: {enabled: true}}\n"
    records, _ = put_together(accounts(tmp_path), security(tmp_path, text))
    entries = getattr(records[1].node, "entries", {})
    assert [entry.key.source.path for entry in entries.values()] == ["a.yaml"] * 3 + [
        "private/s.yaml"
    ]


def test_security_without_an_account_is_told(tmp_path: Path) -> None:
    text = "- {id: x, mfa: {enabled: true}}\n- {id: y, mfa: {enabled: true}}\n"
    records, problems = put_together(accounts(tmp_path), security(tmp_path, text))
    assert len(records) == 2
    assert [str(problem) for problem in problems] == [
        "private/s.yaml:2:8: this is the security of 'y', and there is no account of that id"
    ]


def test_a_field_that_stands_in_both_is_told_and_the_account_keeps_its_own(tmp_path: Path) -> None:
    text = "- {id: fb, approved_clients: [app], mfa: {enabled: true}}\n"
    records, problems = put_together(accounts(tmp_path), security(tmp_path, text))
    assert [str(problem) for problem in problems] == [
        "private/s.yaml:1:12: the account 'fb' has 'approved_clients' here and also at a.yaml:2"
    ]
    assert records[1].fields["approved_clients"] == ["web"]
    assert records[1].fields["mfa"] == {"enabled": True}


def test_two_parts_of_one_account_add_up_unless_they_say_the_same_field(tmp_path: Path) -> None:
    one = security(tmp_path, "- {id: x, mfa: {enabled: true}}\n", "p/one.yaml")
    two = security(tmp_path, "- {id: x, mfa: {enabled: false}, apps: [web]}\n", "p/two.yaml")
    one.records += two.records
    records, problems = put_together(accounts(tmp_path), one)
    assert records[0].fields["mfa"] == {"enabled": True}
    assert records[0].fields["apps"] == [{"name": "web"}]
    assert [(problem.path, problem.column) for problem in problems] == [("p/two.yaml", 11)]


def test_only_security_is_taken_from_the_file_for_it(tmp_path: Path) -> None:
    found = security(tmp_path, "- {id: x, bio: secretly, mfa: {enabled: true}}\n")
    assert [key.name for key in found.unknown] == ["bio"]
    records, _ = put_together(accounts(tmp_path), found)
    assert "bio" not in records[0].fields


def test_a_table_of_accounts_carries_what_the_other_file_does(tmp_path: Path) -> None:
    table = accounts(tmp_path, "id,name\nx,Water\n", "a.csv")
    records, _ = put_together(table, security(tmp_path, "x: {mfa: {enabled: true}}\n"))
    assert carries(records[0], "mfa.enabled")
    assert carries(records[0], "recovery.email")
    assert not carries(records[0], "bio")
    records, _ = put_together(table, security(tmp_path, "id,mfa.enabled\nx,true\n", "s.csv"))
    assert carries(records[0], "mfa.enabled")
    assert not carries(records[0], "recovery.email")


def test_what_is_withheld_or_attested_there_is_so_in_the_account(tmp_path: Path) -> None:
    text = "x:\n  mfa: {enabled: {value: true, attested_by: j.ortiz}}\n  apps: 5\n  signup: 5\n"
    found = security(tmp_path, text)
    assert len(found.problems) == 2
    records, _ = put_together(accounts(tmp_path), found)
    assert list(records[0].attested) == ["mfa.enabled"]
    assert set(records[0].withheld) == {"apps", "signup"}


def test_the_file_is_guarded_against_secrets_like_accounts_are(tmp_path: Path) -> None:
    found = security(tmp_path, "x: {credential: {password: rain}}\n")
    (problem,) = found.problems
    assert problem.message == "credential.password holds what looks like a secret: ********"
    assert "rain" not in str(found.records[0].fields)
