"""A comment that means to suppress a finding: what it names, and everything that is wrong with it.

    policycheck: allow LNK-002, TXT-001 -- the partner asked for this address

A comment that only looks like one is wrong, not another comment: somebody who misspelt a word would
else believe that it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Claim", "Fault", "Named", "claim_in"]

_MARK, _WORD = "policycheck", "allow"
_FORM = "write policycheck: allow RULE -- the reason"
_HEAD = re.compile(
    r"[\s#]*(?P<mark>\w[\w-]*)(?P<gap>\s*)(?P<colon>:?)\s*(?P<word>[\w-]*)(?P<rest>.*)", re.DOTALL
)
_REASON = re.compile(r"(?:(?<=\s)|^)--(?!-)")
#: Something such as a rule is called: letters, a sign, and more.
_LIKE_A_RULE = re.compile(r"\s*[^\W\d_]\w*[-_.:][\w.:-]+")
#: A word with so many wrong letters is still taken for the one that was meant.
_NEAR = 2


class Named(NamedTuple):
    """A rule that a comment names, from which to which character of its text."""

    rule: str
    start: int
    end: int


class Fault(NamedTuple):
    """What is wrong, from which to which character of the text of the comment, and what to do."""

    start: int
    end: int
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a comment names and why; where there is a fault it suppresses nothing."""

    rules: tuple[Named, ...] = ()
    reason: str = ""
    faults: tuple[Fault, ...] = field(default_factory=tuple)


def claim_in(text: str) -> Claim | None:
    """Read the text of a comment; None where it is about something else."""
    head = _HEAD.match(text)
    if head is None or not _means_us(head):
        return None
    mark, word = head["mark"], head["word"]
    if mark != _MARK or not head["colon"]:
        said = f"{mark}{head['gap']}{head['colon']}".strip()
        return _wrong(head.start("mark"), head.end("colon"), f"expected policycheck:, found {said}")
    if word != _WORD:
        found = word or "nothing"
        return _wrong(head.start("word"), head.end("word"), f"expected allow, found {found}")
    return _read(text, head.end("word"))


def _means_us(head: re.Match[str]) -> bool:
    """Whether the first word is ours, or so near to it that the rest must tell."""
    letters = re.sub(r"[-_]", "", head["mark"].lower())
    if abs(len(letters) - len(_MARK)) > _NEAR:
        return False
    from rapidfuzz.distance import Levenshtein

    if Levenshtein.distance(letters, _MARK, score_cutoff=_NEAR) > _NEAR:
        return False
    if letters == _MARK and head["colon"]:
        return True
    near = Levenshtein.distance(head["word"].lower(), _WORD, score_cutoff=_NEAR) <= _NEAR
    return near and bool(head["colon"] or _LIKE_A_RULE.match(head["rest"]))


def _read(text: str, start: int) -> Claim:
    """Read what comes after `allow`: the rules, two hyphens, the reason."""
    sign = _REASON.search(text, start)
    end = sign.start() if sign else len(text.rstrip())
    named = tuple(_named(text, start, end))
    if any(not one.rule for one in named) or not text[start:end].strip():
        return _wrong(
            start, max(start, end), "no rule is named here", "name the rule that is meant"
        )
    reason = " ".join(text[sign.end() :].split()) if sign else ""
    if not any(map(str.isalnum, reason)):
        message = "no reason is given" if sign else "no reason is given after two hyphens"
        return _wrong(start, max(start, end), message)
    return Claim(named, reason)


def _named(text: str, start: int, end: int) -> list[Named]:
    named: list[Named] = []
    for piece in text[start:end].split(","):
        rule = piece.strip()
        first = start + len(piece) - len(piece.lstrip())
        named.append(Named(rule, first, first + len(rule)))
        start += len(piece) + 1
    return named


def _wrong(start: int, end: int, message: str, advice: str = _FORM) -> Claim:
    return Claim(faults=(Fault(start, end, message, advice),))
