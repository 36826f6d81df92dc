from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.model import moment
from policycheck.model.moment import Moment, parse_duration, parse_moment

NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
BEIRUT = ZoneInfo("Asia/Beirut")
MICROSECOND = timedelta(microseconds=1)


def length(moment: Moment) -> timedelta:
    return moment.last - moment.first + MICROSECOND


@pytest.mark.parametrize(
    ("day", "zone", "hours", "begins"),
    [
        ("2026-12-01", NEW_YORK, 24, "2026-12-01T05:00Z"),
        ("2026-03-08", NEW_YORK, 23, "2026-03-08T05:00Z"),
        ("2026-11-01", NEW_YORK, 25, "2026-11-01T04:00Z"),
        ("2026-03-29", BERLIN, 23, "2026-03-28T23:00Z"),
        ("2026-10-25", BERLIN, 25, "2026-10-24T22:00Z"),
        ("2026-12-01", None, 24, "2026-12-01T00:00Z"),
    ],
)
def test_a_date_is_the_whole_day_in_its_zone(
    day: str, zone: ZoneInfo | None, hours: int, begins: str
) -> None:
    moment = parse_moment(day, zone)
    assert length(moment) == timedelta(hours=hours)
    assert moment.first == datetime.fromisoformat(begins)
    assert moment.is_day
    assert str(moment) == day


def test_a_day_includes_the_hour_before_midnight_that_a_clock_change_repeats() -> None:
    # Beirut's clocks go back from midnight to 23:00.
    moment = parse_moment("2026-10-24", BEIRUT)
    assert length(moment) == timedelta(hours=25)
    assert moment.last < parse_moment("2026-10-25", BEIRUT).first


@given(st.dates(max_value=date(9999, 12, 30)), st.sampled_from([NEW_YORK, BERLIN, BEIRUT, UTC]))
def test_days_follow_each_other_without_gap_or_overlap(day: date, zone: ZoneInfo) -> None:
    today, tomorrow = Moment.day(day, zone), Moment.day(day + timedelta(days=1), zone)
    assert tomorrow.first - today.last == MICROSECOND
    assert today.before(tomorrow)
    assert tomorrow.after(today)
    assert not tomorrow.before(today)


@pytest.mark.parametrize("zone", [None, NEW_YORK, BERLIN])
def test_the_last_day_that_can_be_written_is_a_day(zone: ZoneInfo | None) -> None:
    never = parse_moment("9999-12-31", zone)
    assert never.is_day
    assert str(never) == "9999-12-31"
    assert never.after(parse_moment("2026-12-01", BERLIN))


@pytest.mark.parametrize(
    ("text", "zone", "shown"),
    [
        ("2026-12-01T09:00Z", None, "2026-12-01T09:00:00Z"),
        ("2026-12-01t09:00z", None, "2026-12-01T09:00:00Z"),
        ("2026-12-01 09:00:30Z", None, "2026-12-01T09:00:30Z"),
        ("2026-12-01T09:00:30.25Z", None, "2026-12-01T09:00:30.250000Z"),
        ("2026-12-01T09:00+02:00", NEW_YORK, "2026-12-01T09:00:00+02:00"),
        ("2026-12-01T09:00-0530", None, "2026-12-01T09:00:00-05:30"),
        ("2026-12-01T09:00", NEW_YORK, "2026-12-01T09:00:00-05:00"),
        ("2026-07-01T09:00", NEW_YORK, "2026-07-01T09:00:00-04:00"),
        ("2026-07-01T09:00", BERLIN, "2026-07-01T09:00:00+02:00"),
    ],
)
def test_an_instant_keeps_its_zone_or_takes_the_one_given(
    text: str, zone: ZoneInfo | None, shown: str
) -> None:
    moment = parse_moment(text, zone)
    assert not moment.is_day
    assert str(moment) == shown


def test_instants_are_equal_whatever_zone_they_are_written_in() -> None:
    written = parse_moment("2026-12-01T09:00", NEW_YORK)
    assert written == parse_moment("2026-12-01T15:00", BERLIN)
    assert written == parse_moment("2026-12-01T14:00Z", None)


def test_the_order_of_instants_holds_in_the_hour_that_is_repeated() -> None:
    summer = datetime(2026, 11, 1, 1, 45, tzinfo=NEW_YORK)
    winter = datetime(2026, 11, 1, 1, 15, tzinfo=NEW_YORK, fold=1)
    assert Moment.instant(summer).before(Moment.instant(winter))


