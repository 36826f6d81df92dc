from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.model.record import Record
from tests.readers.admitting import place, read

SECRET = "Tr0ub4dor&3"


def texts(node: Node) -> list[str]:
    if isinstance(node, Scalar):
        return [node.text, node.source.text]
    below = [e.value for e in node] if isinstance(node, Mapping) else node.items
    return [node.source.text, *(text for one in below for text in texts(one))]


def assert_nowhere(record: Record, secret: str = SECRET) -> None:
    assert secret not in str(record.fields)
    assert secret not in str(record.withheld)
    assert all(secret not in text for text in texts(record.node))


@pytest.mark.parametrize(
    ("written", "at", "message"),
    [
        (
            f"credential:\n  store: {SECRET}\n",
            (3, 10),
            "credential.store holds what looks like a password: ********",
        ),
        (
            f'mfa: {{enabled: "{SECRET}"}}\n',
            (2, 16),
            "mfa.enabled holds what looks like a password: ********",
        ),
        (
            f"apps:\n  - name: Scheduler\n    secret: {SECRET}\n",
            (4, 13),
            "apps.secret holds what looks like a password: ********",
        ),
        (
            f"credential: {{store: {{value: {SECRET}, attested_by: j.ortiz}}}}\n",
            (2, 29),
            "credential.store holds what looks like a password: ********",
        ),
        (
            f"password: {SECRET}\n",
            (2, 11),
            "password holds what looks like a secret: ********",
        ),
    ],
)
def test_a_secret_is_told_with_its_place_and_kept_nowhere(
    tmp_path: Path, written: str, at: tuple[int, int], message: str
) -> None:
    found = read(tmp_path, "a.yaml", f"id: epa-x\n{written}", kind="account")
    (problem,) = found.problems
    assert (problem.line, problem.column) == at
    assert problem.message == message
    assert problem.help
    (record,) = found.records
    assert_nowhere(record)
    assert set(record.withheld) == {written.partition(":")[0]}


def test_what_stands_beside_a_secret_stays_in_its_place(tmp_path: Path) -> None:
    text = f"id: epa-x\nmfa: {{method: totp, seed: JBSWY3DPEHPK3PXP, enabled: true}} # {SECRET}\n"
    found = read(tmp_path, "a.yaml", text, kind="account")
    (record,) = found.records
    assert place(record, ("mfa", "method")) == (2, 15)
    assert place(record, ("mfa", "enabled")) == (2, 54)
    assert isinstance(record.node, Mapping)
    covered = text.replace("JBSWY3DPEHPK3PXP", "*" * 16)
    assert record.node.source.text == covered


def test_a_secret_is_covered_wherever_the_file_repeats_it(tmp_path: Path) -> None:
    text = f"# {SECRET}\nid: epa-x\ncredential: {{store: {SECRET}}}\nbio: Not {SECRET}\n"
    found = read(tmp_path, "a.yaml", text, kind="account")
    (record,) = found.records
    assert isinstance(record.node, Mapping)
    assert SECRET not in record.node.source.text


def test_records_on_one_line_are_cleared_before_the_first_is_given(tmp_path: Path) -> None:
    text = f'[{{"id": "a"}}, {{"id": "b", "credential": {{"store": "{SECRET}"}}}}]'
    found = read(tmp_path, "a.json", text, kind="account")
    assert found.ids == ["a", "b"]
    assert_nowhere(found.records[0])
    assert place(found.records[0], ("id",)) == (1, 10)


def test_a_private_key_of_several_lines_is_covered_line_by_line(tmp_path: Path) -> None:
    key = "-----BEGIN PRIVATE KEY-----\n    MIIEvQIBADANBg\n    -----END PRIVATE KEY-----\n"
    text = f"id: a\ncredential:\n  store: |\n    {key}bio: b\n"
    found = read(tmp_path, "a.yaml", text, kind="account")
    (record,) = found.records
    assert_nowhere(record, "MIIEvQIBADANBg")
    assert place(record, ("bio",)) == (7, 6)


