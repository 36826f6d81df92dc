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
from policycheck.text.late import late
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

_STOP = late(
    r"[.!?\u2026\u203C-\u203D\u2047-\u2049\u061F\u06D4\u0964\u0965\u1362\u104B]+"
    r"[\"'\u2019\u201D\u00BB)\]}*_]*(?=\s|\Z)"
    r"|[\u3002\uFF01\uFF0E\uFF1F\uFF61]+[\u300D\u300F\uFF09\u201D\u2019)]*"
)
#: The same for texts in ASCII, which most of English is; a small set is compiled in a tenth.
_ASCII_STOP = late(r"[.!?]+[\"')\]}*_]*(?=\s|\Z)")
_BREAK = r"(?:\r\n|\n|\r)"
_LINES = late(rf"[^\S\r\n]*{_BREAK}\s*")
_OPENING = frozenset("\"'\u2018\u201c\u00ab([{*_")
_EDGES = "\"'\u2018\u201c([{"
_BULLETS = frozenset("-*+#@＃＠\u2022\u2023\u2043\u2013\u2014\u27a1") | frozenset(
    map(chr, [*range(0x25AA, 0x2600), *range(0x2713, 0x2719)])
)
#: What ends a sentence unless the word before it is an abbreviation.
_PLAIN_STOP = late(r"[.!?](?=\s+[A-Z][a-z]*\s)")
_NUMBERING = late(r"\W*(?:\d{1,3}|[A-Za-z])\Z")


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
    for match in _PLAIN_STOP().finditer(text):
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
    pattern = _ASCII_STOP() if text.isascii() else _STOP()
    for match in pattern.finditer(text):
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
    if _is_numbering(before):
        return not following
    return not _is_abbreviation(_last_token(before), following)


def _is_numbering(before: str) -> bool:
    """Whether the last line so far is the number of what follows: "1" or "a" before its point."""
    if len(before) > 1 and before[-2:].isalpha():
        return False  # two letters are a word; most sentences end so
    line = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    return _NUMBERING().fullmatch(line) is not None


def _following(text: str, at: int) -> str:
    """Find the next word after a stop, without the quotes and brackets that open it."""
    end = len(text)
    while at < end and (text[at].isspace() or text[at] in _OPENING):
        at += 1
    return text[at : at + 24].partition(" ")[0]


def _last_token(before: str) -> str:
    near = before[-40:]
    if not near or near[-1].isspace():
        return ""
    token = near.split()[-1]
    return token[max(map(token.rfind, _EDGES)) + 1 :]


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
    if "\n" not in text and "\r" not in text:
        return []
    found = []
    for match in _LINES().finditer(text):
        following = text[match.end() : match.end() + 1]
        opens = following.isupper() or following.isdigit() or match.end() in pictures
        if opens or following in _BULLETS or _is_blank(match.group()):
            found.append(match.end())
    return found


def _is_blank(gap: str) -> bool:
    """Whether white space between two lines holds a line of its own; CRLF ends one line."""
    return gap.count("\n") + gap.count("\r") - gap.count("\r\n") > 1


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
