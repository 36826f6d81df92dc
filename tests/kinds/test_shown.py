from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import Any

import pytest

from policycheck.kinds.shown import brief, one_of, shown
from policycheck.model.moment import Moment
from policycheck.model.shape import ABSENT


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (ABSENT, "nothing"),
        ([], "nothing"),
        (True, "true"),
        (8, "8"),
        (8.0, "8"),
        (2.5, "2.5"),
        (0.1 + 0.2, "0.3"),
        (timedelta(hours=36), "36h"),
        (timedelta(days=90), "90d"),
        (timedelta(minutes=15), "15m"),
        (timedelta(0), "0s"),
        (Moment.day(date(2026, 3, 1), UTC), "2026-03-01"),
        (["x", True], "x, true"),
        ({"enabled": False}, "enabled: false"),
    ],
)
def test_values_read_as_a_policy_would_write_them(value: Any, text: str) -> None:
    assert shown(value) == text


def test_a_long_text_is_cut_and_stands_on_one_line() -> None:
    assert brief("a\nb") == "a b"
    assert len(brief("word " * 50)) == 60


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        (["ad"], "“ad”"),
        (["ad", "advert"], "“ad” or “advert”"),
        (list("abcd"), "“a”, “b”, “c” or “d”"),
        (list("abcdef"), "“a”, “b”, “c” or 3 others"),
    ],
)
def test_phrases_to_choose_from_are_listed(terms: list[str], text: str) -> None:
    assert one_of(terms) == text
