"""Fails when the text looks like the slip of a hand, a cat on the keyboard, or a test.

- `max_share`: the percentage of words that may look like no word, that is, hold letter sequences
  that hardly any word has. Words of other languages seldom look so.
- `min_known_words`: fewer words on an English word list than this fail, unless the post has media
  or a link to show.

Links, mentions, hashtags, numbers and words in capitals are left out. A text whose `lang` is not
English is not judged (`not_applicable`), nor is one without `lang` that is mostly in another
script. All this is a guess: no such rule is an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Annotated

from policycheck.kinds.english import (
    has_common_words,
    has_frequent_words,
    is_known,
    looks_like_no_word,
    may_hold_no_word,
)
from policycheck.model.record import carries
from policycheck.plan import (
    NOT_APPLICABLE,
    Binding,
    Case,
    Decimal,
    Field,
    Hit,
    Judgement,
    Kind,
    Missing,
    Options,
    Part,
    Plan,
    Sign,
    Tighter,
    Whole,
    decide,
)
from policycheck.text.links import links
from policycheck.text.plain import is_not_ascii
from policycheck.text.prose import prose
from policycheck.text.remembered import OfWords
from policycheck.text.words import words

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: gibberish, max_share: 50, min_known_words: 2}
  fail: {text: ";l;;gmlxzssaw"}
- check: {kind: gibberish, max_share: 50, min_known_words: 2}
  pass: {text: "Office closed Monday"}
- check: {kind: gibberish, max_share: 50}
  fail: {text: "asdfgh hjkl open"}
  found: asdfgh hjkl
- check: {kind: gibberish, max_share: 70}
  pass: {text: "asdfgh hjkl open"}
- check: {kind: gibberish, min_known_words: 2}
  fail: {text: "Test"}
- check: {kind: gibberish, min_known_words: 2}
  pass: {text: "Sunset", media: [{file: sunset.jpg, alt: The sun sets}]}
- check: {kind: gibberish, min_known_words: 2}
  pass: {text: "Sunset https://example.gov/sunset"}
- check: {kind: gibberish, max_share: 50, min_known_words: 2}
  not_applicable: {text: "Geschlossen wegen Umbaus", lang: de}
- check: {kind: gibberish, max_share: 50, min_known_words: 2}
  not_applicable: {text: "В понедельник закрыто"}
- check: {kind: gibberish, max_share: 20}
  pass: {text: "Le bureau de Szolnok est fermé lundi"}
"""

_SHORTEST = 3  # letters: what is shorter is rather an abbreviation


class Gibberish(Options):
    max_share: Annotated[
        Decimal | None,
        Tighter.LOWER,
        Field(ge=0, lt=100, description="percentage of words that may look like no word"),
    ] = None
    min_known_words: Annotated[
        Whole | None, Tighter.HIGHER, Field(ge=1, description="English words that there must be")
    ] = None

    def refuse_contradictions(self) -> None:
        if self.max_share is None and self.min_known_words is None:
            raise ValueError("give max_share or min_known_words: nothing is asked")


def plan(options: Gibberish, bind: Binding) -> Plan:
    selectors = bind.selectors(("text",))

    def judge(case: Case) -> Judgement:
        reading = case.read(selectors)
        if not _is_english(case, reading.parts):
            return NOT_APPLICABLE
        missing = list(reading.missing)
        hits = [
            hit
            for part in reading.parts
            for hit in (_odd(part, options.max_share), _empty(case, part, options, missing))
            if hit
        ]
        return decide(hits[:1], missing)

    asked: list[Sign] = []
    if options.max_share is not None:
        asked.append(_has_odd_word)
    if options.min_known_words is not None:
        asked.append(_few_words(options.min_known_words))

    def signs(case: Case) -> Sequence[Sign]:
        """Without a tag it is told from the letters whether a text is English."""
        return asked if isinstance(case.record.fields.get("lang"), str) else [*asked, is_not_ascii]

    return Plan(judge, signs=signs)


def _has_odd_word(text: str) -> bool:
    """Whether there is a word at all that looks like none."""
    return any(map(_ODD.__getitem__, prose(text)))


@cache
def _few_words(least: int) -> Sign:
    """Whether a text may have fewer English words: one and the same test for all who ask so."""
    return lambda text: not has_frequent_words(prose(text), least)


def _is_english(case: Case, parts: Sequence[Part]) -> bool:
    """By its language tag; where there is none, by its letters."""
    lang = case.record.fields.get("lang")
    if isinstance(lang, str):
        return lang.lower().replace("_", "-").split("-")[0] == "en"
    letters = [one for part in parts for one in part.text if one.isalpha()]
    return sum(one <= "\u024f" for one in letters) * 2 >= len(letters)


def _tokens(text: str) -> list[tuple[int, int]]:
    """The words that could be gibberish: letters, not all in capitals."""
    spans = words(text, prose_only=True)
    return [(start, end) for start, end in spans if _may_be_odd(text[start:end])]


def _may_be_odd(word: str) -> bool:
    letters = word.replace("'", "").replace("\u2019", "")
    return len(word) >= _SHORTEST and letters.isalpha() and not word.isupper()


_ODD = OfWords(lambda word: _may_be_odd(word) and looks_like_no_word(word))


def _odd(part: Part, most: float | None) -> Hit | None:
    """The stretch from the first to the last word that looks like none, if there are too many."""
    if most is None or not may_hold_no_word(part.text):
        return None
    spans = _tokens(part.text)
    odd = [span for span in spans if looks_like_no_word(part.text[slice(*span)])]
    share = 100 * len(odd) / len(spans) if spans else 0
    if share <= most:
        return None
    says = f"{len(odd)} of {len(spans)} words look like no word ({share:.0f} %)"
    values = {"share": share, "known": len(spans) - len(odd), "says": says}
    return Hit(part.place(odd[0][0], odd[-1][1]), values, label="looks like no word")


def _empty(case: Case, part: Part, options: Gibberish, missing: list[Missing]) -> Hit | None:
    """The text, if it has too few known words and shows nothing else."""
    least = options.min_known_words
    if least is None or not part.text.strip():
        return None
    spans = words(part.text, prose_only=True)
    if has_common_words((part.text[start:end] for start, end in spans), least):
        return None
    known = sum(_is_word(part.text[start:end]) for start, end in spans)
    if known >= least or links(part.text) or _shows_something(case):
        return None
    if not carries(case.record, "media"):
        missing.append(Missing("media"))
        return None
    says = f"the text has {known} known words, at least {least} are expected"
    return Hit(part.place(0, len(part.text)), {"share": 0, "known": known, "says": says})


def _is_word(word: str) -> bool:
    return (len(word) > 1 or word.lower() in ("a", "i")) and is_known(word)


def _shows_something(case: Case) -> bool:
    fields = case.record.fields
    return bool(fields.get("media") or fields.get("links") or fields.get("poll"))


KIND = Kind(
    name="gibberish",
    options=Gibberish,
    plan=plan,
    message="{says}",
    values=("share", "known", "says"),
    reads_text=True,
    heuristic=True,
)
