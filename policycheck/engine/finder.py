"""All phrases and patterns of a program, looked for together.

The phrases of every rule stand in one Aho–Corasick automaton over the folded text, so a part is
read once however many rules there are. The patterns are asked all at once which of them can hit;
each of those is then located by itself.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from policycheck.engine.patterns import PatternFilter, compiled
from policycheck.plan import Found, Part, Search
from policycheck.text.fold import Folded, fold
from policycheck.text.phrases import phrase_form
from policycheck.text.words import is_word_edge

__all__ = ["Finder", "apart", "compiled", "phrase_hits"]

#: How many texts are remembered: enough for a post that goes to several accounts.
_REMEMBERED = 8


class _Scan(Struct):
    """What one text holds: places by phrase, and which patterns can hit."""

    folded: Folded
    phrases: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    patterns: frozenset[int] = frozenset()
    heard: frozenset[Search] | None = None


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
        self._scans: OrderedDict[str, _Scan] = OrderedDict()

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
        scan = self._scan(text)
        if scan.heard is None:
            found = [self._phrase_users[number] for number in scan.phrases]
            found += [self._pattern_users[number] for number in scan.patterns]
            scan.heard = frozenset().union(*found) if found else _NOTHING
        return scan.heard

    def _pattern_hits(
        self, scan: _Scan, text: str, patterns: Sequence[tuple[int, str]]
    ) -> Iterator[tuple[int, int, str]]:
        """Where patterns hit; where one is met by nothing at all there is nothing to show."""
        for number, pattern in patterns:
            if self._patterns is not None and number in scan.patterns:
                for match in self._patterns.compiled[number].finditer(text):
                    if match.end() > match.start():
                        yield match.start(), match.end(), pattern

    def _scan(self, text: str) -> _Scan:
        scan = self._scans.get(text)
        if scan is None:
            scan = _Scan(fold(text))
            if self._automaton is not None:
                self._read_phrases(scan)
            if self._patterns is not None:
                scan.patterns = self._patterns.candidates(text)
            self._scans[text] = scan
            if len(self._scans) > _REMEMBERED:
                self._scans.popitem(last=False)
        return scan

    def _read_phrases(self, scan: _Scan) -> None:
        matches = self._automaton.find_matches_as_indexes(scan.folded.text, overlapping=True)
        for number, start, end in matches:
            place = scan.folded.original(start, end)
            if place is not None:
                scan.phrases.setdefault(number, []).append(place)


_NOTHING: frozenset[Search] = frozenset()


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
