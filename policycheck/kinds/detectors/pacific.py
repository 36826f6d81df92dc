"""Identity numbers of Australia and New Zealand."""

from __future__ import annotations

from policycheck.kinds.detectors.detector import numbers

__all__ = ["AU_TFN", "NZ_IRD"]


def _tfn(number: str) -> bool:
    from stdnum.au import tfn

    return bool(number.strip("0")) and bool(tfn.is_valid(number))


def _ird(number: str) -> bool:
    from stdnum.nz import ird

    return bool(ird.is_valid(number))


AU_TFN = numbers(
    "au-tfn",
    "an Australian tax file number",
    "Nine digits in threes or unbroken, or eight unbroken, with their check digit (python-stdnum,"
    " au.tfn).",
    shapes=(r"[0-9]{3}([- ])[0-9]{3}\1[0-9]{3}", r"[0-9]{8,9}"),
    valid=_tfn,
    digits=8,
)

NZ_IRD = numbers(
    "nz-ird",
    "a New Zealand tax number",
    "Eight or nine digits, in groups of three from the end or unbroken, with their check digit "
    "(python-stdnum, nz.ird).",
    shapes=(r"[0-9]{2,3}([- ])[0-9]{3}\1[0-9]{3}", r"[0-9]{8,9}"),
    valid=_ird,
    digits=8,
)
