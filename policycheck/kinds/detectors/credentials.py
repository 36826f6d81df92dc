"""Keys and tokens that open doors."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.kinds.detectors.detector import Detector, Span
from policycheck.text.late import late

__all__ = ["API_KEY"]

# What issuers document as the make-up of their secrets, read on 2026-11-23. Each has a beginning of
# its own, so that an ordinary word is never taken for one.
_MADE_UP = (
    r"(?:AKIA|ASIA)[A-Z2-7]{16}",  # AWS IAM: unique identifiers
    r"AKIA[A-Z0-9]{9}EXAMPLE",  # the specimen of its documentation
    r"gh[opusr]_[A-Za-z0-9]{36,}",  # GitHub: about authentication
    r"github_pat_[A-Za-z0-9_]{50,}",
    r"glpat-[A-Za-z0-9_.-]{20,}",  # GitLab: personal access tokens
    r"xox[abeoprs]-[A-Za-z0-9-]{10,}",  # Slack: token types
    r"AIza[A-Za-z0-9_-]{35}",  # Google Cloud: API keys
    r"ya29\.[A-Za-z0-9_-]{20,}",  # Google: OAuth access tokens
    r"(?:sk|rk)_live_[A-Za-z0-9]{16,}",  # Stripe: API keys
    r"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}",  # SendGrid: API keys
    r"npm_[A-Za-z0-9]{36}",  # npm: access tokens
    r"pypi-[A-Za-z0-9_-]{60,}",  # PyPI: API tokens
    r"sk-[A-Za-z0-9_-]{32,}",
    r"EAA[A-Za-z0-9]{60,}",  # Meta: access tokens
    r"AAAAAAAAA[A-Za-z0-9%]{40,}",  # X: app-only bearer tokens
    r"eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,}",  # JSON Web Token, RFC 7519
)
_KEY = late(rf"(?<![A-Za-z0-9_])(?:{'|'.join(_MADE_UP)})(?![A-Za-z0-9_])")
_PRIVATE = late(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----")  # RFC 7468
_NAMED = late(
    r"(?i:(?:api|access|secret|client|auth)[ _-]?(?:key|token|secret)|bearer|password|passwd)"
    r"(?:\"|')?\s*(?:[:=]|%3D)\s*(?:\"|')?(?P<value>[A-Za-z0-9_.~+/%-]{16,})"
)
_SHORTEST = 16
_LONG = late(r"[A-Za-z0-9_.~+/%-]{16}|PRIVATE KEY")


def _may_hold_a_key(text: str) -> bool:
    if "PRIVATE KEY" not in text and all(len(run) < _SHORTEST for run in text.split()):
        return False  # nothing is written in one run that is long enough
    return _LONG().search(text) is not None


def _keys(text: str) -> Iterator[Span]:
    for pattern in (_KEY(), _PRIVATE()):
        for match in pattern.finditer(text):
            yield match.span()
    for match in _NAMED().finditer(text):
        value = match["value"].rstrip(".")
        if any(map(str.isdigit, value)) and any(map(str.isalpha, value)):
            yield match.start("value"), match.start("value") + len(value)


API_KEY = Detector(
    "api-key",
    "an access key",
    "A key or token in the make-up that its issuer documents, the head of a private key, or "
    "sixteen and more letters and digits after a word such as api_key= or password:. Links are "
    "searched too.",
    _may_hold_a_key,
    _keys,
    lambda value: value,
    in_links=True,
)
