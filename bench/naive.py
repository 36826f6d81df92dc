"""The obvious way to look for phrases and patterns: `re`, rule by rule or term by term.

It is what the engine is held against, for its speed and for what it finds. The texts of the bench
are in ASCII, and so this need know nothing of the ways of writing that the engine sees through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from policycheck.engine.finder import Finder
from policycheck.plan import Part, Search
from policycheck.text.phrases import phrase_form

__all__ = ["Hit", "Look", "by_engine", "by_rule", "by_term", "expression"]

#: The number of the search, and where it hits.
Hit: TypeAlias = tuple[int, int, int]
#: Everything that all searches find in one text.
Look: TypeAlias = Callable[[str], list[Hit]]


def by_engine(searches: Sequence[Search]) -> Look:
    """All searches together, as a check does it: first which of them can hit, then where."""
    finder = Finder(searches)
    numbers = {search: number for number, search in enumerate(searches)}

    def look(text: str) -> list[Hit]:
        part = Part("text", text, ("text",))
        found = [
            (numbers[search], hit.start, hit.end)
            for search in finder.heard(text)
            for hit in finder.found(search, part)
        ]
        return sorted(found)

    return look


def by_rule(searches: Sequence[Search]) -> Look:
    """One expression for each search, with all of its terms as alternatives."""
    made = [(number, _joined(search)) for number, search in enumerate(searches)]

    def look(text: str) -> list[Hit]:
        return [
            (number, *match.span())
            for number, one in made
            if one is not None
            for match in one.finditer(text)
            if match.end() > match.start()
        ]

    return look


def by_term(searches: Sequence[Search]) -> Look:
    """One expression for each phrase and pattern; of hits that overlap the leftmost longest."""
    made = [
        (number, [re.compile(term, _flags(search)) for term in _terms(search)])
        for number, search in enumerate(searches)
    ]

    def look(text: str) -> list[Hit]:
        found: list[Hit] = []
        for number, terms in made:
            spans = [match.span() for one in terms for match in one.finditer(text)]
            found += [(number, start, end) for start, end in _apart(spans)]
        return found

    return look


def expression(phrase: str, *, whole_words: bool) -> str:
    """A phrase for `re`: any white space between its words, no word going on at its ends."""
    words = phrase_form(phrase, keep_case=True).split(" ")
    body = r"\s+".join(re.escape(word) for word in words)
    if not whole_words:
        return body
    before = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    after = r"(?!\w)" if re.search(r"\w$", words[-1]) else ""
    return f"{before}{body}{after}"


def _joined(search: Search) -> re.Pattern[str] | None:
    terms = list(_terms(search))
    return re.compile("|".join(f"(?:{one})" for one in terms), _flags(search)) if terms else None


def _terms(search: Search) -> Iterator[str]:
    """The longest phrase first: `re` takes the first alternative that fits, and no other."""
    for phrase in sorted(search.phrases, key=lambda one: -len(phrase_form(one))):
        yield expression(phrase, whole_words=search.whole_words)
    yield from search.patterns


def _flags(search: Search) -> re.RegexFlag:
    return re.ASCII if search.match_case else re.ASCII | re.IGNORECASE


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    reached = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= reached and end > start:
            yield start, end
            reached = end
