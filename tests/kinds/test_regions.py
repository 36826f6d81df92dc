from __future__ import annotations

from phonenumbers import SUPPORTED_REGIONS

from policycheck.kinds.detectors.regions import REGIONS


def test_the_regions_are_those_of_the_phonenumbers_package() -> None:
    assert set(SUPPORTED_REGIONS) == REGIONS
