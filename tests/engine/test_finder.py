from __future__ import annotations

import unicodedata

import pytest
import re2
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policycheck.engine import patterns as patterns_module
from policycheck.engine.finder import Finder
from policycheck.engine.lone_search import found_alone
from policycheck.engine.needed_signs import needed_signs
from policycheck.engine.patterns import PatternFilter, compiled
from policycheck.plan import Part, Search
from policycheck.text.fold import fold
from policycheck.text.phrases import phrase_form
from policycheck.text.words import is_word_edge

PIECES = [
    "rain", "Rain", "RAIN", "é", "e\u0301", "café", "cafe\u0301", "ß", "ss", "ﬁ", "fi", "İ", "i",
    "\u00ad", "\u200b", "\u200d", "\ufe0f", "’", "'", "“", '"', "—", "-", " ", "  ", "\n", "\t",
    "\u00a0", "#", "＃", "𝐫𝐚𝐢𝐧", "Ｒain", "雨", "大雨", "한국", "\u1112\u1161\u11ab", "ไทย", "שלום",
    "مرحبا", "👨‍👩‍👧", "🌧", "x", "1", "_", ".", "K", "\u212a", "\u0323\u0307", "\u0307\u0323",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
phrases = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
PATTERNS = [
    "rain", "(?i)rain", "RAIN", "^rain", "rain$", "(?m)^.", r"\Ara", r"in\z", "[Rr]a.n", "r+a*",
    "é", "É", "ß|ss", "k", "k+", r"\pL+", r"\p{Han}+", r"[^\pL]x", r"\bx\b", "x?1?", r"\Q'", r"\Q.",
    "(x)(1)?", "(?s)rain.x", "雨", "한", r"\d", r"\s+", "(?U)r.*n", "a{0}", "#.",
]  # fmt: skip
a_search = st.builds(
    Search,
    phrases=st.lists(phrases, max_size=4).map(tuple),
    patterns=st.lists(st.sampled_from(PATTERNS), max_size=4).map(tuple),
    whole_words=st.booleans(),
    match_case=st.booleans(),
)


def naive(search: Search, text: str) -> list[tuple[int, int]]:
    """Every phrase at every place, every pattern by itself; the leftmost longest of them all."""
    hits = []
    folded = fold(text)
    for phrase in search.phrases:
        wanted = fold(phrase).text.strip().lstrip("#").strip()
        exact = fold(phrase, keep_case=True).text.strip().lstrip("#").strip()
        for at in range(len(folded.text)):
            if not folded.text.startswith(wanted, at):
                continue
            place = folded.original(at, at + len(wanted))
            if place is None or (search.whole_words and not is_word_edge(text, *place)):
                continue
            if search.match_case and fold(text[slice(*place)], keep_case=True).text != exact:
                continue
            hits.append(place)
    for pattern in search.patterns:
        options = re2.Options()
        options.case_sensitive = search.match_case
        hits += [m.span() for m in re2.compile(pattern, options).finditer(text)]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if end > start and (not apart or start >= apart[-1][1]):
            apart.append((start, end))
    return apart


def places(finder: Finder, search: Search, text: str) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in finder.found(search, Part("text", text, ("text",)))]


def usable(search: Search) -> bool:
    return all(phrase_form(phrase) for phrase in search.phrases)


@settings(max_examples=400)
@given(st.lists(a_search, min_size=1, max_size=5), st.lists(texts, min_size=1, max_size=3))
def test_all_searches_together_find_what_each_finds_by_hand(
    searches: list[Search], many: list[str]
) -> None:
    assume(all(usable(search) for search in searches))
    finder = Finder(searches)
    backwards = Finder(reversed(searches))
    for text in many:
        for search in searches:
            expected = naive(search, text)
            assert places(finder, search, text) == expected
            assert places(backwards, search, text) == expected
            assert places(Finder([search]), search, text) == expected


@settings(max_examples=400)
@given(a_search, texts)
def test_a_search_by_itself_finds_what_the_finder_finds(search: Search, text: str) -> None:
    assume(usable(search))
    part = Part("text", text, ("text",))
    assert found_alone(search, part) == Finder([search]).found(search, part)


PARTS_OF_PATTERNS = [
    "a", "-", "/", "#", "_", r"\.", r"\(", r"\|", r"\\", "(", ")", "(?:", "(?i)", "[", "]", "[^",
    "^", "$", "|", "?", "*", "+", "{2}", "{0,1}", "{", "}", ",", ".", r"\b", r"\d", r"\Q", r"\E",
    r"\x2d", r"\pL", "[[:alpha:]]", "[-/]", "[]-]", "[^]]", r"[\]-]",
]  # fmt: skip


