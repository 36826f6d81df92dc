"""`--update` changes what a suite expects to what happens, and not one other character."""

from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.errors import InputError
from policycheck.tasks.proving import ProvingRequest, prove
from policycheck.tasks.updating import updates_of, write_updates

POLICY = """\
policycheck: 1
id: p
title: P
rules:
  - id: A
    title: No rain
    applies_to: post
    severity: error
    check: {kind: forbidden-text, phrases: [rain]}
    message: "{match} is wet"
  - id: PII
    title: No numbers
    applies_to: post
    severity: error
    check: {kind: sensitive-data, detectors: [us-ssn]}
"""
HEAD = """\
as_of: 2026-06-01   # long ago
rules: [A]
records:
  posts:
    - {id: wet, text: "Much rain"}   # it pours
    - {id: dry, text: 'Snow'}
    - {id: ssn, text: 219-09-9999}
"""


def request(folder: Path) -> ProvingRequest:
    return ProvingRequest(["p.yaml"], folder)


def written(folder: Path, expect: str) -> Path:
    (folder / "p.yaml").write_text(POLICY, encoding="utf-8")
    file = folder / "s.test.yaml"
    file.write_bytes((HEAD + expect).encode())
    return file


@pytest.mark.parametrize(
    ("expect", "after"),
    [
        (
            "expect:\n  - {rule: A, record: wet, outcome: pass}   # why\n",
            "expect:\n  - {rule: A, record: wet, outcome: fail}   # why\n",
        ),
        (
            (
                "expect:\n  - rule: A\n    record: dry\n    outcome: 'fail'  # why\n"
                "    found: Snow\n"
                "  - {rule: A, record: wet, outcome: fail}\n"
            ),
            (
                'expect:\n  - rule: A\n    record: dry\n    outcome: "pass"  # why\n'
                "  - {rule: A, record: wet, outcome: fail}\n"
            ),
        ),
        (
            (
                "expect: [{found: Snow, rule: A, message: b, record: dry, outcome: fail},\n"
                "  {rule: A, record: wet, outcome: fail}]"
            ),
            (
                "expect: [{rule: A, record: dry, outcome: pass},\n"
                "  {rule: A, record: wet, outcome: fail}]"
            ),
        ),
        (
            "expect: [{rule: A, record: wet, outcome: fail, found: [rains, rain], message: wet}]\n",
            "expect: [{rule: A, record: wet, outcome: fail, found: [rains, rain], message: wet}]\n",
        ),
        (
            "expect: [{rule: A, record: wet, outcome: fail, found: Rain}]\n",
            "expect: [{rule: A, record: wet, outcome: fail, found: rain}]\n",
        ),
        (
            'expect: [{rule: A, record: wet, outcome: fail, message: "wet: yes"}]\n',
            'expect: [{rule: A, record: wet, outcome: fail, message: "rain is wet"}]\n',
        ),
        (
            "expect: [{rule: A, record: wet, outcome: fail, severity: info}]\n",
            "expect: [{rule: A, record: wet, outcome: fail, severity: error}]\n",
        ),
        (
            "expect:\n  - {rule: A, record: dry, outcome: pass}\n# the end\n",
            (
                "expect:\n  - {rule: A, record: dry, outcome: pass}\n"
                "  - {rule: A, record: wet, outcome: fail}\n# the end\n"
            ),
        ),
        (
            "expect: [{rule: A, record: dry, outcome: pass}] # the end",
            (
                "expect: [{rule: A, record: dry, outcome: pass}, "
                "{rule: A, record: wet, outcome: fail}] # the end"
            ),
        ),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_differs_is_changed_and_nothing_else(
    tmp_path: Path, expect: str, after: str, end: str
) -> None:
    file = written(tmp_path, "")
    file.write_bytes("\ufeff".encode() + (HEAD + expect).replace("\n", end).encode())
    write_updates(updates_of(request(tmp_path)))
    expected = (HEAD + after).replace("\n", end)
    assert file.read_bytes().decode() == "\ufeff" + expected


def test_what_was_updated_comes_out(tmp_path: Path) -> None:
    written(tmp_path, "expect: [{rule: A, record: dry, outcome: fail, found: Snow}]\n")
    assert len(prove(request(tmp_path)).findings) == 2
    write_updates(updates_of(request(tmp_path)))
    assert prove(request(tmp_path)).findings == ()
    assert updates_of(request(tmp_path)) == []


def test_the_difference_is_shown_as_a_patch(tmp_path: Path) -> None:
    written(tmp_path, "expect: [{rule: A, record: wet, outcome: unknown}]\n")
    (update,) = updates_of(request(tmp_path))
    lines = list(update.diff)
    assert lines[:2] == ["--- a/s.test.yaml\n", "+++ b/s.test.yaml\n"]
    assert "-expect: [{rule: A, record: wet, outcome: unknown}]\n" in lines
    assert "+expect: [{rule: A, record: wet, outcome: fail}]\n" in lines


def test_an_expectation_of_several_pairs_is_left_to_a_person(tmp_path: Path) -> None:
    written(tmp_path, "expect: [{rule: A, record: [wet, dry], outcome: pass}]\n")
    (update,) = updates_of(request(tmp_path))
    assert update.after == update.before
    assert update.left == [
        "s.test.yaml:8:49: it stands for several rules or records: write A on post wet apart"
    ]


def test_a_private_value_is_never_written_into_a_suite(tmp_path: Path) -> None:
    wet = "{rule: A, record: wet, outcome: fail}"
    written(tmp_path, f"expect: [{wet}, {{rule: PII, record: ssn, outcome: fail, found: x}}]\n")
    (update,) = updates_of(request(tmp_path))
    assert update.after == update.before
    assert "is private" in update.left[0]


def test_a_file_that_changed_meanwhile_is_not_written(tmp_path: Path) -> None:
    file = written(tmp_path, "expect: [{rule: A, record: wet, outcome: pass}]\n")
    updates = updates_of(request(tmp_path))
    file.write_text("mine\n", encoding="utf-8")
    with pytest.raises(InputError, match="has changed"):
        write_updates(updates)
    assert file.read_text(encoding="utf-8") == "mine\n"
