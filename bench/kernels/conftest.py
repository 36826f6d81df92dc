"""What the kernels work on: a ready agency, and posts of its own, as texts and as records."""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random

import pytest

from bench.agency import posts
from bench.in_process import Ready
from bench.sentences import texts
from policycheck.model.record import Record

#: Enough that each is judged with its likes, and few enough that a round is short.
COUNT = 500


@pytest.fixture(scope="session")
def plain() -> Sequence[str]:
    """Texts of the usual length, in ASCII."""
    return [text for text, _ in texts(COUNT, 0.05, Random(3))]


@pytest.fixture(scope="session")
def accented(plain: Sequence[str]) -> Sequence[str]:
    """The same with letters that are spelt in more than one way."""
    return [text.replace("e", "é").replace("'", "’") for text in plain]


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    return Ready.of_agency(tmp_path_factory.mktemp("agency"))


@pytest.fixture(scope="session")
def lines() -> Sequence[str]:
    """Posts as JSON Lines."""
    return [json.dumps(one) for one in posts(COUNT, broken=0.05)]


@pytest.fixture(scope="session")
def records(ready: Ready, lines: Sequence[str]) -> Sequence[Record]:
    """The same, read."""
    return list(ready.read("\n".join(lines)))
