"""Identity numbers of the United Kingdom and Ireland."""

from __future__ import annotations

from policycheck.kinds.detectors.detector import numbers

__all__ = ["IE_PPS", "UK_NHS", "UK_NINO"]

_NEVER_ISSUED = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})


def _nino(number: str) -> bool:
    return number[:2] not in _NEVER_ISSUED


def _nhs(number: str) -> bool:
    from stdnum.gb import nhs

    return number != "0" * 10 and bool(nhs.is_valid(number))


def _pps(number: str) -> bool:
    from stdnum.ie import pps

    return bool(pps.is_valid(number))


UK_NINO = numbers(
    "uk-nino",
    "a UK National Insurance number",
    "Two letters, six digits in pairs or unbroken, and a letter from A to D; neither letter is D,"
    " F, I, Q, U or V, the second is not O, and seven pairs are never issued (HMRC manual "
    "NIM39110).",
    shapes=(
        r"[abceghj-prstw-z][abceghj-nprstw-z]([- ]?)[0-9]{2}\1[0-9]{2}\1[0-9]{2}\1[a-d]",
        r"[abceghj-prstw-z][abceghj-nprstw-z] ?[0-9]{6} ?[a-d]",
    ),
    valid=_nino,
    digits=6,
)

UK_NHS = numbers(
    "uk-nhs",
    "an NHS number",
    "Ten digits, 3-3-4 or unbroken, with their check digit (python-stdnum, gb.nhs). One North "
    "American telephone number in eleven looks the same.",
    shapes=(r"[0-9]{3}([- ])[0-9]{3}\1[0-9]{4}", r"[0-9]{10}"),
    valid=_nhs,
    digits=10,
)

IE_PPS = numbers(
    "ie-pps",
    "an Irish personal public service number",
    "Seven digits and one or two letters, the first of them the check letter (python-stdnum, "
    "ie.pps).",
    shapes=(r"[0-9]{7} ?[a-w][a-z]?",),
    valid=_pps,
    digits=7,
)
