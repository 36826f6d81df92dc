"""Host names: read out of addresses, spelt one way, and known by their public suffix.

The host of an address is what a browser would visit (WHATWG URL): what stands before '@' is a user
name, a backslash is a slash, percent escapes are read, characters that nobody sees are dropped.
Suffixes are those of the Public Suffix List as packaged with `publicsuffixlist`, read offline.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from policycheck.text.characters import is_ignorable
from policycheck.text.suffixes import ends_in_suffix

__all__ = ["ascii_host", "has_known_suffix", "host_of", "unicode_host"]

_LABEL_MAX = 63  # RFC 1035, section 2.3.4, in the ASCII form
_LABEL_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_-")
_HOST_MAX = 253
_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")  # full stops that IDNA reads as dots

# The generic domains of RFC 920 and RFC 1591: most links need no more, and no list is loaded.
_OLDEST = frozenset({"com", "edu", "gov", "int", "mil", "net", "org"})


@lru_cache(256)  # many rules ask the same of one address
def host_of(url: str) -> str | None:
    """Find the host that an address leads to, in lower-case Unicode without a final dot.

    The scheme may be missing; of `mailto:` it is the host of the mailbox. None where there is no
    host, as in `tel:` and in names that DNS forbids (an empty label, or one over 63 characters).
    """
    scheme, authority = _authority(url)
    name = authority.rpartition("@")[2]
    if name.startswith("["):
        address = name.partition("]")[0] + "]"
        return address.lower() if address != name or name.endswith("]") else None
    host = unicode_host(_unescaped(re.sub(r":\d*\Z", "", name)))
    if not host or ascii_host(host) is None:
        return None
    return host if scheme or "." in host or host == "localhost" else None


def _authority(url: str) -> tuple[str, str]:
    """Cut out the scheme ('' if there is none) and what stands between it and the path."""
    text = re.sub(r"[\t\r\n]", "", url).strip().replace("\\", "/")
    head = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):(?=//|mailto:)|//|mailto:", text, re.IGNORECASE)
    if head is None:
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)", text):
            return "", ""
        return "", re.split(r"[/?#]", text, maxsplit=1)[0]
    rest = text[head.end() :].lstrip("/")
    return head.group(), re.split(r"[/?#]", rest, maxsplit=1)[0]


def _unescaped(name: str) -> str:
    if "%" not in name:
        return name
    from urllib.parse import unquote

    return unquote(name)


def unicode_host(name: str) -> str:
    """Spell a host as people read it: lower case, `xn--` decoded, no final dot."""
    seen = "".join(character for character in name if not is_ignorable(character))
    plain = unicodedata.normalize("NFKC", seen.translate(_DOTS)).lower()
    plain = unicodedata.normalize("NFC", plain).removesuffix(".")
    return ".".join(_decoded(label) for label in plain.split("."))


def _decoded(label: str) -> str:
    if not (label.startswith("xn--") and label.isascii()):
        return label
    try:
        decoded = label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    # Only what spells the same way back: anything else would show a host that is not visited.
    return decoded if not decoded.isascii() and _encoded(decoded) == label else label


def ascii_host(host: str) -> str | None:
    """Spell a Unicode host as DNS knows it; None where DNS does not allow it."""
    labels = [_encoded(label) for label in host.split(".")]
    name = ".".join(labels)
    if len(name) > _HOST_MAX or not all(_is_label(label) for label in labels):
        return None
    return name


def _encoded(label: str) -> str:
    if label.isascii():
        return label
    try:
        return "xn--" + label.encode("punycode").decode("ascii")
    except UnicodeError:
        return ""


def _is_label(label: str) -> bool:
    return (
        0 < len(label) <= _LABEL_MAX
        and _LABEL_SIGNS.issuperset(label)
        and not label.startswith("-")
        and not label.endswith("-")
    )


def has_known_suffix(host: str) -> bool:
    """Say whether the host ends in a domain that exists, as `website.com.jpg` does not."""
    last = host.rpartition(".")[2]
    if last in _OLDEST:
        return True
    return ends_in_suffix(unicode_host(host) if "xn--" in host else host.lower())
