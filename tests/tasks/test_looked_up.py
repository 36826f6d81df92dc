"""Posts that go by and are looked up: as from a dictionary of all, of which few are kept."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from policycheck.model.record import Record
from policycheck.tasks.looked_up import LookedUp
from tests.engine.alike_runs import made

IDS = st.sampled_from("abcdefgh")
POSTS = st.dictionaries(IDS, st.none() | IDS, max_size=6)


def posts(linked: dict[str, str | None]) -> dict[str, Record]:
    return {
        id_: made({"id": id_, **({"correction_of": of} if of else {})}, "post")
        for id_, of in linked.items()
    }


@given(POSTS, POSTS, st.lists(IDS), st.booleans())
def test_it_is_a_dictionary_of_all(
    near: dict[str, str | None], far: dict[str, str | None], keys: list[str], whole: bool
) -> None:
    at_hand, read = posts(near), posts(far)
    looked_up = LookedUp("post", at_hand, read.values, list(at_hand.values()))
    expected = {**read, **at_hand}
    for key in keys:
        assert looked_up.get(key) is expected.get(key)
        assert (key in looked_up) is (key in expected)
    if whole:
        assert dict(looked_up) == expected
    assert sorted(looked_up) == sorted(expected)
    assert len(looked_up) == len(expected)


def test_those_that_nothing_refers_to_are_not_kept() -> None:
    made_once: list[str] = []

    def read() -> Iterator[Record]:
        for at in range(100):
            more = {"correction_of": "p3"} if at == 50 else {}
            made_once.append(f"p{at}")
            yield made({"id": f"p{at}", **more}, "post")

    moderation = made({"id": "m", "post": "p7"}, "moderation")
    looked_up = LookedUp("post", {}, read, [moderation])
    assert looked_up["p3"].id == "p3"
    assert looked_up["p7"] is looked_up["p7"]
    assert list(looked_up) == [f"p{at}" for at in range(100)]
    assert len(made_once) == 200
    assert looked_up["p9"].id == "p9", "who asks for another one gets it"
    assert len(made_once) == 300
