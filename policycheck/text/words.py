"""Words: where they stand, and whether a hit is a whole one.

A word is a run of letters, digits, combining marks and underscores. Characters that nobody sees are
looked through. Hyphens and apostrophes are edges, so that "police" is a whole word in "police's".
Scripts that are written without spaces have no edges to ask for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policycheck.text.characters import extends, is_ignorable, is_spaceless, is_word
from policycheck.text.remembered import remembered

__all__ = ["is_word_edge", "words"]

_APOSTROPHES = "'\u2019\u02bc"
_POINTS = ".,"

#: What follows a picture and is not seen; after anything but a word it parts words like the rest.
_AFTER_PICTURE = re.compile("(?<= )[\ufe0e\ufe0f\u200d]+")
#: So many characters are remembered at most.
_REMEMBERED = 4096

#: The same rules for texts in ASCII, which most of English is, in one pass.
_ASCII_WORD = re.compile(
    "[A-Za-z0-9_]+(?:(?:(?<=[A-Za-z])'(?=[A-Za-z])|(?<=[0-9])[.,](?=[0-9]))[A-Za-z0-9_]+)*"
)


def is_word_edge(text: str, start: int, end: int) -> bool:
    """Say whether `text[start:end]` stands as whole words, judged by its neighbours."""
    after = _seen(text, range(end, len(text)))
    if after and extends(after):
        return False
    first = _seen(text, range(start, end))
    last = _seen(text, range(end - 1, start - 1, -1))
    before = _seen(text, range(start - 1, -1, -1))
    return not (_joined(before, first) or _joined(last, after))


def _seen(text: str, offsets: Iterable[int]) -> str:
    """Find the first character at these offsets that is not ignorable; '' if there is none."""
    return next((text[offset] for offset in offsets if not is_ignorable(text[offset])), "")


def _joined(left: str, right: str) -> bool:
    if not (left and right and is_word(left) and is_word(right)):
        return False
    return not (is_spaceless(left) or is_spaceless(right))


@remembered
def words(text: str, *, prose_only: bool = False) -> list[tuple[int, int]]:
    """Find the spans of the words, in order.

    An apostrophe between letters belongs to its word ("don't"), a point or comma between digits to
    its number ("1,200.5"). An unbroken run of a script without spaces is one word. `prose_only`
    leaves out links, e-mail addresses, mentions and hashtags.
    """
    plain = text if text.isascii() else _without_signs(text)
    if plain.isascii():
        found = [match.span() for match in _ASCII_WORD.finditer(plain)]
    else:
        found = list(_in_any_script(text))
    barred = _references(text) if prose_only else []
    return _outside(found, barred) if barred else found


class _Signs(dict[int, str]):
    """Blanks for signs beyond ASCII that belong to no word: quotation marks, dashes, pictures.

    What may belong to one stays as it is, but for an apostrophe.
    """

    def __missing__(self, code: int) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        character = chr(code)
        if code in range(128) or is_word(character) or is_ignorable(character):
            sign = character
        else:
            sign = "'" if character in _APOSTROPHES else " "
        self[code] = sign
        return sign


_SIGNS = _Signs()


def _without_signs(text: str) -> str:
    """A text as long, in which words stand where they stood; it is ASCII where all letters are."""
    plain = text.translate(_SIGNS)
    if plain.isascii():
        return plain
    return _AFTER_PICTURE.sub(lambda match: " " * len(match.group()), plain)


def _in_any_script(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        if not is_word(text[start]) or is_ignorable(text[start]):
            start += 1
            continue
        end = _word_end(text, start)
        yield start, end
        start = end


def _word_end(text: str, start: int) -> int:
    """Find where the word that begins at `start` ends: after its last visible character."""
    end = start + 1
    spaceless = is_spaceless(text[start])
    offset = end
    while offset < len(text):
        character = text[offset]
        if is_ignorable(character):
            offset += 1
            continue
        if not _continues(text, end - 1, offset):
            break
        if is_word(character) and not extends(character) and is_spaceless(character) != spaceless:
            break
        offset += 1
        if is_word(character):
            end = offset
    return end


def _continues(text: str, last: int, offset: int) -> bool:
    """Say whether the character at `offset` goes on with the word that reaches to `last`."""
    character = text[offset]
    if is_word(character):
        return True
    following = text[offset + 1 : offset + 2]
    if not following or offset != last + 1:
        return False
    if character in _APOSTROPHES:
        return text[last].isalpha() and following.isalpha()
    return character in _POINTS and text[last].isdigit() and following.isdigit()


def _references(text: str) -> list[tuple[int, int]]:
    from policycheck.text.emails import emails
    from policycheck.text.links import links
    from policycheck.text.tags import hashtags, mentions

    spans = [(link.start, link.end) for link in links(text)]
    return sorted(spans + emails(text) + hashtags(text) + mentions(text))


def _outside(spans: list[tuple[int, int]], barred: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the spans that touch none of the barred ones; both in order."""
    found = []
    rest = iter(barred)
    bar = next(rest, None)
    for start, end in spans:
        while bar and bar[1] <= start:
            bar = next(rest, None)
        if not bar or end <= bar[0]:
            found.append((start, end))
    return found
