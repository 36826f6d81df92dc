"""What `sensitive-data` can find.

A new detector is a constant in one of these files and a line here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final

from policycheck.kinds.detectors.detector import Detector

__all__ = ["DETECTORS", "Detector", "phones"]

#: Name → the file that holds it, under its name in capitals.
_FILES: Final = {
    "api-key": "credentials",
    "email": "contact",
    "payment-card": "money",
    "iban": "money",
    "us-ssn": "north_america",
    "us-itin": "north_america",
    "ca-sin": "north_america",
    "uk-nino": "british_isles",
    "uk-nhs": "british_isles",
    "ie-pps": "british_isles",
    "nl-bsn": "europe",
    "de-idnr": "europe",
    "fr-nir": "europe",
    "es-dni": "europe",
    "it-cf": "europe",
    "pl-pesel": "europe",
    "au-tfn": "pacific",
    "nz-ird": "pacific",
    "phone": "contact",
}


class _Detectors(Mapping[str, Detector]):
    """Imports the file of a detector when it is asked for: a policy asks for few."""

    def __getitem__(self, name: str) -> Detector:
        module = import_module(f"policycheck.kinds.detectors.{_FILES[name]}")
        found = getattr(module, name.upper().replace("-", "_"))
        assert isinstance(found, Detector)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(_FILES)

    def __len__(self) -> int:
        return len(_FILES)


#: By name. Where two finds overlap, the one that stands earlier here counts.
DETECTORS: Final[Mapping[str, Detector]] = _Detectors()


def phones(region: str) -> Detector:
    """The detector of telephone numbers; those without a country code are read as of `region`."""
    from policycheck.kinds.detectors.contact import phones_of

    return phones_of(region)
