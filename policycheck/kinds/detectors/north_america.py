"""Identity numbers of the United States and Canada."""

from __future__ import annotations

from policycheck.kinds.detectors.detector import numbers

__all__ = ["CA_SIN", "US_ITIN", "US_SSN"]

_GROUPED = r"[0-9]{3}([- ])[0-9]{2}\1[0-9]{4}"
_NINE = r"[0-9]{9}"


def _ssn(number: str) -> bool:
    area, group, serial = number[:3], number[3:5], number[5:]
    return area not in ("000", "666") and area < "900" and group != "00" and serial != "0000"


def _itin(number: str) -> bool:
    from stdnum.us import itin

    return bool(itin.is_valid(number))


def _sin(number: str) -> bool:
    from stdnum import luhn

    return number[0] != "8" and number != "0" * 9 and bool(luhn.is_valid(number))


US_SSN = numbers(
    "us-ssn",
    "a US Social Security number",
    "Nine digits written 3-2-4; unbroken only after the words SSN or Social Security. Area "
    "numbers 000, 666 and from 900 on, group 00 and serial 0000 are never issued (Social Security"
    " Administration, number randomization, 2011). Withdrawn specimens such as 078-05-1120 count.",
    shapes=(_GROUPED,),
    valid=_ssn,
    digits=9,
    bare=_NINE,
    bare_after=r"ssns?|social security",
)

US_ITIN = numbers(
    "us-itin",
    "a US taxpayer identification number",
    "Nine digits from 900 on, written 3-2-4, the fourth and fifth in the ranges the IRS issues; "
    "unbroken only after the words ITIN or taxpayer (python-stdnum, us.itin).",
    shapes=(_GROUPED,),
    valid=_itin,
    digits=9,
    bare=_NINE,
    bare_after=r"itins?|taxpayer",
)

CA_SIN = numbers(
    "ca-sin",
    "a Canadian social insurance number",
    "Nine digits, in threes or unbroken, with their check digit (Luhn); 8 is first in business "
    "numbers only. Numbers from 0, which are temporary or specimens, count.",
    shapes=(r"[0-9]{3}([- ])[0-9]{3}\1[0-9]{3}", _NINE),
    valid=_sin,
    digits=9,
)
