"""Three-valued logic, against a table that is written out."""

from __future__ import annotations

from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from tests.engine.made import record
from tests.policy.asked import asked

#: lang holds, category fails, campaign is not known.
LEAVES = {"lang: en": True, "category: a": False, "campaign: c": None}
POST = record("{id: p, lang: en, category: z}", carried=["lang", "category"])

Tree: TypeAlias = "str | tuple[str, list[Tree]]"
trees: st.SearchStrategy[Tree] = st.recursive(
    st.sampled_from(sorted(LEAVES)),
    lambda below: st.tuples(
        st.sampled_from(["any", "all"]), st.lists(below, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


def answer(tree: Tree) -> bool | None:
    if isinstance(tree, str):
        return LEAVES[tree]
    word, below = tree
    order = {False: 0, None: 1, True: 2}
    pick = max if word == "any" else min
    return pick((answer(one) for one in below), key=lambda one: order[one])


def written(tree: Tree) -> str:
    if isinstance(tree, str):
        return f"{{{tree}}}"
    word, below = tree
    return f"{{{word}: [{', '.join(map(written, below))}]}}"


@given(trees)
def test_any_and_all_follow_the_logic_of_three_values(tree: Tree) -> None:
    found, missing = asked(written(tree), POST)
    assert found is answer(tree)
    assert missing == (["campaign"] * len(missing) if found is None else [])
    assert bool(missing) is (found is None)


@given(st.permutations(sorted(LEAVES)))
def test_the_order_of_conditions_does_not_matter(order: list[str]) -> None:
    assert asked("{" + ", ".join(order) + "}", POST) == (False, [])


def test_not_leaves_open_what_is_open() -> None:
    assert asked("campaign: {not: c}", POST) == (None, ["campaign"])
    assert asked("lang: {not: en}", POST) == (False, [])
