from __future__ import annotations

import errno
import tempfile
from operator import itemgetter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.engine import spool as module
from policycheck.engine.spool import Spool
from policycheck.errors import InputError

ITEMS = st.lists(st.tuples(st.integers(0, 9), st.text(st.characters(), max_size=3)))
FEW = given(ITEMS, st.integers(1, 7), st.integers(1, 4))


def held_at_most(most: int, block: int = 100) -> pytest.MonkeyPatch:
    patch = pytest.MonkeyPatch()
    patch.setattr(module, "MOST_HELD", most)
    patch.setattr(module, "_BLOCK", block)
    return patch


@FEW
def test_a_spool_is_the_list_of_what_was_added(
    items: list[tuple[int, str]], most: int, block: int
) -> None:
    patch = held_at_most(most, block)
    spool = Spool.of(items)
    patch.undo()
    assert list(spool) == items
    assert list(spool) == items, "it is read as often as one likes"
    assert len(spool) == len(items)
    assert spool == items
    assert list(reversed(spool)) == items[::-1]
    assert [spool[at] for at in range(-len(items), len(items))] == items * 2
    assert spool[:3] == items[:3]
    assert spool[1::2] == items[1::2]


@FEW
def test_equal_items_of_a_sorted_spool_stay_as_they_came(
    items: list[tuple[int, str]], most: int, block: int
) -> None:
    patch = held_at_most(most, block)
    spool = Spool.of(items, itemgetter(0))
    patch.undo()
    assert list(spool) == sorted(items, key=itemgetter(0))


@FEW
def test_what_is_added_after_reading_is_there_too(
    items: list[tuple[int, str]], most: int, block: int
) -> None:
    patch = held_at_most(most, block)
    spool: Spool[tuple[int, str]] = Spool(itemgetter(0))
    for at, item in enumerate(items):
        spool.append(item)
        assert list(spool) == sorted(items[: at + 1], key=itemgetter(0))
    patch.undo()


@given(ITEMS)
def test_several_may_read_at_the_same_time(items: list[tuple[int, str]]) -> None:
    patch = held_at_most(3, 2)
    spool = Spool.of(items)
    patch.undo()
    assert list(zip(spool, spool, strict=True)) == list(zip(items, items, strict=True))


def test_what_is_in_memory_is_settled_as_a_tuple_and_what_is_not_is_not_copied() -> None:
    patch = held_at_most(3)
    assert Spool.of("ba", str).settled() == ("a", "b")
    long = Spool.of("bac", str)
    patch.undo()
    assert long.settled() is long


def test_half_a_character_comes_back_as_it_was() -> None:
    patch = held_at_most(1)
    spool = Spool.of(["\ud83d", "\udc80"])
    patch.undo()
    assert list(spool) == ["\ud83d", "\udc80"]


def test_the_file_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    patch = held_at_most(2)
    spool = Spool.of(range(100))
    patch.undo()
    assert list(tmp_path.iterdir()) == []
    assert sum(spool) == 4950


def test_no_room_on_disk_is_an_error_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    patch = held_at_most(2)
    with pytest.raises(InputError) as raised:
        Spool.of(range(3))
    patch.undo()
    (problem,) = raised.value.problems
    assert problem.path == tempfile.gettempdir()
    assert problem.message == "there is no room for what was found: no space left on device"
    assert "TMPDIR" in problem.help
