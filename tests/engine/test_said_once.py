from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.engine.said_once import (
    LeftOut,
    by_place,
    findings_said_once,
    said_in_order,
    unknown_said_once,
)
from policycheck.model.finding import (
    Clause,
    Finding,
    Location,
    Outcome,
    RecordName,
    Severity,
    Unknown,
    order,
)

POST = RecordName("post", "p")
OTHER = RecordName("post", "q")
COVERS = {"B": frozenset({"A"}), "C": frozenset({"B"})}


def finding(
    rule: str,
    severity: Severity = Severity.WARNING,
    column: int = 1,
    record: RecordName = POST,
    *,
    observed: bool = False,
) -> Finding:
    return Finding(
        rule=rule,
        title="T",
        severity=severity,
        outcome=Outcome.FAIL,
        message="M",
        record=record,
        location=Location("p.yaml", 1, column, 1, column + 1, "/text"),
        label="",
        clause=Clause("r.yaml", 1, "T"),
        fingerprint="f",
        observed=observed,
    )


def said(*findings: Finding) -> list[str]:
    kept = findings_said_once(findings, COVERS, Counter())
    return [one.rule for one in kept]


def test_of_two_rules_that_ask_the_same_the_covering_one_speaks() -> None:
    assert said(finding("A"), finding("B")) == ["B"]
    assert said(finding("B"), finding("A")) == ["B"]


def test_what_is_left_out_is_counted() -> None:
    left_out: Counter[LeftOut] = Counter()
    findings_said_once([finding("A"), finding("B")], COVERS, left_out)
    assert left_out == {LeftOut("A", "B"): 1}


def test_the_one_that_weighs_more_speaks() -> None:
    assert said(finding("A", Severity.ERROR), finding("B", Severity.WARNING)) == ["A"]
    assert said(finding("A", Severity.WARNING), finding("B", Severity.ERROR)) == ["B"]


def test_one_that_is_only_observed_speaks_for_none_that_counts() -> None:
    assert said(finding("A"), finding("B", Severity.ERROR, observed=True)) == ["A"]
    assert said(finding("A", observed=True), finding("B", observed=True)) == ["B"]


def test_another_place_and_another_record_are_said_by_themselves() -> None:
    assert said(finding("A", column=2), finding("B")) == ["A", "B"]
    assert said(finding("A", record=OTHER), finding("B")) == ["A", "B"]


def test_one_finding_speaks_for_one_of_each_rule() -> None:
    assert said(finding("A"), finding("A"), finding("B")) == ["A", "B"]
    assert said(finding("A"), finding("A"), finding("B"), finding("B")) == ["B", "B"]


def test_rules_that_do_not_cover_each_other_are_both_said() -> None:
    assert said(finding("A"), finding("C")) == ["A", "C"]


def test_of_a_chain_one_speaks() -> None:
    assert said(finding("A"), finding("B"), finding("C")) == ["C"]


@pytest.mark.parametrize("order", ["AB", "BA"])
def test_of_a_circle_one_still_speaks(order: str) -> None:
    covers = {"A": frozenset({"B"}), "B": frozenset({"A"})}
    kept = findings_said_once([finding(one) for one in order], covers, Counter())
    assert [one.rule for one in kept] == [order[1]]


def test_what_neither_could_decide_is_said_once() -> None:
    unknown = [Unknown("A", POST, ("text",)), Unknown("B", POST, ("text",))]
    assert unknown_said_once(unknown, COVERS) == unknown[1:]
    assert unknown_said_once(unknown[:1], COVERS) == unknown[:1]
    elsewhere = [unknown[0], Unknown("B", OTHER, ("text",))]
    assert unknown_said_once(elsewhere, COVERS) == elsewhere


@given(
    st.lists(
        st.builds(
            finding,
            st.sampled_from("ABCDE"),
            st.sampled_from([Severity.ERROR, Severity.WARNING]),
            st.integers(1, 2),
            st.sampled_from([POST, OTHER]),
            observed=st.booleans(),
        )
    )
)
def test_place_by_place_the_same_is_said_as_of_all_at_once(found: list[Finding]) -> None:
    covers = {**COVERS, "D": frozenset({"E"}), "E": frozenset({"D"})}
    whole: Counter[LeftOut] = Counter()
    by_and_by: Counter[LeftOut] = Counter()
    expected = sorted(findings_said_once(found, covers, whole), key=order)
    said = [*said_in_order(sorted(found, key=by_place), covers, by_and_by)]
    assert said == expected
    assert by_and_by == whole