@settings(max_examples=1000)
@given(
    st.lists(st.sampled_from(PARTS_OF_PATTERNS), min_size=1, max_size=7).map("".join),
    st.text("aA-/#_.(|)\\[]{},2: \n", max_size=10),
)
def test_a_hit_holds_every_sign_that_its_pattern_needs(pattern: str, text: str) -> None:
    try:
        found = compiled(pattern, match_case=False).search(text)
    except ValueError:
        assume(False)
    assert found is None or set(found.group()) >= needed_signs(pattern)


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        (r"\b(?:CUI|U)//[A-Z]", "/"),
        (r"\((?:CUI|U//FOUO)\)(?:[ \t]|$)", "()"),
        (r"#?a-+_{2}", "-"),
        ("a|/", ""),
        (r"\Q/", ""),
    ],
)
def test_signs_outside_of_groups_and_sets_are_needed(pattern: str, signs: str) -> None:
    assert needed_signs(pattern) == set(signs)


@given(phrases, texts, texts)
def test_what_is_found_reads_as_the_phrase(phrase: str, before: str, after: str) -> None:
    search = Search(phrases=(phrase,), whole_words=False)
    assume(usable(search))
    text = f"{before} {phrase} {after}"
    for found in Finder([search]).found(search, Part("text", text, ("text",))):
        assert fold(found.text).text.strip() == phrase_form(phrase)
        assert found.term == phrase


@given(texts, st.sampled_from(["rain", "café", "한국", "大雨"]))
def test_a_phrase_is_found_however_its_accents_are_put_together(text: str, phrase: str) -> None:
    search = Search(phrases=(phrase,))
    finder = Finder([search])
    whole = f". {phrase} . {text}"
    for form in ("NFC", "NFD"):
        assert places(finder, search, unicodedata.normalize(form, whole))[0][0] == 2


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("click here", "Click\u00ad HERE.", ["Click\u00ad HERE"]),
        ("don't", "We don’t", ["don’t"]),
        ("# Rain", "rain #rain", ["rain", "rain"]),
        ("\u200b#rain", "#rain", ["rain"]),
        ("rain", "raincoat brain train", []),
        ("rain", "ra\u200bin", ["ra\u200bin"]),
        ("雨", "大雨です", ["雨"]),
        ("s", "ß", []),
        ("cafe", "café", []),
        ("a  b", "a\n\tb", ["a\n\tb"]),
    ],
)
def test_phrases_are_found_through_ways_of_writing(
    phrase: str, text: str, expected: list[str]
) -> None:
    search = Search(phrases=(phrase,))
    found = Finder([search]).found(search, Part("text", text, ("text",)))
    assert [one.text for one in found] == expected


@pytest.mark.parametrize("phrase", ["Rain", "#Rain", "# Rain", "＃Rain"])
def test_capitals_count_where_they_are_asked_for(phrase: str) -> None:
    search = Search(phrases=(phrase,), match_case=True)
    assert places(Finder([search]), search, "rain Rain RAIN") == [(5, 9)]


def test_an_unclosed_quotation_in_a_pattern_takes_no_other_pattern_with_it() -> None:
    searches = [Search(patterns=(r"\Qa.b",)), Search(patterns=("rain",))]
    finder = Finder(searches)
    assert places(finder, searches[0], "A.B rain") == [(0, 3)]
    assert places(finder, searches[1], "A.B rain") == [(4, 8)]


def test_many_patterns_that_no_set_can_hold_are_still_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patterns_module, "_LARGEST", 10_000_000)
    monkeypatch.setattr(patterns_module, "_MEMORY", 1 << 17)
    wanted = [(rf"[^\pL]word{number}\b", True) for number in range(40)]
    every = PatternFilter(wanted)
    for number in (0, 17, 39):
        assert number in every.candidates(f" word{number} ")


def test_a_set_that_gives_up_drops_no_pattern() -> None:
    asked = PatternFilter([("rain", True), ("snow", True)])

    class Silent:
        def Match(self, _text: str) -> list[int]:  # noqa: N802 - the name in RE2
            return []

    asked._sets = [(Silent(), numbers) for _, numbers in asked._sets]
    assert asked.candidates("rain") == {0, 1}


def test_large_patterns_stay_out_of_the_set() -> None:
    asked = PatternFilter([(r"\pL+", True), ("rain", True)])
    assert [numbers for _, numbers in asked._sets] == [[1]]
    assert asked.candidates("") == {0}


@pytest.mark.parametrize("pattern", ["(?=a)", r"(a)\1", "(", "a{1001}", r"[\pL]{999}[\pN]{999}"])
def test_what_re2_refuses_says_why(pattern: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        compiled(pattern, match_case=True)


def test_texts_that_are_remembered_do_not_mix() -> None:
    search = Search(phrases=("rain",))
    finder = Finder([search])
    many = [f"{'x' * n} rain" for n in range(20)]
    assert [places(finder, search, text)[0][0] for text in (*many, *many)] == [
        *range(1, 21),
        *range(1, 21),
    ]
