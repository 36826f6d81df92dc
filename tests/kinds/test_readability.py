from __future__ import annotations

from typing import get_args

import pytest

from policycheck.kinds.readability import Formula
from policycheck.model.finding import Outcome
from policycheck.text.readability import FORMULAS
from tests.kinds.verdicts import judged, record, refusal

HARD = (
    "Individuals contemplating participation in recreational aquatic activities are encouraged to "
    "familiarise themselves with applicable contamination advisories prior to commencement."
)


def test_every_formula_can_be_named() -> None:
    assert set(get_args(Formula)) == set(FORMULAS)


@pytest.mark.parametrize("formula", sorted(set(FORMULAS) - {"flesch-reading-ease"}))
def test_a_hard_text_fails_by_every_grade(formula: str) -> None:
    check = f"{{kind: readability, formula: {formula}, max: 12}}"
    assert judged(check, f"{{text: {HARD}}}").outcome is Outcome.FAIL


@pytest.mark.parametrize(
    ("lang", "outcome"),
    [("en", Outcome.FAIL), ("en-GB", Outcome.FAIL), ("es-MX", Outcome.NOT_APPLICABLE)],
)
def test_only_english_is_measured(lang: str, outcome: Outcome) -> None:
    judgement = judged("{kind: readability, max: 8}", f"{{lang: {lang}, text: {HARD}}}")
    assert judgement.outcome is outcome


def test_a_short_part_does_not_hide_a_hard_one() -> None:
    check = "{kind: readability, max: 8, in: [text, alt]}"
    post = f"{{text: Rain, media: [{{file: a.png, alt: {HARD}}}]}}"
    judgement = judged(check, post)
    assert [hit.values["part"] for hit in judgement.hits] == ["alt"]


def test_what_cannot_be_read_is_unknown_and_not_too_short() -> None:
    post = record("{lang: en}", carried=["lang"])
    assert judged("{kind: readability, max: 8}", post).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "options",
    [
        "",
        ", min: 8",
        ", max: 8, min: 2",
        ", formula: flesch-reading-ease, max: 60",
        ", formula: flesch-reading-ease",
    ],
)
def test_a_bound_on_the_wrong_side_is_refused(options: str) -> None:
    assert "an easy text" in refusal(f"{{kind: readability{options}}}").message or (
        "a hard text" in refusal(f"{{kind: readability{options}}}").message
    )
