"""Fails when the text holds characters that nobody sees, or letters that pass for others.

- `zero-width`: spaces and joiners of no width, where neither emoji nor the script needs them.
- `bidirectional`: marks and controls of direction. Where `lang` says that the text runs from right
  to left (ar, fa, he, ur, …) single marks are fine, as they are beside right-to-left letters
  anywhere; embeddings, overrides and isolates are not.
- `tag`: letters of the invisible tag alphabet, outside the flags of regions.
- `other`: soft hyphens, fillers, stray selectors and control characters.
- `mixed-script`: words in which Greek or Cyrillic letters pass for Latin ones.

`allow` takes these names and code points (`U+00AD`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import Annotated

from policycheck.kinds.choices import nearest
from policycheck.plan import (
    Binding,
    Case,
    Field,
    Hit,
    Judgement,
    Kind,
    Options,
    Part,
    Plan,
    Replacement,
    Strings,
    Tighter,
    decide,
    signs_in,
)
from policycheck.text.hidden import hidden_characters
from policycheck.text.late import late
from policycheck.text.mixed_scripts import mixed_script_words
from policycheck.text.plain import may_hide

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = r"""
- check: {kind: hidden-characters}
  fail: {text: "Rain\u200B today"}
  found: "\u200B"
- check: {kind: hidden-characters}
  pass: {text: "Rain today 👨‍👩‍👧, and 🏴󠁧󠁢󠁥󠁮󠁧󠁿 plays"}
- check: {kind: hidden-characters}
  fail: {text: "Pay at p\u0430ypal now"}
  found: "p\u0430ypal"
- check: {kind: hidden-characters}
  pass: {text: "Заплатите сегодня на почте, 5 kΩ"}
- check: {kind: hidden-characters}
  fail: {text: "Файл \u202Egpj.exe", lang: ru}
  found: "\u202E"
- check: {kind: hidden-characters}
  pass: {text: "EPA \u200F2026", lang: he}
- check: {kind: hidden-characters}
  fail: {text: "EPA \u200F2026", lang: en}
  found: "\u200F"
- check: {kind: hidden-characters}
  fail: {text: Map, media: [{file: map.png, alt: "Closed\u00AD lanes"}]}
  found: "\u00AD"
- check: {kind: hidden-characters, allow: [U+00AD]}
  pass: {text: Map, media: [{file: map.png, alt: "Closed\u00AD lanes"}]}
- check: {kind: hidden-characters, allow: [zero-width]}
  pass: {text: "Rain\u200B today"}
"""

_KINDS = ("zero-width", "bidirectional", "tag", "other", "mixed-script")
_CODE_POINT = late(r"[Uu]\+([0-9A-Fa-f]{4,6})")
_MARKS = frozenset("\u061c\u200e\u200f")

# Languages usually written from right to left: scripts Arab, Hebr, Syrc and Thaa in the CLDR
# supplemental data, release 48.
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ku", "ps", "sd"})
_RIGHT_TO_LEFT |= {"syr", "ug", "ur", "yi"}


class HiddenCharacters(Options):
    allow: Annotated[
        Strings,
        Tighter.SHORTER,
        Field(description=f"what is fine: {', '.join(_KINDS)}, or a code point such as U+00AD"),
    ] = ()
    in_: Annotated[
        Strings, Tighter.LONGER, Field(alias="in", description="the parts that are read")
    ] = ("text", "alt", "captions", "hashtags")


def plan(options: HiddenCharacters, bind: Binding) -> Plan:
    _check_allowed(options.allow, bind)
    selectors = bind.selectors(options.in_, "in")
    kinds = frozenset(options.allow) & frozenset(_KINDS)
    points = {_CODE_POINT().fullmatch(entry) for entry in options.allow}
    characters = frozenset(chr(int(point[1], 16)) for point in points if point)

    def judge(case: Case) -> Judgement:
        reading = case.read(selectors)
        allowed = characters | _MARKS if _runs_right_to_left(case) else characters
        # A hashtag of the text is a part of its own as well: one place, one hit.
        hits = {hit.place: hit for part in reading.parts for hit in _hits(part, kinds, allowed)}
        return decide(list(hits.values()), reading.missing)

    return Plan(judge, signs=signs_in(selectors, may_hide))


def _check_allowed(allow: Collection[str], bind: Binding) -> None:
    for index, entry in enumerate(allow):
        point = _CODE_POINT().fullmatch(entry)
        if entry in _KINDS or (point and int(point[1], 16) <= 0x10FFFF):  # noqa: PLR2004
            continue
        near = nearest(entry, _KINDS)
        advice = f"did you mean {near}?" if near else f"known are {', '.join(_KINDS)} and U+…"
        bind.refuse(f"{entry!r} is neither a kind nor a code point", "allow", index, advice=advice)


def _runs_right_to_left(case: Case) -> bool:
    lang = case.record.fields.get("lang")
    return isinstance(lang, str) and re.split("[-_]", lang.lower())[0] in _RIGHT_TO_LEFT


def _hits(part: Part, kinds: Collection[str], allowed: Collection[str]) -> Iterator[Hit]:
    for start, end, kind in hidden_characters(part.text):
        character = part.text[start]
        if kind in kinds or character in allowed:
            continue
        # Without its controls, text that was put in order by them reads otherwise.
        replacement = Replacement("", safe=kind != "bidirectional")
        yield _hit(part, (start, end), kind, _name(character), replacement)
    if "mixed-script" in kinds:
        return
    for start, end, plain in mixed_script_words(part.text):
        word = part.text[start:end]
        foreign = [one for one, other in zip(word, plain, strict=True) if one != other]
        if all(one in allowed for one in foreign):
            continue
        names = ", ".join(_name(one) for one in dict.fromkeys(foreign))
        replacement = Replacement(plain, safe=False)
        yield _hit(part, (start, end), "mixed-script", names, replacement)


def _hit(part: Part, span: tuple[int, int], kind: str, names: str, new: Replacement) -> Hit:
    values = {
        "match": part.text[slice(*span)],
        "character": names,
        "form": kind,
        "does": "passes for a Latin letter" if kind == "mixed-script" else "hides",
        "part": part.name,
    }
    return Hit(part.place(*span), values, names, replacement=new)


def _name(character: str) -> str:
    """The code point and its name; control characters have none."""
    name = unicodedata.name(character, "control character")
    return f"U+{ord(character):04X} {name}"


KIND = Kind(
    name="hidden-characters",
    options=HiddenCharacters,
    plan=plan,
    message="{character} {does} in the {part}",
    values=("match", "character", "form", "does", "part"),
    reads_text=True,
)
