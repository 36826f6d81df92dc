from __future__ import annotations

from policycheck.engine.verdicts import Verdict, Verdicts
from policycheck.model.finding import Outcome
from tests.engine.made import record

POST, OTHER = record("{id: a, text: Rain}"), record("{id: a, text: Rain}")
COMMON = (("C", Outcome.PASS), ("D", Outcome.NOT_APPLICABLE))


def test_a_row_has_what_is_its_own_and_what_its_sort_has_in_common() -> None:
    verdicts = Verdicts()
    verdicts.of(POST).own.append(("A", Outcome.FAIL))
    verdicts.of(POST).take_over(COMMON)
    verdicts.of(OTHER).take_over(COMMON)
    assert list(verdicts) == [
        Verdict("A", POST, Outcome.FAIL),
        *(Verdict(rule, POST, outcome) for rule, outcome in COMMON),
        *(Verdict(rule, OTHER, outcome) for rule, outcome in COMMON),
    ]
    assert verdicts.of(POST).common is verdicts.of(OTHER).common


def test_a_record_may_be_of_a_sort_in_each_of_two_programs() -> None:
    verdicts = Verdicts()
    for common in (COMMON, (("E", Outcome.PASS),)):
        verdicts.of(POST).take_over(common)
    assert {one.rule for one in verdicts} == {"C", "D", "E"}


def test_records_are_told_by_identity_and_not_by_their_ids() -> None:
    verdicts = Verdicts()
    assert verdicts.of(POST) is not verdicts.of(OTHER)
    assert verdicts.of(POST) is verdicts.of(POST)
