"""X's own vectors, read from where POLICYCHECK_REAL_DATA says; skipped where it says nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from policycheck.counting import method_named
from policycheck.counting.x_weighted_v3 import CONFIGURATION, forbidden_characters

_ROOT = os.environ.get("POLICYCHECK_REAL_DATA")
_NUMBERS = {
    "WeightedTweetsWithDiscountedEmojiCounterTest": 22,
    "UnicodeDirectionalMarkerCounterTest": 2,
}

pytestmark = pytest.mark.skipif(_ROOT is None, reason="POLICYCHECK_REAL_DATA is not set")


class _Case(NamedTuple):
    text: str
    length: int
    valid: bool


def _cases(group: str) -> list[_Case]:
    path = Path(_ROOT or "") / "conformance" / "twitter-text-validate.yml"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        _Case(case["text"], case["expected"]["weightedLength"], case["expected"]["valid"])
        for case in document["tests"][group]
    ]


@pytest.mark.parametrize("group", _NUMBERS)
def test_every_vector_has_the_published_length_and_validity(group: str) -> None:
    cases = _cases(group)
    counted = [
        _Case(
            case.text,
            length := method_named("x_weighted_v3").count(case.text).high,
            length <= CONFIGURATION.limit and not forbidden_characters(case.text),
        )
        for case in cases
    ]
    assert len(cases) == _NUMBERS[group]
    assert counted == cases


def test_the_declared_numbers_are_those_that_x_published() -> None:
    path = Path(_ROOT or "") / "conformance" / "twitter-text-v3.json"
    published = json.loads(path.read_text(encoding="utf-8"))
    scale = published["scale"]
    assert published["maxWeightedTweetLength"] == CONFIGURATION.limit
    assert published["transformedURLLength"] == CONFIGURATION.link
    assert published["defaultWeight"] == CONFIGURATION.other_weight * scale
    assert published["ranges"] == [
        {"start": low, "end": high, "weight": CONFIGURATION.light_weight * scale}
        for low, high in CONFIGURATION.light
    ]
