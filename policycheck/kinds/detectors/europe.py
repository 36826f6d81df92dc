"""Identity numbers of the European continent."""

from __future__ import annotations

from policycheck.kinds.detectors.detector import numbers

__all__ = ["DE_IDNR", "ES_DNI", "FR_NIR", "IT_CF", "NL_BSN", "PL_PESEL"]


def _bsn(number: str) -> bool:
    from stdnum.nl import bsn

    return bool(bsn.is_valid(number))


def _idnr(number: str) -> bool:
    from stdnum.de import idnr

    return bool(idnr.is_valid(number))


def _nir(number: str) -> bool:
    from stdnum.fr import nir

    return bool(nir.is_valid(number))


def _dni(number: str) -> bool:
    from stdnum.es import dni, nie

    return bool(nie.is_valid(number) if number[0] in "XYZ" else dni.is_valid(number))


def _codice_fiscale(number: str) -> bool:
    from stdnum.it import codicefiscale

    return bool(codicefiscale.is_valid(number))


def _pesel(number: str) -> bool:
    from stdnum.pl import pesel

    return bool(pesel.is_valid(number))


NL_BSN = numbers(
    "nl-bsn",
    "a Dutch citizen service number",
    "Nine digits, in threes or 4-2-3 or unbroken, that pass the test of eleven (python-stdnum, "
    "nl.bsn).",
    shapes=(
        r"[0-9]{9}",
        r"[0-9]{3}([-. ])[0-9]{3}\1[0-9]{3}",
        r"[0-9]{4}([-. ])[0-9]{2}\1[0-9]{3}",
    ),
    valid=_bsn,
    digits=9,
)

DE_IDNR = numbers(
    "de-idnr",
    "a German tax identification number",
    "Eleven digits, 2-3-3-3 or unbroken, with their check digit; of the first ten exactly one "
    "occurs more than once (python-stdnum, de.idnr).",
    shapes=(r"[0-9]{2} [0-9]{3} [0-9]{3} [0-9]{3}", r"[0-9]{11}"),
    valid=_idnr,
    digits=11,
)

FR_NIR = numbers(
    "fr-nir",
    "a French social security number",
    "Thirteen digits (2A and 2B for Corsica) and a key of two, grouped or unbroken "
    "(python-stdnum, fr.nir).",
    shapes=(
        r"[1-478] ?[0-9]{2} ?[0-9]{2} ?[0-9][0-9ab] ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}",
        r"[1-478]-[0-9]{2}-[0-9]{2}-[0-9][0-9ab]-[0-9]{3}-[0-9]{3}-[0-9]{2}",
    ),
    valid=_nir,
    digits=14,
)

ES_DNI = numbers(
    "es-dni",
    "a Spanish identity number",
    "DNI: eight digits and the check letter; NIE: X, Y or Z, seven digits and the check letter "
    "(python-stdnum, es.dni and es.nie).",
    shapes=(
        r"[0-9]{8}[- ]?[a-z]",
        r"[0-9]{2}\.[0-9]{3}\.[0-9]{3}[- ]?[a-z]",
        r"[xyz][- ]?[0-9]{7}[- ]?[a-z]",
    ),
    valid=_dni,
    digits=7,
)

IT_CF = numbers(
    "it-cf",
    "an Italian tax code",
    "The sixteen characters of a person's codice fiscale, with a real birth date and the check "
    "letter (python-stdnum, it.codicefiscale).",
    shapes=(r"[a-z]{6} ?[0-9l-nqr-v]{2}[a-ehlmprst][0-9l-nqr-v]{2} ?[a-z][0-9l-nqr-v]{3}[a-z]",),
    valid=_codice_fiscale,
    digits=0,
)

PL_PESEL = numbers(
    "pl-pesel",
    "a Polish national identification number",
    "Eleven digits with a real birth date and the check digit (python-stdnum, pl.pesel).",
    shapes=(r"[0-9]{11}",),
    valid=_pesel,
    digits=11,
)
