from __future__ import annotations

import pytest

from policycheck.model.finding import Outcome
from tests.kinds.verdicts import judged, refusal


def outcome(text: str, options: str = "", lang: str = "en") -> Outcome:
    check = f"{{kind: hidden-characters{options}}}"
    return judged(check, f'{{text: "{text}", lang: {lang}}}').outcome


def test_the_label_names_the_code_point() -> None:
    (hit,) = judged("{kind: hidden-characters}", r'{text: "Rain\u200B today"}').hits
    assert hit.label == "U+200B ZERO WIDTH SPACE"
    assert hit.replacement is not None
    assert (hit.replacement.text, hit.replacement.safe) == ("", True)


def test_letters_that_pass_for_others_are_named_and_their_spelling_is_not_put_in_unasked() -> None:
    (hit,) = judged("{kind: hidden-characters}", r'{text: "p\u0430yp\u0430l"}').hits
    assert hit.label == "U+0430 CYRILLIC SMALL LETTER A"
    assert hit.replacement is not None
    assert (hit.replacement.text, hit.replacement.safe) == ("paypal", False)


@pytest.mark.parametrize("lang", ["ar", "he", "fa-IR", "ur_PK"])
def test_single_marks_of_direction_are_fine_in_right_to_left_languages(lang: str) -> None:
    assert outcome(r"EPA\u200E 2026\u200F", lang=lang) is Outcome.PASS
    assert outcome(r"EPA \u202Egpj", lang=lang) is Outcome.FAIL


@pytest.mark.parametrize(
    ("text", "allow", "expected"),
    [
        (r"Rain\u200B", "zero-width", Outcome.PASS),
        (r"Rain\u200B", "U+200B", Outcome.PASS),
        (r"Rain\u200B", "u+200d", Outcome.FAIL),
        (r"Rain\u202E", "zero-width", Outcome.FAIL),
        (r"Rain\u202E", "bidirectional", Outcome.PASS),
        (r"p\u0430ypal", "mixed-script", Outcome.PASS),
        (r"p\u0430ypal", "U+0430", Outcome.PASS),
        (r"p\u0430yp\u03BFl", "U+0430", Outcome.FAIL),
        (r"Rain\U000E0041", "tag", Outcome.PASS),
        (r"Rain\x07", "other", Outcome.PASS),
    ],
)
def test_only_what_is_allowed_is_allowed(text: str, allow: str, expected: Outcome) -> None:
    assert outcome(text) is Outcome.FAIL
    assert outcome(text, f", allow: ['{allow}']") is expected


def test_a_hidden_character_in_a_hashtag_of_the_text_is_one_hit() -> None:
    assert len(judged("{kind: hidden-characters}", r'{text: "#Ra\u200Bin"}').hits) == 1


@pytest.mark.parametrize(
    ("entry", "advice"), [("zerowidth", "zero-width"), ("U+110000", "U+…"), ("200B", "U+…")]
)
def test_an_unknown_name_is_refused(entry: str, advice: str) -> None:
    problem = refusal(f"{{kind: hidden-characters, allow: ['{entry}']}}")
    assert advice in problem.help