def test_a_length_of_time_is_elapsed_time_across_a_clock_change() -> None:
    before = parse_moment("2026-11-01T00:30", NEW_YORK)
    assert before.shifted(timedelta(hours=2)) == parse_moment("2026-11-01T06:30Z", None)
    assert before.shifted(timedelta(days=-1)) == parse_moment("2026-10-31T04:30Z", None)


def test_shifting_stops_at_the_ends_of_the_calendar() -> None:
    when = parse_moment("2026-12-01T09:00Z", None)
    century = parse_duration("99999999w")
    assert when.shifted(century).first == datetime.max.replace(tzinfo=UTC)
    assert when.shifted(-century).first == datetime.min.replace(tzinfo=UTC)


def test_an_instant_within_a_day_is_neither_before_nor_after_it() -> None:
    day = parse_moment("2026-12-01", BERLIN)
    noon = parse_moment("2026-12-01T12:00", BERLIN)
    assert not noon.before(day)
    assert not noon.after(day)
    assert not day.before(noon)
    assert not day.after(noon)
    assert parse_moment("2026-12-02T00:00", BERLIN).after(day)
    assert parse_moment("2026-11-30T23:59:59.999999", BERLIN).before(day)


SHAPE = "expected a date such as 2026-12-01 or an instant such as 2026-12-01T09:00Z"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", SHAPE),
        ("tomorrow", SHAPE),
        ("2026-12", SHAPE),
        ("12/01/2026", SHAPE),
        ("2026-12-01\n", SHAPE),
        ("٢٠٢٦-12-01", SHAPE),
        ("2026-12-01T9:00Z", SHAPE),
        ("2026-12-01T24:00Z", SHAPE),
        ("2026-12-01T09:00:60Z", SHAPE),
        ("2026-12-01T09:00+24:00", SHAPE),
        ("2026-12-01Z", SHAPE),
        ("2026-02-30", "there is no such date or time"),
        ("2026-13-01T09:00Z", "there is no such date or time"),
        ("0000-01-01", "there is no such date or time"),
        ("2026-12-01T09:00", "an instant needs a zone: write 2026-12-01T09:00Z or +02:00"),
    ],
)
def test_what_is_no_moment_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        parse_moment(text, None)


@given(st.datetimes(timezones=st.sampled_from([NEW_YORK, BERLIN, UTC])))
def test_an_instant_reads_back_as_it_is_shown(when: datetime) -> None:
    offset = when.utcoffset()
    if offset is None or offset.seconds % 60 or offset.microseconds:
        return  # local mean time of long ago has seconds, which ISO 8601 cannot say
    moment = Moment.instant(when)
    assert parse_moment(str(moment), None) == moment


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("0s", timedelta(0)),
        ("90s", timedelta(seconds=90)),
        ("15m", timedelta(minutes=15)),
        ("24h", timedelta(days=1)),
        ("90d", timedelta(days=90)),
        ("2w", timedelta(days=14)),
        ("007d", timedelta(days=7)),
    ],
)
def test_a_duration_is_a_whole_number_and_a_unit(text: str, length: timedelta) -> None:
    assert parse_duration(text) == length


@pytest.mark.parametrize(
    "text", ["", "15", "m", "1.5h", "-1d", "1 d", "1D", "1y", "5d\n", "٣d", "999999999999w"]
)
def test_what_is_no_duration_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(
        ValueError, match=r"^expected a length of time such as 15m, 24h, 90d or 2w$"
    ):
        parse_duration(text)


#: An instant of UTC with one or two of its characters changed.
NEARLY = st.builds(
    lambda text, at, sign, more: (text[:at] + sign + text[at + 1 :])[:20] + more,
    st.datetimes().map(lambda one: f"{one.replace(microsecond=0).isoformat()}Z"),
    st.integers(0, 19),
    st.sampled_from("0123456789-:TZtzW+. \u0661\ud800"),
    st.sampled_from(["", "", "", "Z", "0"]),
)


@given(text=NEARLY | st.sampled_from(["2026-12-01T24:00:00Z", "2026-12-01T23:59:60Z"]))
def test_the_short_way_to_an_instant_of_utc_takes_nothing_else(text: str) -> None:
    def told(read: Callable[[str, None], Moment]) -> tuple[object, ...]:
        try:
            found = read(text, None)
        except ValueError as error:
            return (str(error),)
        return found, found.first.tzinfo, found.last.utcoffset()

    assert told(parse_moment) == told(moment._parsed)
