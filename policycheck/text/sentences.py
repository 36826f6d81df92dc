"""Sentences, as a reader of posts would count them.

A sentence ends
- at `.`, `!`, `?`, `…` (and their kin in other scripts) with closing quotes and brackets, before
  white space and what does not go on in lower case; not after titles and abbreviations,
  initials, numbers of lists, or `No.` and the like before a digit. `U.S.` and `a.m.` end one
  only before a word that often opens a sentence;
- at emoji after at least three words, before a capital or a digit ("I ❤️ New York" is one);
- at a blank line; and at a line break before a capital, a digit, a bullet, an emoji, '#' or '@'.

What holds no letter and no digit is no sentence.
"""

from __future__ import annotations

import re

from policycheck.text.emoji import emoji
from policycheck.text.remembered import remembered

__all__ = ["fewest_sentences", "sentences"]


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_NEVER_FINAL = _names(
    """
    adm approx apt ave capt cf cmdr co col cpl dept dr e.g ed est fr gen gov hon i.e incl lt
    maj messrs mr mrs ms mt mx pres prof rep rev sen sgt sr st supt v viz vs
    """
)
_BEFORE_DIGIT = _names(
    """
    apr art aug bldg ca ch dec ext feb fig figs jan jul jun mar no nos nov oct p para pp pt
    reg rm sec sect sep sept tel vol
    """
)
_OPENERS = _names(
    """
    a all an and as at but by for from he here how if in it its join learn more our please
    read she so that the there these they this those to visit we what when where who why you
    your
    """
)
_WORDS_BEFORE_EMOJI = 3

_STOP = re.compile(
    r"[.!?\u2026\u203C-\u203D\u2047-\u2049\u061F\u06D4\u0964\u0965\u1362\u104B]+"
    r"[\"'\u2019\u201D\u00BB)\]}*_]*(?=\s|\Z)"
    r"|[\u3002\uFF01\uFF0E\uFF1F\uFF61]+[\u300D\u300F\uFF09\u201D\u2019)]*"
)
_BREAK = r"(?:\r\n|\n|\r)"
_LINES = re.compile(rf"[^\S\r\n]*{_BREAK}\s*")
_BLANK = re.compile(rf"{_BREAK}[^\S\r\n]*{_BREAK}")
_OPENING = re.compile(r"[\"'\u2018\u201C\u00AB(\[{*_\s]*")
_BULLET = re.compile(r"[-*+#@＃＠\u2022\u2023\u2043\u2013\u2014\u25AA-\u25FF\u2713-\u2718\u27A1]")
_EDGE = re.compile(r"[\s\"'\u2018\u201C(\[{]")
_LINE_END = re.compile(r"[\r\n]")
#: What ends a sentence unless the word before it is an abbreviation.
_PLAIN_STOP = re.compile(r"[.!?](?=\s+[A-Z][a-z]*\s)")
_NUMBERING = re.compile(r"\W*(?:\d{1,3}|[A-Za-z])\Z")


@remembered
def sentences(text: str) -> list[tuple[int, int]]:
    """Find the spans of the sentences, in order, without the white space around them."""
    pictures = emoji(text)
    starts = {start for start, _ in pictures}
    cuts = sorted(
        {
            *_stops(text),
            *_line_ends(text, starts),
            *_picture_ends(text, pictures),
            len(text),
        }
    )
    found = []
    start = 0
    for cut in cuts:
        piece = text[start:cut]
        if _has_word(piece):
            begin = start + len(piece) - len(piece.lstrip())
            found.append((begin, start + len(piece.rstrip())))
        start = cut
    return found


def fewest_sentences(text: str) -> int:
    """How many sentences with words there are at least, if any: soon known, and often all.

    They end after a word in small or capital letters that is no abbreviation, and the next one
    begins with a word that has a capital.
    """
    found = 1
    for match in _PLAIN_STOP.finditer(text):
        end = match.start()
        word = text[text.rfind(" ", 0, end) + 1 : end]
        is_plain = len(word) > 1 and word.isascii() and word.isalpha()
        found += is_plain and word.lower() not in _NEVER_FINAL
    return found


def _has_word(piece: str) -> bool:
    if piece[:1].isalnum() or piece[1:2].isalnum():
        return True
    return any(character.isalnum() for character in piece)


def _stops(text: str) -> list[int]:
    found: list[int] = []
    since = 0
    for match in _STOP.finditer(text):
        if _is_stop(text, match, since):
            since = match.end()
            found.append(since)
    return found


def _is_stop(text: str, match: re.Match[str], since: int) -> bool:
    """Whether a sentence ends there that goes on from `since`."""
    following = _following(text, match.end())
    if following[:1].islower():
        return False
    if not match.group().startswith(".") or match.group().startswith(".."):
        return True
    before = text[since : match.start()]
    line = _LINE_END.split(before)[-1]
    if _NUMBERING.fullmatch(line):  # "1." and "a." at the start of a line or sentence
        return not following
    return not _is_abbreviation(_last_token(before), following)


def _following(text: str, at: int) -> str:
    """Find the next word after a stop, without the quotes and brackets that open it."""
    opened = _OPENING.match(text, at)
    start = opened.end() if opened else at
    return text[start : start + 24].partition(" ")[0]


def _last_token(before: str) -> str:
    return _EDGE.split(before[-40:])[-1]


def _is_abbreviation(name: str, following: str) -> bool:
    """Say whether the point after `name` belongs to it rather than ends the sentence."""
    if not following:
        return False
    if name.lower() in _NEVER_FINAL:
        return True
    if name.lower() in _BEFORE_DIGIT:
        return following[0].isdigit()
    if len(name) == 1 and name.isalpha():
        return name.isupper() and name != "I"
    if "." in name and re.fullmatch(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}", name):
        return re.split(r"\W", following)[0].lower() not in _OPENERS
    return False


def _line_ends(text: str, pictures: set[int]) -> list[int]:
    found = []
    for match in _LINES.finditer(text):
        following = text[match.end() : match.end() + 1]
        opens = following.isupper() or following.isdigit() or match.end() in pictures
        if opens or _BULLET.match(following) or _BLANK.search(match.group()):
            found.append(match.end())
    return found


def _picture_ends(text: str, pictures: list[tuple[int, int]]) -> list[int]:
    found = []
    for _, end in pictures:
        gap = re.compile(r"[^\S\r\n]+").match(text, end)
        if not gap:
            continue
        following = text[gap.end() : gap.end() + 1]
        if not (following.isupper() or following.isdigit()):
            continue
        since = re.split(r"[.!?\r\n]", text[max(0, end - 200) : end])[-1]
        if len(re.findall(r"\w+", since)) >= _WORDS_BEFORE_EMOJI:
            found.append(gap.end())
    return found
