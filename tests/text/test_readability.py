from __future__ import annotations

import pytest

from policycheck.errors import UsageError
from policycheck.text.readability import FORMULAS, readability
from policycheck.text.syllables import syllables

SPOKEN = """
a:1 the:1 people:2 water:2 agency:3 information:4 available:4 community:4 government:3 service:2
services:3 something:2 homepage:2 science:2 create:2 area:3 areas:3 period:3 media:3 evacuate:4
walked:1 needed:2 video:3 actual:3 language:2 idea:3 apple:2 table:2 beautiful:3 safety:2
emergency:4 weather:2 warning:2 flood:1 residents:3 please:1 shares:1 closed:1 closes:2 changes:2
homes:1 online:2 website:2 health:1 vaccines:2 utilize:3 implementation:5 environment:4 fires:1
regulation:4 wildfire:2 applied:2 applies:2 studied:2 quiet:2 client:2 special:2 nation:2 question:2
created:3 creating:3 react:2 reality:4 reopen:3 reading:2 learn:1 year:1 being:2 ruin:2 annual:3
January:4 February:4 eye:1 buy:1 player:2 employees:3 higher:2 recycled:3 little:2 handled:2
schedule:2 rules:1 while:1 whole:1 business:2 every:2 different:3 museum:3 theater:3 experience:4
radio:3 serious:3 material:4 people's:2 don't:1 responsibility:6 opportunities:5 participate:4
infrastructure:4 associate:4 biology:4 bioinformatics:6 height:1 used:1 useful:2 purposes:3
messages:3 announced:2 diabetes:4 real:1 really:2
"""


def test_syllables_agree_with_speech_for_nineteen_words_in_twenty() -> None:
    pairs = [entry.split(":") for entry in SPOKEN.split()]
    wrong = [word for word, number in pairs if syllables(word) != int(number)]
    assert len(wrong) <= len(pairs) // 20, wrong
    assert syllables("") == 1


TEXT = "The dog ran home. Implementation requires participation!"
# 7 words, 2 sentences, 1+1+1+1+5+2+5 = 16 syllables, 2 words of three or more, 46 letters.


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("flesch-kincaid-grade", 0.39 * 3.5 + 11.8 * 16 / 7 - 15.59),
        ("flesch-reading-ease", 206.835 - 1.015 * 3.5 - 84.6 * 16 / 7),
        ("gunning-fog", 0.4 * (3.5 + 200 / 7)),
        ("automated-readability-index", 4.71 * 48 / 7 + 0.5 * 3.5 - 21.43),
        ("coleman-liau", 5.88 * 48 / 7 - 29.6 * 2 / 7 - 15.8),
    ],
)
def test_formulas_give_their_published_values(formula: str, value: float) -> None:
    assert formula in FORMULAS
    found = readability(TEXT, formula)
    assert found.value == pytest.approx(value)
    assert (found.words, found.sentences) == (7, 2)


def test_links_tags_and_numbers_do_not_count() -> None:
    noisy = TEXT + "\n\n2026 https://www.epa.gov/implementation #Regulation @participation"
    assert readability(noisy, "gunning-fog") == readability(TEXT, "gunning-fog")


def test_a_text_without_words_has_no_value() -> None:
    assert readability("2026 🎉", "gunning-fog") == (0.0, 0, 0)


def test_an_unknown_formula_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="known are flesch-kincaid-grade"):
        readability(TEXT, "smog")
