"""A period that ends before it begins is an error with its place, and undecided to the rules."""

from __future__ import annotations

import pytest

from policycheck.document import Mapping
from policycheck.document.yaml import read_yaml
from policycheck.model.registry import RECORD_KINDS
from policycheck.readers.fields import Fields, admit_fields
from policycheck.source import Source


def admitted(kind: str, text: str) -> Fields:
    node, problems = read_yaml(Source("a.yaml", text))
    assert isinstance(node, Mapping)
    assert not problems
    return admit_fields(node, RECORD_KINDS[kind], None, {})


@pytest.mark.parametrize(
    ("kind", "text", "withheld", "place"),
    [
        (
            "assignment",
            "{granted_at: 2026-03-01, expires_at: 2026-02-01}",
            "expires_at",
            "a.yaml:1:38",
        ),
        (
            "assignment",
            "{granted_at: 2026-03-01, revoked_at: 2026-02-28}",
            "revoked_at",
            "a.yaml:1:38",
        ),
        (
            "person",
            "{started_at: 2026-03-01, departed_at: 2025-03-01}",
            "departed_at",
            "a.yaml:1:39",
        ),
        (
            "calendar",
            "windows:\n- {kind: election, from: 2026-03-02, to: 2026-03-01}",
            "windows",
            "a.yaml:2:42",
        ),
    ],
)
def test_an_end_before_its_beginning_is_told_and_withheld(
    kind: str, text: str, withheld: str, place: str
) -> None:
    found = admitted(kind, text)
    assert [str(problem).startswith(f"{place}: ") for problem in found.problems] == [True]
    assert "would end before it begins" in found.problems[0].message
    assert found.withheld[withheld] == "it ends before it begins"
    assert withheld not in found.values


def test_the_same_day_and_a_later_one_are_in_order() -> None:
    found = admitted("assignment", "{granted_at: 2026-03-01, expires_at: 2026-03-01}")
    assert not found.problems
    assert not found.withheld
