"""No slip of a name is passed over by the quick look for one."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from policycheck.kinds.near_misses import near_miss
from policycheck.kinds.protected_names import joined
from policycheck.model.finding import Outcome
from tests.kinds.verdicts import judged, record

NAMES = ("Office of Rain", "Shenandoah", "EPA", "Queen's Park", "Zoë Ödland", "Bureau de l'eau")


def _slipped(draw: st.DrawFn, name: str, slips: int) -> str:
    for _ in range(slips):
        at = draw(st.integers(0, max(len(name) - 1, 0)))
        letter = draw(st.sampled_from("aeorn '-"))
        rest = name[at + 1 :]
        changed = (rest, letter + rest, name[at] + letter + rest, rest[:1] + name[at] + rest[1:])
        name = name[:at] + draw(st.sampled_from(changed))
    return name


@st.composite
def texts_with_slips(draw: st.DrawFn) -> tuple[str, int]:
    typos = draw(st.integers(1, 3))
    said = [
        _slipped(draw, draw(st.sampled_from(NAMES)), draw(st.integers(0, typos)))
        for _ in range(draw(st.integers(1, 2)))
    ]
    around = draw(st.sampled_from(("", "In the long list of ", "We met “", "at x.gov - (")))
    between = draw(st.sampled_from((" ", "’s ", "'s of ", " - ", ", the longest of all words, ")))
    return around + between.join(said) + draw(st.sampled_from(("", "'s", "…", " said so."))), typos


@given(texts_with_slips())
def test_a_text_in_which_nothing_is_near_has_no_slip(given_: tuple[str, int]) -> None:
    text, typos = given_
    check = f"{{kind: protected-names, names: {list(NAMES)}, typos: {typos}}}"
    found = judged(check, record(json.dumps({"text": text}, ensure_ascii=False)))
    sign = near_miss([joined(name) for name in NAMES], typos)
    assert sign(text) or found.outcome is Outcome.PASS


def test_plain_texts_are_told_from_names() -> None:
    sign = near_miss(["office of rain", "shenandoah"], 2)
    assert not sign("We closed the road to the lake on Monday, and it will open by noon.")
    assert sign("We closed the Ofice - of Rian's road to the lake on Monday.")
    assert sign("The Shenadnoha opens.")
