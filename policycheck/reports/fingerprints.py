"""What tells two entries of a report apart, and the same entry again in the next report."""

from __future__ import annotations

from collections import Counter

from policycheck.digests import sha256
from policycheck.model.finding import Unknown

__all__ = ["Distinct", "of_text", "of_unknown"]


def of_text(*parts: str) -> str:
    """A fingerprint of what has none of its own: 32 hexadecimal digits."""
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def of_unknown(unknown: Unknown) -> str:
    """A fingerprint that holds as long as the rule and the record are called the same."""
    return of_text("unknown", unknown.rule, unknown.record.kind, unknown.record.id)


class Distinct:
    """Makes fingerprints unique in one report: the second of two equal ones gets another."""

    __slots__ = ("_seen",)

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def __call__(self, fingerprint: str) -> str:
        self._seen[fingerprint] += 1
        occurrence = self._seen[fingerprint]
        return fingerprint if occurrence == 1 else of_text(fingerprint, str(occurrence))
