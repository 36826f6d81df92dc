"""Golden comparisons: what each format writes for the one in `sample.py`.

To write them anew after a change that is meant, run the tests of this folder with
`POLICYCHECK_UPDATE_GOLDEN=1` and read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def same_as_golden() -> Callable[[str, str], None]:
    """Compare a text with a golden file, or write the file where that is asked for."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("POLICYCHECK_UPDATE_GOLDEN"):
            path.write_text(text, encoding="utf-8", newline="")
        assert text == path.read_bytes().decode("utf-8")

    return compare
