"""What looks like a secret, in records that say where secrets are kept and never what they are.

Two signs are looked at: a field that is named for a secret (`password`, `client_secret`), and a
value in the make-up of one. A passphrase of plain words has no make-up, and is found by name alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Final

__all__ = ["GUARDED", "is_named_for_a_secret", "secret_look"]

#: The parts of an account that stand close to secrets; elsewhere only names are looked at.
GUARDED: Final = frozenset({"credential", "mfa", "recovery", "apps", "signup"})

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_ALWAYS: Final = frozenset({"passcode", "passphrase", "passwd", "password", "pin", "pwd", "secret"})
#: A token may also be a thing that people carry, and a seed something that grows.
_SOMETIMES: Final = frozenset({"token", "seed"})
_TWO_WORDS: Final = {
    "key": frozenset({"access", "api", "client", "encryption", "private", "secret", "signing"}),
    "code": frozenset({"backup", "recovery", "rescue", "scratch"}),
    "answer": frozenset({"recovery", "secret", "security"}),
}

#: How far into a value is looked: nobody is to wait for a text that somebody pasted by mistake.
_LONGEST: Final = 2_000

_URI = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_UNBROKEN = re.compile(r"(?=\S*[0-9])\S{8,}")

#: The name before the value is not the end of a longer one.
_TOLD = re.compile(
    r"(?:^|[\s;,({\[\"'?&])(?:api[ _-]?key|access[ _-]?token|client[ _-]?secret|secret|token"
    r"|password|passwd|pwd|pin)[\"']?\s*[:=]\s*[\"']?(?=\S*[0-9!$%^*#~])\S{4,}",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"://[^/\s:@]+:[^/\s@]+@")
_PRIVATE_KEY = re.compile(r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY")  # RFC 7468
_SEED = re.compile(  # Base32, RFC 4648; Google Authenticator shows it in small letters by fours
    r"(?=.*[2-7])(?:[A-Z2-7]{16,}=*|(?:[A-Z2-7]{4}[ -]){3,}[A-Z2-7]{1,4}"
    r"|(?:[a-z2-7]{4} ){3,}[a-z2-7]{1,4})"
)
_CODE = re.compile(r"[A-Za-z0-9]{4,8}(?:[ -][A-Za-z0-9]{4,8}){1,3}")
_NUMBERS = re.compile(r"(?:[0-9]{8}|[0-9]{4} [0-9]{4})(?:[\s,;|]+(?:[0-9]{8}|[0-9]{4} [0-9]{4}))+")
_RUN = re.compile(r"[A-Za-z0-9]{12,}")
_LONG: Final = 16
_HEX = re.compile(r"(?=(?:.*[0-9]){4})(?=(?:.*[a-f]){4})[0-9a-f]{24,}", re.IGNORECASE)
#: What people read as one piece: a word, a number, initials.
_PIECE = re.compile(r"[0-9]+|[A-Z]?[a-z]+|[A-Z]+")
_ALL_SORTS = re.compile(r"(?=\S*[a-z])(?=\S*[A-Z])(?=\S*[0-9])(?=\S+[!@#$%^*?~&])\S{8,128}")


def is_named_for_a_secret(name: str, value: str, *, guarded: bool = False) -> bool:
    """Tell whether a field of that name holds a secret; an address only says where one is."""
    before, last = _words(name)
    telling = last in _ALWAYS or last in _SOMETIMES or last in _TWO_WORDS
    if not telling or value in ("", "true", "false", "null") or _says_where(value):
        return False
    if last in _ALWAYS:
        return True
    if last in _SOMETIMES:
        return _UNBROKEN.search(value[:_LONGEST]) is not None or bool(secret_look(value))
    if guarded and last == "code":
        return True
    return before in _TWO_WORDS.get(last, ())


@lru_cache(1024)
def _words(name: str) -> tuple[str, str]:
    """The last word of a name, as one of it, and the word before."""
    words = ["", "", *(word.lower() for word in _WORD.findall(name))]
    return words[-2], words[-1].removesuffix("s")


def secret_look(text: str) -> str:
    """Say what a value looks like: "a password", "a private key"; '' if it is like no secret."""
    written = text.strip()[:_LONGEST]
    for what, looks in _LOOKS:
        if looks(written):
            return what
    if _is_name(written):
        return ""
    if _is_made_at_random(written):
        return "an access token"
    return "a password" if _ALL_SORTS.fullmatch(written.lstrip("@")) else ""


def _says_where(text: str) -> bool:
    return _URI.fullmatch(text.strip()) is not None and not secret_look(text)


def _is_name(text: str) -> bool:
    """Tell an address or an identifier, which may hold anything."""
    return any(shape.fullmatch(text) for shape in (_URI, _EMAIL, _UUID))


def _is_code(text: str) -> bool:
    """Tell a recovery code, `3b6f9-1c2d4`: letters and digits go back and forth in it."""
    return (
        _CODE.fullmatch(text) is not None
        and _UUID.fullmatch(text) is None
        and _changes(re.sub("[ -]", "", text)) > 3  # noqa: PLR2004 - a name and its year have one
    )


def _changes(text: str) -> int:
    return sum(a.isdigit() != b.isdigit() for a, b in pairwise(text))


def _is_made_at_random(text: str) -> bool:
    return any(_HEX.fullmatch(run) or _is_broken(run) for run in _RUN.findall(text))


def _is_broken(run: str) -> bool:
    """Tell letters and digits drawn at random from names: their words and numbers are short.

    Random Base64 has pieces of 1.8 characters on average, names put together have 3 and more; and
    hardly a name goes from letters to digits and back twice. The shorter, the surer it must be.
    """
    pieces, changes, long = len(_PIECE.findall(run)), _changes(run), len(run) >= _LONG
    return changes > 0 and (len(run) < (2.5 if long else 1.8) * pieces or (long and changes > 4))  # noqa: PLR2004


_LOOKS: Final[Iterable[tuple[str, Callable[[str], object]]]] = (
    ("a private key", _PRIVATE_KEY.search),
    ("a seed of one-time codes", re.compile(r"otpauth(?:-migration)?://", re.IGNORECASE).search),
    ("a seed of one-time codes", _SEED.fullmatch),
    ("a password", _TOLD.search),
    ("a password", _LOGIN.search),
    ("a recovery code", _is_code),
    ("recovery codes", _NUMBERS.fullmatch),
)
