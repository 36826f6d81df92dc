"""All phrases and patterns of the policy at once, beside one `re` for each rule and each term.

The three must find the same at the same places: where they differ the measure says so, and the
status of the bench is 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from random import Random
from typing import Final

from bench.in_process import Ready, searches_of
from bench.measure import Asked, Measure, Result
from bench.naive import Hit, Look, by_engine, by_rule, by_term
from bench.sentences import texts, with_terms
from bench.spent import Spent, in_turn, spent_here
from policycheck.plan import Search

__all__ = ["TEXT_SEARCH", "differences"]

_BASE: Final = 100
ENGINE: Final = "all searches together"
RULE: Final = "one re for each rule"
TERM: Final = "one re for each phrase"


def take(asked: Asked) -> Result:
    searches = searches_of(Ready.of_agency(asked.folder).policy.program)
    result = Result()
    count = _BASE * asked.scales[-1]
    for share, words in ((0.05, "5 % of the posts with a term"), (0.5, "50 %")):
        posts = sample(searches, count, share)
        _compare(result, searches, posts, asked.runs, words)
    terms = sum(len(search.phrases) + len(search.patterns) for search in searches)
    result.notes.append(f"{len(searches)} searches with {terms} phrases and patterns")
    return result


def sample(searches: Sequence[Search], count: int, share: float) -> list[str]:
    """Posts of which a share holds a phrase that some search looks for, in small or capitals."""
    random = Random(2)
    phrases = sorted({one for search in searches for one in search.phrases if one.isascii()})
    plain = [text for text, _ in texts(count, 0.0, random)]
    return with_terms(plain, phrases, share, random)


def differences(searches: Sequence[Search], posts: Sequence[str]) -> list[str]:
    """The posts on which the engine and the naive ways differ, each said in a line."""
    looks = {ENGINE: by_engine(searches), RULE: by_rule(searches), TERM: by_term(searches)}
    found = []
    for post in posts:
        hits = {name: look(post) for name, look in looks.items()}
        found += [
            f"{ENGINE} finds {hits[ENGINE]}, {name} {hits[name]} in {post!r}"
            for name in (RULE, TERM)
            if hits[name] != hits[ENGINE]
        ]
    return found


def _compare(
    result: Result, searches: Sequence[Search], posts: Sequence[str], runs: int, words: str
) -> None:
    looks = {ENGINE: by_engine(searches), RULE: by_rule(searches), TERM: by_term(searches)}
    found: dict[str, list[list[Hit]]] = {}
    works = {name: partial(_timed, found, name, look, posts) for name, look in looks.items()}
    taken = in_turn(runs, works)
    for name, samples in taken.items():
        result.add(f"{name}, {words}", samples, len(posts), "posts")
    result.ratio(f"{RULE} / {ENGINE}, {words}", taken[RULE], taken[ENGINE], least=50)
    result.ratio(f"{TERM} / {ENGINE}, {words}", taken[TERM], taken[ENGINE])
    result.notes.append(f"{words}: {sum(map(len, found[ENGINE])):,} hits in {len(posts):,} posts")
    if any(found[name] != found[ENGINE] for name in (RULE, TERM)):
        result.wrong += differences(searches, posts)


def _timed(found: dict[str, list[list[Hit]]], name: str, look: Look, posts: Sequence[str]) -> Spent:
    def work() -> None:
        found[name] = [look(post) for post in posts]

    return spent_here(work)


TEXT_SEARCH = Measure("text-search", "phrases and patterns of all rules, and what `re` takes", take)
