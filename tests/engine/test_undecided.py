from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policycheck.engine.said_once import unknown_said_once
from policycheck.engine.undecided import Undecided
from policycheck.model.finding import RecordName, Unknown

from .test_spool import held_at_most

COVERS = {"B": frozenset({"A"}), "C": frozenset({"B"}), "D": frozenset({"D"})}

unknowns = st.lists(
    st.builds(
        Unknown,
        st.sampled_from("ABCD"),
        st.builds(RecordName, st.just("post"), st.sampled_from(["p", "q", "r"])),
        st.sampled_from([("text",), ("media", "lang")]),
        st.sampled_from(["", "no account is on record"]),
    )
)


def made(several: list[Unknown]) -> Undecided:
    patch = held_at_most(2)
    found = Undecided()
    found += several
    patch.undo()
    return found


@given(unknowns)
def test_what_is_said_of_a_record_stays_in_its_order(several: list[Unknown]) -> None:
    found = made(several)
    assert len(found) == len(several)
    assert list(found) == sorted(several, key=lambda one: one.record)
    assert list(reversed(found)) == list(found)[::-1]


@given(unknowns)
def test_each_record_is_given_once_with_all_that_is_said_of_it(several: list[Unknown]) -> None:
    names = [record for record, _ in made(several).by_record()]
    assert names == sorted({one.record for one in several})


@given(unknowns)
def test_what_a_covering_rule_says_is_left_out_as_from_a_list(several: list[Unknown]) -> None:
    in_order = sorted(several, key=lambda one: one.record)
    said = made(several).said_once(COVERS)
    assert list(said) == unknown_said_once(in_order, COVERS)
    assert len(said) == len(list(said))
