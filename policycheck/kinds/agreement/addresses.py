"""Links, by the page that they lead to, whatever the language of its version.

Marks of the languages (`/en/`, `fr.`, `?lang=en`) make no difference. Where two addresses on one
host carry the marks of different languages, they agree even if their paths differ: translated pages
have translated names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from policycheck.kinds.agreement.said import Said
from policycheck.plan import Spot
from policycheck.plan.account_urls import HostAliases

__all__ = ["Address", "Addresses", "same_address"]

#: The three-letter codes of ISO 639-2 beside those of two letters, for languages that often meet.
_LONGER = {
    "en": ("eng",),
    "fr": ("fra", "fre"),
    "es": ("spa", "esp"),
    "de": ("deu", "ger"),
    "pt": ("por",),
    "it": ("ita",),
    "nl": ("nld", "dut"),
}


class Address(NamedTuple):
    """An address with its marks of language taken out, and the language that they name."""

    key: str
    host: str
    language: str


def same_address(one: Address, other: Address) -> bool:
    if one.key == other.key:
        return True
    both = bool(one.language and other.language)
    return both and one.language != other.language and one.host == other.host


class Addresses:
    """Reads links, for a rule over these languages."""

    def __init__(self, aliases: HostAliases, languages: Sequence[str]) -> None:
        self._aliases = aliases
        primary = {language.split("-")[0].casefold() for language in languages}
        self._language_of = {
            mark: language
            for language in sorted(primary)
            for mark in (language, *_LONGER.get(language, ()))
        }
        marks = "|".join(sorted(self._language_of, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<![^\W_])(?:{marks})(?![^\W_])", re.IGNORECASE)

    def read(self, spots: Sequence[Spot]) -> list[Said]:
        return [
            Said(0, 0, spot.value, (self._address(spot.value),), place=spot.place)
            for spot in spots
            if isinstance(spot.value, str)
        ]

    def _address(self, url: str) -> Address:
        key = self._aliases.key(url) or url
        found = self._pattern.search(key)
        language = self._language_of[found.group().casefold()] if found else ""
        neutral = self._pattern.sub("*", key)
        return Address(neutral, re.split("[/?]", neutral, maxsplit=1)[0], language)
