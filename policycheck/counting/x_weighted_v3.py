"""`x_weighted_v3`: weighted characters, as X counts since its configuration v3.

The text is counted in NFC. An emoji sequence costs 2, a link 23, every other code point the
weight of its range. Sources: twitter/twitter-text, config/v3.json and conformance/validate.yml,
last changed 2020-03-31; docs.x.com/fundamentals/counting-characters, read 2026-11-23.

X reads a link without a scheme only if it is ASCII, and one label before a country's two letters
only if a path follows (`co` and `tv` excepted): js/src/extractUrlsWithIndices.js, read
2026-11-23. Its own lists of domains and emoji are older than ours: what is newer than they are
may cost more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from policycheck.counting.method import Piece, exact
from policycheck.text.emoji import emoji
from policycheck.text.graphemes import graphemes
from policycheck.text.hosts import has_known_suffix
from policycheck.text.links import Link, links

__all__ = ["CONFIGURATION", "METHOD", "Configuration", "forbidden_characters"]


class Configuration(Struct, frozen=True):
    """The numbers of one version of X's counting; weights are in whole characters."""

    version: int
    limit: int
    link: int
    emoji: int
    light: tuple[tuple[int, int], ...]
    light_weight: int
    other_weight: int


CONFIGURATION = Configuration(
    version=3,
    limit=280,
    link=23,
    emoji=2,
    light=((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247)),
    light_weight=1,
    other_weight=2,
)

_LONE_COUNTRIES = frozenset({"co", "tv"})
_FORBIDDEN = "[\ufeff\ufffe\uffff]"


def forbidden_characters(text: str) -> list[tuple[int, int]]:
    """Find the characters (U+FEFF, U+FFFE, U+FFFF) with which X refuses a post of any length."""
    return [match.span() for match in re.finditer(_FORBIDDEN, text)]


def _pieces(text: str) -> list[Piece]:
    found: list[Piece] = []
    last = 0
    for link in links(text, every_suffix=True):
        if _is_shortened(link):
            found += _clusters(text, last, link.start)
            found.append(Piece(link.start, link.end, CONFIGURATION.link))
            last = link.end
    return [*found, *_clusters(text, last, len(text))]


def _is_shortened(link: Link) -> bool:
    if not has_known_suffix(link.ascii_host):
        return False
    if link.scheme:
        return True
    if not link.url.isascii():
        return False
    labels = link.host.split(".")
    bare = len(link.url) == len(link.host)
    lone = len(labels) == len(("name", "country")) and len(labels[-1]) == len("uk")
    return not (bare and lone and labels[-1] not in _LONE_COUNTRIES)


def _clusters(text: str, start: int, end: int) -> Iterator[Piece]:
    for low, high in graphemes(text[start:end]):
        yield Piece(start + low, start + high, _weight(text[start + low : start + high]))


def _weight(cluster: str) -> int:
    if cluster.isascii():
        return len(cluster) * CONFIGURATION.light_weight
    plain = unicodedata.normalize("NFC", cluster)
    total = 0
    last = 0
    for start, end in emoji(plain):
        total += sum(map(_character, plain[last:start])) + CONFIGURATION.emoji
        last = end
    return total + sum(map(_character, plain[last:]))


def _character(character: str) -> int:
    code = ord(character)
    if any(low <= code <= high for low, high in CONFIGURATION.light):
        return CONFIGURATION.light_weight
    return CONFIGURATION.other_weight


METHOD = exact("x_weighted_v3", "weighted characters", _pieces)
