"""Ids of a stream of records: a dictionary, most of which is on disk."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.errors import InputError, Problem
from policycheck.readers import Ids, Input, ids_of_a_stream, read_inputs
from policycheck.readers import ids as module

KEYS = st.tuples(
    st.sampled_from(["post", "account"]), st.text(st.characters(), max_size=2) | st.just("a")
)


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_HELD", 2)


@given(st.lists(KEYS), st.lists(KEYS, max_size=3))
def test_a_stream_knows_the_ids_that_a_dictionary_knows(
    keys: list[tuple[str, str]], before: list[tuple[str, str]]
) -> None:
    known = {key: f"before:{at}" for at, key in enumerate(before)}
    expected = dict(known)
    with ids_of_a_stream(known) as ids:
        for at, key in enumerate(keys):
            assert (key in ids) is (key in expected)
            assert ids.get(key) == expected.get(key)
            if key not in ids:
                expected[key] = ids[key] = f"file\ud83d:{at}"
        assert [ids.get(key) for key in keys] == [expected[key] for key in keys]
    assert known == {key: f"before:{at}" for at, key in enumerate(before)}, "it was left alone"


def test_an_id_that_is_taken_far_above_is_said_with_both_places() -> None:
    lines = [f'{{"id": "p{at}", "text": "Rain"}}\n' for at in [*range(50), 0, 49, 30]]
    given = Input("posts.jsonl", None, data="".join(lines).encode(), kind="post")

    def said(ids: Ids) -> list[str]:
        found = read_inputs([given], ids=ids)
        return [f"{one}" for one in found if isinstance(one, Problem)]

    with ids_of_a_stream({}) as ids:
        assert said(ids) == [
            "posts.jsonl:51:8: the id 'p0' is taken, by the post at posts.jsonl:1",
            "posts.jsonl:52:8: the id 'p49' is taken, by the post at posts.jsonl:50",
            "posts.jsonl:53:8: the id 'p30' is taken, by the post at posts.jsonl:31",
        ]
        assert said({}) == [
            "posts.jsonl:51:8: the id 'p0' is taken, by the post at posts.jsonl:1",
            "posts.jsonl:52:8: the id 'p49' is taken, by the post at posts.jsonl:50",
            "posts.jsonl:53:8: the id 'p30' is taken, by the post at posts.jsonl:31",
        ]


def test_nothing_stays_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    monkeypatch.setattr(module, "_CACHE", 0)
    with ids_of_a_stream({}) as ids:
        for at in range(10_000):
            ids["post", f"post-{at}"] = "posts.jsonl:1"
        assert ids.get(("post", "post-9999")) == "posts.jsonl:1"
        assert list(tmp_path.iterdir()) == []


def test_no_room_on_disk_is_an_error_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        Error = sqlite3.Error

        def execute(self, *_: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        def close(self) -> None:
            pass

    monkeypatch.setattr(module, "_opened", Full)
    monkeypatch.setenv("TMPDIR", "/elsewhere")
    with ids_of_a_stream({}) as ids:
        ids["post", "a"] = ids["post", "b"] = "posts.jsonl:1"
        with pytest.raises(InputError) as raised:
            ids["post", "c"] = "posts.jsonl:1"
    (problem,) = raised.value.problems
    assert problem.path == "/elsewhere"
    assert problem.message == (
        "there is no room for the ids of all records: database or disk is full"
    )
