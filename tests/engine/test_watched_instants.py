"""Of an instant that is watched it is noted what anybody can learn of it."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policycheck.engine.asked_names import AT
from policycheck.engine.orders import End, Order, orders_reader
from policycheck.engine.setting import Setting
from policycheck.engine.watched_instants import Notes, watched_moment
from policycheck.engine.world import World
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from tests.engine.made import record

WHEN = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
NONE = timedelta()
DAY = timedelta(days=1)
PUBLISHED = Record(
    "person", "p", {"departed_at": Moment.instant(WHEN)}, record("{}", "person").node
)


def noted(name: str = "a") -> tuple[Moment, Notes]:
    notes = Notes(set(), World({"person": {"p": PUBLISHED}}))
    return watched_moment(Moment.instant(WHEN), name, notes), notes


def first(name: str = "a", later: timedelta = NONE) -> End:
    return End(name, is_last=False, later=later)


def last(name: str = "a", later: timedelta = NONE) -> End:
    return End(name, is_last=True, later=later)


ASKED: dict[str, tuple[Callable[[Moment, Moment], object], object]] = {
    "before another": (lambda a, b: a.before(b), Order(last("a"), first("b"))),
    "after another": (lambda a, b: a.after(b), Order(first("a"), last("b"))),
    "before what is later": (
        lambda a, b: a.before(b.shifted(DAY)),
        Order(last("a"), first("b", DAY)),
    ),
    "after what is earlier": (
        lambda a, b: b.after(a.shifted(-DAY)),
        Order(last("a", -DAY), first("b")),
    ),
    "a day": (lambda a, _: a.is_day, Order(first(), last())),
    "a fixed instant": (lambda a, _: a.first < WHEN + DAY, Order(first(), WHEN + DAY)),
    "the other way round": (lambda a, _: a.first < WHEN + DAY, Order(first(), WHEN + DAY)),
    "one on record": (lambda a, _: a.first < WHEN, "a@"),
    "one on record, later": (lambda a, _: a.first + DAY < WHEN, Order(first("a", DAY), WHEN)),
    "how long": (lambda a, b: a.first - b.first, "a"),
    "words": (lambda a, _: str(a), "a"),
    "the day": (lambda a, _: a.first.date(), "a"),
}


@pytest.mark.parametrize("what", ASKED)
def test_a_comparison_is_noted_as_an_order_and_all_else_as_the_instant(what: str) -> None:
    ask, expected = ASKED[what]
    one, notes = noted("a")
    ask(one, watched_moment(Moment.instant(WHEN), "b", notes))
    assert expected in notes.asked


OPERATIONS: dict[str, Callable[[Any], object]] = {
    "__lt__": lambda when: when < WHEN,
    "__le__": lambda when: when <= WHEN,
    "__gt__": lambda when: when > WHEN,
    "__ge__": lambda when: when >= WHEN,
    "__eq__": lambda when: when == WHEN,
    "__ne__": lambda when: when != WHEN,
    "__add__": lambda when: when + DAY == WHEN,
    "__radd__": lambda when: DAY + when == WHEN,
    "__sub__": lambda when: when - DAY == WHEN,
    "__rsub__": lambda when: WHEN - when,
    "__hash__": hash,
    "__str__": str,
    "__repr__": repr,
    "__format__": lambda when: f"{when:%Y}",
    "__reduce_ex__": copy,
    "__reduce__": lambda when: when.__reduce__(),
}
#: What every object has and what tells nothing of an instant.
SILENT = {
    "__class__", "__delattr__", "__dir__", "__doc__", "__getattribute__", "__getstate__",
    "__init__", "__init_subclass__", "__new__", "__setattr__", "__sizeof__", "__subclasshook__",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(dir(datetime)) - SILENT))
def test_nothing_is_learnt_of_an_instant_without_a_note(name: str) -> None:
    moment, notes = noted()
    if name in OPERATIONS:
        OPERATIONS[name](moment.first)
    else:
        assert not name.startswith("__"), f"add {name} to the operations of this test"
        getattr(moment.first, name)
    assert notes.asked


def test_of_the_instant_it_is_judged_at_only_the_day_and_the_order_are_in_its_epoch() -> None:
    at, notes = noted(AT)
    assert at.first.date() == WHEN.date()
    assert at.first == WHEN
    assert not at.is_day
    assert not notes.asked
    assert at.first < WHEN + DAY
    assert notes.asked == {Order(first(AT), WHEN + DAY)}
    str(at)
    assert "(itself)" in notes.asked


zones = st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(timezones=zones)
lengths = st.timedeltas(-timedelta(days=400), timedelta(days=400))


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first instants are slow to make
@given(instants, instants, lengths, lengths, st.booleans())
def test_an_order_is_read_as_it_was_noted(
    one: datetime, two: datetime, later: timedelta, earlier: timedelta, two_is_fixed: bool
) -> None:
    notes = Notes(set(), World())
    a, b = Moment.instant(one), Moment.instant(two)
    left, right = watched_moment(a, "a", notes), b
    if not two_is_fixed:
        right = watched_moment(b, "b.0.at", notes)
    came = left.shifted(later).after(right.shifted(earlier))
    fields = {"a": a, "b": [{"at": b}]}
    post = Record("post", "p", fields, record("{}", "post").node)
    for order in [one for one in notes.asked if isinstance(one, Order)]:
        (told,) = orders_reader([order])(post, Setting(World(), a, a))
        assert told == 2 or (told == 1) == came  # 2: beyond the calendar
