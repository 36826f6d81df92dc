from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.engine.places import locate
from policycheck.kinds.alternative_flaws import Item, flaws
from policycheck.kinds.alternative_words import PLACEHOLDERS, REDUNDANT_PHRASES
from policycheck.model.finding import Outcome
from tests.kinds.verdicts import compiled, found_in, judged, record, refusal

FLAWS = flaws(REDUNDANT_PHRASES, PLACEHOLDERS)


def is_poor(form: str, alt: str, name: str = "a.png", text: str = "Rain") -> bool:
    return FLAWS[form](Item(name, alt, text)) is not None


@pytest.mark.parametrize(
    ("alt", "name", "poor"),
    [
        ("IMG_2041", "x.jpg", True),
        ("img-2041.HEIC", "x.jpg", True),
        ("DSC01234.JPG", "x.jpg", True),
        ("PXL_20260615_120000123", "x.jpg", True),
        ("Screenshot 2026-11-01 at 10.00.00", "x.png", True),
        ("WhatsApp Image 2026-06-15 at 12.00.00", "x.jpg", True),
        ("rain-map-v2", "rain-map-v2.png", True),
        ("RAIN-MAP-V2.PNG ", "rain-map-v2.png", True),
        ("final banner.webp", "x.jpg", True),
        ("f81c42f8-771e-45dd-8f82-9bdcc0015939", "x", True),
        ("map", "map.png", False),
        ("Map of lanes closed on I-95.", "map.png", False),
        ("A logo that reads example.png.example", "map.png", False),
        ("Image 2041 of the archive shows a barge", "x.jpg", False),
        ("Photo ID checks at the gate", "x.jpg", False),
        ("2026", "x.jpg", False),
    ],
)
def test_what_looks_like_a_file_name(alt: str, name: str, poor: bool) -> None:
    assert is_poor("file-name", alt, name) is poor


@pytest.mark.parametrize(
    ("alt", "poor"),
    [
        ("Image of a ranger", True),
        ("an image of a ranger", True),
        ("  Picture of: a ranger", True),
        ("Capture d’écran d’une carte", True),
        ("Foto de una guardabosques", True),
        ("Image offers little", False),
        ("The photographs of Ansel", False),
        ("Imagen deteriorada", False),
        ("Ranger with an image of a bear", False),
    ],
)
def test_openings_that_say_nothing(alt: str, poor: bool) -> None:
    assert is_poor("redundant", alt) is poor


@pytest.mark.parametrize(
    ("alt", "poor"),
    [
        ("image", True),
        ("Image 12", True),
        ("[TODO]", True),
        ("alt text", True),
        ("...", True),
        ("Sin título", True),
        ("👍", False),
        ("Image archive", False),
        ("A", False),
    ],
)
def test_whole_texts_that_say_nothing(alt: str, poor: bool) -> None:
    assert is_poor("placeholder", alt) is poor


@given(st.text(max_size=30))
def test_a_flaw_lies_within_the_text(alt: str) -> None:
    for flaw in FLAWS.values():
        found = flaw(Item("a.png", alt, alt))
        assert found is None or 0 <= found[0] <= found[1] <= len(alt)


def test_a_missing_text_is_shown_at_the_item_and_an_empty_one_at_itself() -> None:
    post = record("text: x\nmedia:\n  - file: a.png\n  - file: b.png\n    alt: ''\n")
    hits = judged("{kind: alternative-text}", post).hits
    assert [locate(post, hit.place).line for hit in hits] == [3, 5]
    assert [hit.label for hit in hits] == ["no alt", "empty"]
    ((file, words),) = hits[1].related
    assert (locate(post, file).line, words) == (4, "attached here")
    assert hits[1].values["says"] == "image b.png has no alternative text"


@pytest.mark.parametrize(
    ("media", "outcome"),
    [
        ("[{file: a.jpg}]", Outcome.FAIL),
        ("[{file: a.jpg, alt: '  '}]", Outcome.FAIL),
        ("[{file: a.gif}]", Outcome.FAIL),
        ("[{file: noending, type: gif}]", Outcome.FAIL),
        ("[{url: 'https://x.gov/a.PNG?size=2'}]", Outcome.FAIL),
        ("[{file: a.jpg, decorative: true}]", Outcome.PASS),
        ("[{file: a.jpg, alt: 'A ranger'}]", Outcome.PASS),
        ("[{file: a.mp4}, {file: a.mp3}, {file: a.pdf}]", Outcome.PASS),
        ("[{file: noending}]", Outcome.UNKNOWN),
        ("[{file: noending, alt: A ranger}]", Outcome.PASS),
        ("[{file: noending}, {file: a.jpg}]", Outcome.FAIL),
        ("[]", Outcome.PASS),
    ],
)
def test_what_needs_alternative_text(media: str, outcome: Outcome) -> None:
    assert judged("{kind: alternative-text}", f"{{text: x, media: {media}}}").outcome is outcome


@pytest.mark.parametrize(
    ("options", "file", "outcome"),
    [
        ("", "a.jpg", Outcome.UNKNOWN),
        ("", "a.mp4", Outcome.PASS),
        (", require: false, forbid: [placeholder]", "a.mp4", Outcome.UNKNOWN),
    ],
)
def test_what_a_source_has_no_place_for_is_not_held_against_it(
    options: str, file: str, outcome: Outcome
) -> None:
    post = record(f"{{text: x, media: [{{file: {file}}}]}}", carried=["text", "media.file"])
    assert judged(f"{{kind: alternative-text{options}}}", post).outcome is outcome


def test_without_a_place_for_media_nothing_can_be_told() -> None:
    post = record("{text: x}", carried=["text"])
    assert judged("{kind: alternative-text}", post).outcome is Outcome.UNKNOWN


def test_each_flaw_is_a_hit_and_says_what_is_wrong() -> None:
    post = record("{text: Image of rain, media: [{file: a.jpg, alt: Image of rain}]}")
    check = "{kind: alternative-text, forbid: [redundant, same-as-text], max: 10}"
    judgement = judged(check, post)
    assert found_in(post, judgement) == ["Image of", "Image of rain", "ain"]
    assert "13 characters, 3 too many" in str(judgement.hits[2].values["says"])


def test_one_item_at_a_time_may_be_judged() -> None:
    assert not isinstance(compiled("{kind: alternative-text}", each="media"), list)
    problem = refusal("{kind: alternative-text}", each="links")
    assert "alt" in problem.message


def test_an_unknown_flaw_and_a_check_that_asks_nothing_are_refused() -> None:
    assert "file-name" in refusal("{kind: alternative-text, forbid: [filename]}").help
    assert "nothing is asked" in refusal("{kind: alternative-text, require: false}").message
