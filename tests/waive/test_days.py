from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.model.waiver import WaiverState

from .agency import covered, entries, judged, said, waiver, write_agency


@pytest.mark.parametrize(
    ("now", "covers"),
    [
        ("2026-09-30", False),
        ("2026-10-01", True),
        ("2026-10-01T03:59:59Z", False),  # New York is four hours behind
        ("2026-10-01T04:00:00Z", True),
        ("2026-10-31", True),
        ("2026-11-02T04:59:59Z", True),
        ("2026-12-15", True),
        ("2026-12-16T04:59:59Z", True),  # and five since clocks went back on 1 November
        ("2026-12-16T05:00:00Z", False),
        ("2026-12-16", False),
    ],
)
def test_a_waiver_counts_from_its_first_day_through_its_last_in_the_zone_of_the_project(
    tmp_path: Path, now: str, covers: bool
) -> None:
    assert covered(write_agency(tmp_path, waiver()), now) is covers


@pytest.mark.parametrize(
    ("now", "covers"),
    [
        ("2026-11-01T05:29:59Z", False),  # 01:29:59 the first time
        ("2026-11-01T05:30:00Z", True),
        ("2026-11-01T06:15:00Z", True),  # 01:15 for the second time
    ],
)
def test_an_instant_of_the_hour_that_comes_twice_is_its_first(
    tmp_path: Path, now: str, covers: bool
) -> None:
    assert covered(write_agency(tmp_path, waiver(granted="2026-11-01T01:30")), now) is covers


@pytest.mark.parametrize(
    ("expires", "now", "covers"),
    [
        ("2026-12-15T12:00Z", "2026-12-15T11:59:59Z", True),
        ("2026-12-15T12:00Z", "2026-12-15T12:00:00Z", False),
        ("2026-12-15T12:00", "2026-12-15T16:59:59Z", True),  # the zone of the project
        ("2026-12-15T12:00", "2026-12-15T17:00:00Z", False),
        ('"2026-12-15"', "2026-12-15", True),
    ],
)
def test_an_instant_is_the_first_that_is_not_covered(
    tmp_path: Path, expires: str, now: str, covers: bool
) -> None:
    assert covered(write_agency(tmp_path, waiver(expires=expires)), now) is covers


@pytest.mark.parametrize(
    ("now", "state", "left"),
    [
        ("2026-11-14", WaiverState.IN_FORCE, 31),
        ("2026-11-15", WaiverState.EXPIRING, 30),
        ("2026-12-15", WaiverState.EXPIRING, 0),
        ("2026-12-16T04:00Z", WaiverState.EXPIRING, 0),
        ("2026-12-16", WaiverState.EXPIRED, -1),
        ("2027-12-16", WaiverState.EXPIRED, -366),
    ],
)
def test_a_waiver_is_expiring_with_thirty_days_left(
    tmp_path: Path, now: str, state: WaiverState, left: int
) -> None:
    (entry,) = entries(write_agency(tmp_path, waiver()), now)
    assert (entry.state, entry.days_left) == (state, left)


def test_an_expired_waiver_is_a_warning_and_covers_nothing(tmp_path: Path) -> None:
    done = judged(write_agency(tmp_path, waiver()), now="2026-12-16")
    assert said(done) == [
        (
            "warning 7:14 the waiver of SEC-001 for epa-flickr expired on 2026-12-15; "
            "correct what it covered and remove it, or have it approved anew"
        )
    ]
    assert done.report.summary.waived == 0
