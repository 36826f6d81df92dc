from __future__ import annotations

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from policycheck.fix.refusal import Why

from .documents import FORMATS, REPLACEMENTS, WORDS, documents
from .swaps import swap, texts, wanted_in, written_around

_SWAPS = st.fixed_dictionaries({word: st.sampled_from(REPLACEMENTS) for word in WORDS})
_SOME = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def swapped(text: str, swaps: dict[str, str]) -> str:
    """The text with each word replaced, from left to right."""
    out, at = "", 0
    while found := min(((i, w) for w in swaps if (i := text.find(w, at)) >= 0), default=None):
        out += text[at : found[0]] + swaps[found[1]]
        at = found[0] + len(found[1])
    return out + text[at:]


@pytest.mark.parametrize("format_", FORMATS)
@_SOME
@given(data=st.data(), swaps=_SWAPS)
def test_the_words_are_swapped_and_every_other_byte_stays(
    format_: str, data: st.DataObject, swaps: dict[str, str]
) -> None:
    path, before = data.draw(documents(format_))
    done = swap(path, before, swaps)
    wanted = wanted_in(path, before, swaps)
    assert len(done.made) + len(done.refused) <= len(wanted)
    assert (done.data == before) or done.made
    event(f"made {bool(done.made)}, refused {bool(done.refused)}")
    assert written_around(path, done.data) == written_around(path, before)
    left = [one for one in wanted if one not in done.made]
    if not left:
        expected = [(name, swapped(text, swaps)) for name, text in texts(path, before)]
        assert texts(path, done.data) == expected


@pytest.mark.parametrize("format_", FORMATS)
@_SOME
@given(data=st.data(), new=st.sampled_from(["use", "é😀", "use-it"]))
def test_plain_words_go_in_wherever_no_marks_stand_between(
    format_: str, data: st.DataObject, new: str
) -> None:
    path, before = data.draw(documents(format_))
    done = swap(path, before, dict.fromkeys(WORDS, new))
    assert not [why for _, why in done.refused if why is not Why.MARKS]
    if not done.refused:
        assert not wanted_in(path, done.data, dict.fromkeys(WORDS, new))


@pytest.mark.parametrize("format_", FORMATS)
@_SOME
@given(data=st.data(), swaps=_SWAPS)
def test_what_was_refused_is_refused_again_and_nothing_else_is_left(
    format_: str, data: st.DataObject, swaps: dict[str, str]
) -> None:
    path, before = data.draw(documents(format_))
    done = swap(path, before, swaps)
    for _ in range(9):
        if not done.made:
            break
        done = swap(path, done.data, swaps)
    again = swap(path, done.data, swaps)
    assert again.data == done.data
    assert not again.made
