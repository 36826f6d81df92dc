"""Invented posts: sentences of plain words, some of which break a rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

__all__ = ["BROKEN", "texts", "with_terms"]

#: About how long a text is, in characters.
LENGTH = 200

_WORDS = """
    road park river school library crew street bridge lane water service office visit city county
    open close today soon morning evening week public meeting board staff help map plan local people
    family weather storm rain snow heat safe ready clean repair project work team area north south
    trail lake beach forest garden market event hall room phone line form budget report notice
    update hours free ticket class learn book read story art music sport game run walk bike bus
    train stop route traffic signal light power truck near the and with for from our your at by
""".split()

#: What is appended to a text that is to break a rule, and the rule of the federal pack it breaks.
BROKEN = (
    ("Write to jane.doe@gmail.com for a form.", "PII-003"),
    ("Call Jane at 202-555-0143 for a form.", "PII-002-b"),
    ("See example.com/road-work for a map.", "LNK-001"),
    ("THE ROAD IS CLOSED NOW.", "A11Y-007-c"),
    ("Her number is 078-05-1120 on the form.", "PII-001"),
)


def texts(count: int, broken: float, random: Random) -> Iterator[tuple[str, str]]:
    """Pairs of a text and the rule that it was made to break, '' for most."""
    for _ in range(count):
        text = _plain(random, LENGTH)
        if random.random() >= broken:
            yield text, ""
            continue
        words, rule = random.choice(BROKEN)
        yield f"{_plain(random, LENGTH - len(words) - 1)} {words}", rule


def with_terms(
    plain: Sequence[str], terms: Sequence[str], share: float, random: Random
) -> list[str]:
    """The texts, with a term, in some way of writing, before the last word of a share of them."""
    return [_with_term(text, terms, random) if random.random() < share else text for text in plain]


def _with_term(text: str, terms: Sequence[str], random: Random) -> str:
    before, _, last = text.rpartition(" ")
    written = random.choice((str, str.upper, str.capitalize))(random.choice(terms))
    return f"{before} {written} {last}"


def _plain(random: Random, length: int) -> str:
    sentences: list[str] = []
    while sum(len(one) + 1 for one in sentences) < length - 40:
        words = random.choices(_WORDS, k=random.randint(6, 12))
        sentences.append(f"{words[0].capitalize()} {' '.join(words[1:])}.")
    return " ".join(sentences)