@pytest.mark.parametrize("name", ["a.yaml", "a.csv", "a.json", "a.jsonl"])
def test_secrets_are_found_in_every_form_of_file(tmp_path: Path, name: str) -> None:
    text = {
        "a.yaml": f"id: a\ncredential: {{store: {SECRET}}}\n",
        "a.csv": f'id,credential.store,name\na,"{SECRET}",b\n',
        "a.json": f'{{"id": "a", "credential": {{"store": "{SECRET}"}}}}',
        "a.jsonl": f'{{"id": "a", "credential": {{"store": "{SECRET}"}}}}\n',
    }[name]
    found = read(tmp_path, name, text, kind="account")
    (record,) = found.records
    assert len(found.problems) == 1
    assert_nowhere(record)


def test_a_column_that_is_not_mapped_is_covered_too(tmp_path: Path) -> None:
    text = f"handle,password,vault\na,{SECRET},Summer2026!\n"
    mapping = {"id": "handle", "credential.store": "vault"}
    found = read(tmp_path, "a.csv", text, kind="account", mapping=mapping)
    (record,) = found.records
    assert [problem.message.partition(" ")[0] for problem in found.problems] == [
        "password",
        "credential.store",
    ]
    assert_nowhere(record)
    assert_nowhere(record, "Summer2026!")


def test_security_that_says_where_and_how_is_no_secret(tmp_path: Path) -> None:
    text = """\
id: epa-x
mfa: {enabled: {value: true, attested_by: j.ortiz, attested_on: 2026-10-01}, method: totp}
signup: {email: social@water.example, shared: false}
recovery: {email: it@water.example, phone: +1 202-555-0142, phone_owner: Office of IT}
recovery_tests: [{person: j.ortiz, at: 2026-10-01, ok: true}]
credential:
  store: vault
  rotated_at: 2026-09-01
  holders: [{person: j.ortiz, from: 2025-01-01, to: 2026-01-01}]
apps: [{name: Hootsuite, scope: "read, publish", reviewed_at: 2026-10-01}]
"""
    found = read(tmp_path, "a.yaml", text, kind="account")
    assert not found.unknown
    assert found.only.fields["credential"]["store"] == "vault"
    assert list(found.only.attested) == ["mfa.enabled"]


def test_what_is_attested_stands_where_its_value_stands(tmp_path: Path) -> None:
    text = "id: a\nbio:\n  value: Water for all\n  attested_by: j.ortiz\n"
    record = read(tmp_path, "a.yaml", text, kind="account").only
    assert record.fields["bio"] == "Water for all"
    assert place(record, ("bio",), "for") == (3, 16)


def test_what_is_wrong_with_an_attestation_withholds_the_field(tmp_path: Path) -> None:
    found = read(tmp_path, "a.yaml", "id: a\nbio: {value: b, expire: 2027-01-01}\n", kind="account")
    (record,) = found.records
    assert "bio" in record.withheld
    assert "bio" not in record.fields
    assert found.errors == ["a.yaml:2:17: an attested value has no 'expire'"]


def test_posts_may_say_what_they_like(tmp_path: Path) -> None:
    assert not read(tmp_path, "a.yaml", f"text: a\npassword: {SECRET}\n").problems


def test_a_list_without_its_secrets_keeps_the_rest(tmp_path: Path) -> None:
    text = "id: a\nrecovery: {codes: [12345678, 23456789], phone: 202-555-0142}\n"
    found = read(tmp_path, "a.yaml", text, kind="account")
    (record,) = found.records
    assert len(found.problems) == 2
    assert isinstance(record.node, Mapping)
    recovery = record.node.get("recovery")
    assert isinstance(recovery, Mapping)
    codes = recovery.get("codes")
    assert isinstance(codes, Sequence)
    assert codes.items == []
