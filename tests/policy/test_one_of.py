"""A word or a flag is looked up at once: that gives what comparing with each gives."""

from __future__ import annotations

from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from policycheck.model.shape import ABSENT
from policycheck.plan import Case, Missing, NotCarried
from policycheck.policy.comparisons import Constant, any_of, compared, one_of, same

_WORDS = st.sampled_from(["en", "fr", "", "true", "1"])
_SCALARS = _WORDS | st.booleans() | st.sampled_from([0, 1, 1.0])
_OPERANDS = st.lists(_SCALARS | st.lists(_WORDS, max_size=2), min_size=1, max_size=3)
_NOT_CARRIED = NotCarried(Missing("lang"))
_VALUES = _SCALARS | st.sampled_from([ABSENT, _NOT_CARRIED, ["en"], {"en": "en"}])

#: Constants ask nothing of a case.
NO_CASE = cast("Case", None)


@given(_OPERANDS | st.lists(_WORDS, min_size=1) | st.lists(st.booleans(), min_size=1), _VALUES)
def test_a_value_is_looked_up_as_it_is_compared(operands: list[object], value: object) -> None:
    constants = [Constant(one) for one in operands]
    each = any_of([compared("lang", one, same) for one in constants])
    gaps: list[Missing] = []
    others: list[Missing] = []
    assert one_of("lang", constants)(NO_CASE, value, gaps) is each(NO_CASE, value, others)
    assert list(dict.fromkeys(gaps)) == list(dict.fromkeys(others))
