"""Common words swapped in real posts: every file reads as before, but for the words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policycheck.fix.refusal import Why

from .swaps import swap, texts, wanted_in, written_around

DATA = os.environ.get("POLICYCHECK_REAL_DATA")
SWAPS = {"the ": "this: *one* ", "and": "“as” #well", "you": "y\"o'u"}


@pytest.mark.skipif(not DATA, reason="POLICYCHECK_REAL_DATA names no folder with real posts")
@pytest.mark.parametrize("ending", ["md", "json"])
def test_words_are_swapped_in_real_posts(ending: str) -> None:
    files = sorted((Path(str(DATA)) / "posts").rglob(f"*.{ending}"))[::7]
    made = 0
    for file in files:
        before = file.read_bytes()
        done = swap(file.name, before, SWAPS)
        made += len(done.made)
        assert written_around(file.name, done.data) == written_around(file.name, before), file
        assert {why for _, why in done.refused} <= {Why.MARKS, Why.UNREADABLE}, file
        if len(done.made) == len(wanted_in(file.name, before, SWAPS)):
            assert texts(file.name, done.data) != texts(file.name, before) or not done.made
    assert made
