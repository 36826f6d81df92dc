"""All phrases and patterns of a program, looked for together.

The phrases of every rule stand in one Aho–Corasick automaton over the folded text, so a part is
read once however many rules there are. The patterns are asked all at once which of them can hit;
each of those is then located by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct

from policycheck.engine.patterns import PatternFilter, compiled
from policycheck.plan import Found, Part, Search
from policycheck.text.fold import Folded, fold
from policycheck.text.phrases import phrase_form
from policycheck.text.words import is_word_edge

__all__ = ["Finder", "apart", "compiled", "phrase_hits"]

#: How many texts are remembered: enough for a post that goes to several accounts.
_REMEMBERED = 8


class _Scan(Struct):
    """What one text holds: places by phrase, which patterns can hit, and whose these are."""

    folded: Folded
    phrases: dict[int, list[tuple[int, int]]]
    patterns: frozenset[int]
    heard: frozenset[Search]


class Finder:
    """Made once for a program; it holds no state of a record beyond a few remembered texts."""

    def __init__(self, searches: Iterable[Search]) -> None:
        self._phrase_ids: dict[str, int] = {}
        self._pattern_ids: dict[tuple[str, bool], int] = {}
        self._by_search: dict[Search, tuple[list[tuple[int, str]], list[tuple[int, str]]]] = {}
        for search in searches:
            self._by_search[search] = (
                [(self._phrase(phrase), phrase) for phrase in search.phrases],
                [(self._pattern(p, search.match_case), p) for p in search.patterns],
            )
        self._phrase_users = _users(self._by_search, 0)
        self._pattern_users = _users(self._by_search, 1)
        self._automaton: Any = _automaton(list(self._phrase_ids))
        self._patterns = PatternFilter(list(self._pattern_ids)) if self._pattern_ids else None
        self._scan = lru_cache(_REMEMBERED)(self._read)

    def _phrase(self, phrase: str) -> int:
        return self._phrase_ids.setdefault(phrase_form(phrase), len(self._phrase_ids))

    def _pattern(self, pattern: str, match_case: bool) -> int:
        return self._pattern_ids.setdefault((pattern, match_case), len(self._pattern_ids))

    def found(self, search: Search, part: Part) -> list[Found]:
        """Where a search hits in one part: leftmost, then longest, without overlaps."""
        phrases, patterns = self._by_search[search]
        if not phrases and not patterns:
            return []
        scan = self._scan(part.text)
        hits = list(phrase_hits(scan.phrases, part.text, phrases, search))
        hits += self._pattern_hits(scan, part.text, patterns)
        return [Found(part, start, end, term) for start, end, term in apart(hits)]

    def heard(self, text: str) -> frozenset[Search]:
        """The searches that may find something in a text: all that do, and perhaps some more."""
        return self._scan(text).heard

    def _pattern_hits(
        self, scan: _Scan, text: str, patterns: Sequence[tuple[int, str]]
    ) -> Iterator[tuple[int, int, str]]:
        """Where patterns hit; where one is met by nothing at all there is nothing to show."""
        for number, pattern in patterns:
            if self._patterns is not None and number in scan.patterns:
                for match in self._patterns.compiled[number].finditer(text):
                    if match.end() > match.start():
                        yield match.start(), match.end(), pattern

    def _read(self, text: str) -> _Scan:
        folded = fold(text)
        phrases = self._phrases(folded) if self._automaton is not None else {}
        patterns = self._patterns.candidates(text) if self._patterns is not None else _NO_PATTERNS
        if not phrases and not patterns:
            return _Scan(folded, phrases, patterns, _NOTHING)
        users = [self._phrase_users[number] for number in phrases]
        users += [self._pattern_users[number] for number in patterns]
        return _Scan(folded, phrases, patterns, _NOTHING.union(*users))

    def _phrases(self, folded: Folded) -> dict[int, list[tuple[int, int]]]:
        found: dict[int, list[tuple[int, int]]] = {}
        matches = self._automaton.find_matches_as_indexes(folded.text, overlapping=True)
        for number, start, end in matches:
            place = folded.original(start, end)
            if place is not None:
                found.setdefault(number, []).append(place)
        return found


_NOTHING: frozenset[Search] = frozenset()
_NO_PATTERNS: frozenset[int] = frozenset()


def _users(
    searches: Mapping[Search, tuple[list[tuple[int, str]], list[tuple[int, str]]]], which: int
) -> dict[int, list[Search]]:
    """The searches that look for each phrase (0) or pattern (1), by its number."""
    users: dict[int, list[Search]] = {}
    for search, terms in searches.items():
        for number, _ in terms[which]:
            users.setdefault(number, []).append(search)
    return users


def _automaton(phrases: list[str]) -> Any:
    if not phrases:
        return None
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(phrases)


def phrase_hits(
    places: Mapping[int, list[tuple[int, int]]],
    text: str,
    phrases: Iterable[tuple[int, str]],
    search: Search,
) -> Iterator[tuple[int, int, str]]:
    """Of the places where phrases stand (by the number of each), those that count as hits."""
    for number, phrase in phrases:
        for start, end in places.get(number, ()):
            if search.whole_words and not is_word_edge(text, start, end):
                continue
            if search.match_case and not _same_case(text[start:end], phrase):
                continue
            yield start, end, phrase


def _same_case(found: str, phrase: str) -> bool:
    wanted = phrase_form(phrase, keep_case=True)
    return fold(found, keep_case=True).text == wanted


def apart(hits: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Of hits that overlap, the one that starts first; of those, the longest."""
    reached = -1
    for start, end, term in sorted(hits, key=lambda hit: (hit[0], -hit[1], hit[2])):
        if start >= reached:
            yield start, end, term
            reached = end
