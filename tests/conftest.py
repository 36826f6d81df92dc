"""What holds for all tests: none reads or writes the cache folder of the person who runs them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = os.environ.get("POLICYCHECK_CACHE_DIR")
    os.environ["POLICYCHECK_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["POLICYCHECK_CACHE_DIR"]
    else:
        os.environ["POLICYCHECK_CACHE_DIR"] = before
