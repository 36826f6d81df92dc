"""What `sensitive-data` can find.

A new detector is a constant in one of these files and a line here.
"""

from __future__ import annotations

from policycheck.kinds.detectors.british_isles import IE_PPS, UK_NHS, UK_NINO
from policycheck.kinds.detectors.contact import EMAIL, phones
from policycheck.kinds.detectors.credentials import API_KEY
from policycheck.kinds.detectors.detector import Detector
from policycheck.kinds.detectors.europe import (
    DE_IDNR,
    ES_DNI,
    FR_NIR,
    IT_CF,
    NL_BSN,
    PL_PESEL,
)
from policycheck.kinds.detectors.money import IBAN, PAYMENT_CARD
from policycheck.kinds.detectors.north_america import CA_SIN, US_ITIN, US_SSN
from policycheck.kinds.detectors.pacific import AU_TFN, NZ_IRD

__all__ = ["DETECTORS", "Detector", "phones"]

#: By name. Where two finds overlap, the one that stands earlier here counts.
DETECTORS: dict[str, Detector] = {
    "api-key": API_KEY,
    "email": EMAIL,
    "payment-card": PAYMENT_CARD,
    "iban": IBAN,
    "us-ssn": US_SSN,
    "us-itin": US_ITIN,
    "ca-sin": CA_SIN,
    "uk-nino": UK_NINO,
    "uk-nhs": UK_NHS,
    "ie-pps": IE_PPS,
    "nl-bsn": NL_BSN,
    "de-idnr": DE_IDNR,
    "fr-nir": FR_NIR,
    "es-dni": ES_DNI,
    "it-cf": IT_CF,
    "pl-pesel": PL_PESEL,
    "au-tfn": AU_TFN,
    "nz-ird": NZ_IRD,
    "phone": phones("US"),
}
