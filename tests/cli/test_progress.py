"""What a person who watches is told of a long run, by a clock that the test moves."""

from __future__ import annotations

import io
import sys

import pytest

from policycheck.cli.progress import Progress, progress


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_work_of_two_seconds_says_nothing() -> None:
    stream, clock = Terminal(), Clock()
    shown = Progress(stream, "records judged", clock)
    clock.now += 1.9
    shown.tell(5_000)
    shown.clear()
    assert stream.getvalue() == ""


def test_longer_work_says_now_and_then_how_far_it_has_come_and_leaves_no_trace() -> None:
    stream, clock = Terminal(), Clock()
    shown = Progress(stream, "records judged", clock)
    for done in range(1_000, 6_000, 500):
        clock.now += 0.5
        shown.tell(done)
        shown.tell(done + 1)
    said = stream.getvalue().split("\r\x1b[K")
    assert said[:2] == ["", "2,500 records judged"]
    assert len(said) == 8
    shown.clear()
    assert stream.getvalue().endswith("records judged\r\x1b[K")


@pytest.mark.parametrize("watched", [True, False])
def test_only_a_person_who_watches_is_told(
    monkeypatch: pytest.MonkeyPatch, *, watched: bool
) -> None:
    stream, clock = Terminal() if watched else io.StringIO(), Clock()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress("records judged", clock) as tell:
        clock.now += 9
        tell(12_000)
    assert ("12,000 records judged" in stream.getvalue()) == watched


def test_the_line_is_cleared_when_the_work_ends_badly(monkeypatch: pytest.MonkeyPatch) -> None:
    stream, clock = Terminal(), Clock()
    monkeypatch.setattr(sys, "stderr", stream)

    def interrupted() -> None:
        with progress("records judged", clock) as tell:
            clock.now += 9
            tell(12_000)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert stream.getvalue().endswith("records judged\r\x1b[K")
