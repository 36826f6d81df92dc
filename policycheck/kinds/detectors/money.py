"""Payment cards and bank accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policycheck.kinds.detectors.detector import Detector, Span, compact, folded, numbers
from policycheck.text.late import late

__all__ = ["IBAN", "PAYMENT_CARD"]

# First digits and lengths of the card schemes, from their published issuer ranges (2026-11-23):
# Visa, Mastercard, American Express, Discover, Diners Club, JCB, UnionPay.
_SCHEMES = late(
    r"4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})"
    r"|(?:5[1-5][0-9]{2}|222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}"
    r"|3[47][0-9]{13}"
    r"|(?:6011|64[4-9][0-9]|65[0-9]{2})[0-9]{12}(?:[0-9]{3})?"
    r"|3(?:0[0-5]|[689][0-9])[0-9]{11}"
    r"|35(?:2[89]|[3-8][0-9])[0-9]{12}(?:[0-9]{3})?"
    r"|62[0-9]{14}(?:[0-9]{3})?"
)


def _card(number: str) -> bool:
    if not _SCHEMES().fullmatch(number):
        return False
    from stdnum import luhn

    return bool(luhn.is_valid(number))


PAYMENT_CARD = numbers(
    "payment-card",
    "a payment card number",
    "Thirteen to nineteen digits of a known card scheme that pass the Luhn test (ISO/IEC 7812-1),"
    " in the groups that are embossed on cards or unbroken.",
    shapes=(
        r"[0-9]{4}([- ])[0-9]{4}\1[0-9]{4}\1[0-9]{4}\1[0-9]{3}",
        r"[0-9]{4}([- ])[0-9]{4}\1[0-9]{4}\1[0-9]{4}",
        r"[0-9]{4}([- ])[0-9]{6}\1[0-9]{4,5}",
        r"[0-9]{4}([- ])[0-9]{3}\1[0-9]{3}\1[0-9]{3}",
        r"[0-9]{13,19}",
    ),
    valid=_card,
    digits=13,
)

_IBAN_START = late(r"(?<!\w)[a-z]{2}[0-9]{2}[ -]?(?=[a-z0-9])")
_IBAN_RUN = late(r"[a-z0-9]+")
_IBAN_MAX = 34  # ISO 13616-1
_IBAN_MIN = 15  # Norway's, the shortest in the registry


def _ibans(text: str) -> Iterator[Span]:
    since = 0
    while start := _IBAN_START().search(text, since):
        since = start.end()
        ends = [end for end in _ends(text, start.start()) if _iban(text[start.start() : end])]
        if ends:
            since = max(ends)
            yield start.start(), since


def _ends(text: str, start: int) -> Iterator[int]:
    """Where groups of letters and digits end that could still belong to the account number."""
    length = 0
    at = start
    while run := _IBAN_RUN().match(text, at):
        length += len(run.group())
        at = run.end()
        if length > _IBAN_MAX:
            return
        if length >= _IBAN_MIN and not re.match(r"\w", text[at : at + 1]):
            yield at
        if text[at : at + 1] not in (" ", "-"):
            return
        at += 1


def _iban(written: str) -> bool:
    from stdnum import iban

    return bool(iban.is_valid(compact(written), check_country=False))


IBAN = Detector(
    "iban",
    "a bank account number",
    "An international bank account number (ISO 13616-1) of the length and make-up of its country,"
    " with its check digits, in groups or unbroken (python-stdnum, iban).",
    lambda text: len(re.findall(r"\d", text)) > 1 and len(text) >= _IBAN_MIN,
    folded(_ibans),
    compact,
)
