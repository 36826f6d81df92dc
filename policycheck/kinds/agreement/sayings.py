"""What a post says, aspect by aspect, and where two posts differ in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import eq
from typing import Any, NamedTuple

from policycheck.kinds.agreement.addresses import Addresses, same_address
from policycheck.kinds.agreement.dates import dates, same_date
from policycheck.kinds.agreement.names import capitalised, listed_names, misspelt, script
from policycheck.kinds.agreement.numbers import numbers
from policycheck.kinds.agreement.said import Said, lacking
from policycheck.plan import Spot

__all__ = ["ASPECTS", "Difference", "Sayings", "Sense", "differences"]

ASPECTS = ("dates", "numbers", "links", "names")

_SAME: dict[str, Callable[[Any, Any], bool]] = {
    "dates": same_date,
    "numbers": eq,
    "links": same_address,
}


@dataclass(frozen=True, slots=True)
class Sayings:
    """What a post says; `words` are its capitalised words, `script` that of its text."""

    said: dict[str, list[Said]]
    words: list[Said]
    script: str


class Difference(NamedTuple):
    """Something that the other post does not say; `instead` is what it may say in its place."""

    aspect: str
    said: Said
    instead: str


@dataclass(frozen=True, slots=True)
class Sense:
    """What of a post is compared."""

    aspects: Sequence[str]
    names: Sequence[str]
    addresses: Addresses

    def of(self, text: str, links: Sequence[Spot]) -> Sayings:
        finders: dict[str, Callable[[], list[Said]]] = {
            "dates": lambda: dates(text),
            "numbers": lambda: numbers(text),
            "links": lambda: self.addresses.read(links),
            "names": lambda: listed_names(text, self.names),
        }
        said = {aspect: finders[aspect]() for aspect in self.aspects}
        return Sayings(said, capitalised(text) if "names" in said else [], script(text))


def differences(mine: Sayings, theirs: Sayings) -> Iterator[Difference]:
    """What one post says and the other does not, in the order of aspects."""
    for aspect, said in mine.said.items():
        other = theirs.said[aspect]
        if aspect == "names":
            yield from _names(mine, theirs)
            continue
        instead = ", ".join(one.text for one in lacking(other, said, _SAME[aspect]))
        for one in lacking(said, other, _SAME[aspect]):
            yield Difference(aspect, one, instead)


def _names(mine: Sayings, theirs: Sayings) -> Iterator[Difference]:
    """Listed names can only be expected in a text of their script; slips show by themselves."""
    for one in lacking(mine.said["names"], theirs.said["names"], eq):
        if script(one.text) == theirs.script:
            yield Difference("names", one, "")
    for word, other in misspelt(mine.words, theirs.words):
        yield Difference("names", word, other.text)
