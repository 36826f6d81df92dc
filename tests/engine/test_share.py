from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC
from itertools import chain

import pytest

from policycheck.engine.evaluate import Instants, evaluate
from policycheck.engine.share import Share, can_share, shared
from policycheck.errors import InputError, Problem
from tests.engine.alike_runs import said, world
from tests.engine.made import NOW
from tests.engine.test_alike import posts, program

needs_fork = pytest.mark.skipif(not can_share(), reason="this system cannot fork")


@pytest.mark.parametrize("of", [1, 2, 3, 8])
def test_every_record_is_of_one_share(of: int) -> None:
    numbers = [[share for share in range(of) if Share(share, of).has(at)] for at in range(2_000)]
    assert all(len(one) == 1 for one in numbers)
    counts = Counter(chain.from_iterable(numbers))
    assert max(counts.values()) - min(counts.values()) <= 64


@needs_fork
@pytest.mark.parametrize("keep_verdicts", [False, True])
@pytest.mark.parametrize("pack", ["us-federal", "core"])
@pytest.mark.parametrize("jobs", [2, 3, 8])
def test_several_processes_come_to_what_one_comes_to(
    pack: str, jobs: int, keep_verdicts: bool
) -> None:
    records = list(posts(jobs, 300))

    def judged(jobs: int) -> list[object]:
        result = evaluate(
            program(pack),
            iter(records),
            Instants(NOW, UTC),
            world(),
            jobs=jobs,
            keep_verdicts=keep_verdicts,
        )
        return said(result)

    alone = judged(1)
    assert alone == judged(jobs)
    assert alone[0]


@needs_fork
def test_what_goes_wrong_in_another_process_is_raised_in_the_first() -> None:
    def fails(_share: Share) -> Iterable[str]:
        raise KeyError("078-05-" + "1120")

    with pytest.raises(RuntimeError) as raised:
        list(shared(2, lambda _: None, fails))
    (note,) = raised.value.__notes__
    assert "test_share.py" in note
    assert "KeyError" in note
    assert "078-05-1120" not in note


@needs_fork
@pytest.mark.parametrize("jobs", [1, 2])
def test_who_interrupts_gets_what_was_judged_until_then(jobs: int) -> None:
    records = list(posts(1, 300))

    def interrupted() -> object:
        yield from records[:200]
        raise KeyboardInterrupt

    result = evaluate(program("core"), interrupted(), Instants(NOW, UTC), world(), jobs=jobs)  # type: ignore[arg-type]
    assert result.interrupted
    assert result.records == {"post": 200}
    whole = evaluate(program("core"), records[:200], Instants(NOW, UTC), world())
    assert sorted(result.findings) == sorted(whole.findings)


@needs_fork
def test_what_another_process_finds_comes_piece_by_piece() -> None:
    def counted(share: Share) -> Iterator[tuple[int, int]]:
        return ((share.number, at) for at in range(3))

    found = shared(3, lambda _: None, counted)
    assert list(found) == [(number, at) for number in (1, 2) for at in range(3)]


@needs_fork
def test_what_another_process_cannot_do_is_told_as_here() -> None:
    problem = Problem("tmp", 1, 1, "there is no room")

    def full(_share: Share) -> Iterator[int]:
        yield 1
        raise InputError([problem])

    found = shared(2, lambda _: None, full)
    assert next(found) == 1
    with pytest.raises(InputError) as raised:
        next(found)
    assert raised.value.problems == (problem,)
