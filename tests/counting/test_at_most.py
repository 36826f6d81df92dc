from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.counting import METHODS, at_most, method_named
from tests.text.pieces import texts

_ODD = st.text(alphabet="a.:/@ \u0958\U0001d15e\ufb2c🎉\ufe0f\u20e31,é漢", max_size=30)


@pytest.mark.parametrize("method", sorted(METHODS))
@given(text=st.one_of(texts(12), _ODD, st.text(max_size=20)))
def test_no_text_counts_more_than_the_most_that_it_can(method: str, text: str) -> None:
    assert method_named(method).count(text).high <= at_most(method, text)


@pytest.mark.parametrize("method", sorted(set(METHODS) - {"youtube_tags"}))
def test_of_plain_text_the_most_is_its_length(method: str) -> None:
    text = "The road is closed. Take Mill Street."
    assert at_most(method, text) == len(text) == method_named(method).count(text).high
