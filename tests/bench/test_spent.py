"""What a child takes is its own, and a child that fails is no figure."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.spent import CannotMeasureError, Samples, Spent, in_turn, spent, spent_here


def python(words: str) -> list[str]:
    return [sys.executable, "-c", words]


def test_the_memory_of_a_child_is_not_that_of_whoever_starts_it(tmp_path: Path) -> None:
    held = bytearray(150 << 20)
    taken = spent(python("pass"), tmp_path)
    assert held
    assert taken.megabytes is not None
    assert 1 < taken.megabytes < 100


def test_the_memory_of_a_child_of_the_child_counts(tmp_path: Path) -> None:
    inner = "held = bytearray(b'x' * (120 << 20))"
    taken = spent(
        python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"),
        tmp_path,
    )
    assert taken.megabytes is not None
    assert taken.megabytes > 120


def test_the_work_of_a_processor_is_counted_in_seconds(tmp_path: Path) -> None:
    taken = spent(python("import time; b = time.process_time\nwhile b() < 0.1: pass"), tmp_path)
    assert 0.1 <= taken.processor <= taken.seconds + 0.05
    assert spent(python("import time; time.sleep(0.2)"), tmp_path).processor < 0.2


def test_a_command_runs_in_its_folder_with_what_is_set(tmp_path: Path) -> None:
    words = "import os; open('seen', 'w').write(os.environ['POLICYCHECK_BENCH'])"
    spent(python(words), tmp_path, {"POLICYCHECK_BENCH": "here"})
    assert (tmp_path / "seen").read_text(encoding="utf-8") == "here"


@pytest.mark.parametrize(
    ("command", "status"),
    [(python("import sys; sys.exit('broken pipe dream')"), 1), (["no-such-command"], -1)],
)
def test_what_fails_is_no_figure(tmp_path: Path, command: list[str], status: int) -> None:
    with pytest.raises(
        CannotMeasureError, match=f"ended with status {status}: .*(dream|cannot be started)"
    ):
        spent(command, tmp_path, fine=(0,))


def test_what_is_measured_together_is_run_in_turn() -> None:
    order: list[str] = []
    works = {name: lambda name=name: spent_here(lambda: order.append(name)) for name in "ab"}
    taken = in_turn(3, works)
    assert order == list("ababab")
    assert [len(taken[name].runs) for name in "ab"] == [3, 3]


def test_what_takes_long_is_not_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.spent.PATIENCE", -1.0)
    taken = in_turn(3, {"long": lambda: Spent(60.0, 60.0)})
    assert len(taken["long"].runs) == 1


def test_samples_are_told_by_their_median_and_spread() -> None:
    samples = Samples((Spent(1.0, 1.0, 10), Spent(9.0, 2.0), Spent(2.0, 4.0, 30)))
    assert (samples.seconds, samples.processor, samples.megabytes) == (2.0, 2.0, 30)
    assert samples.spread == 1.5
    assert Samples((Spent(1.0, 1.0),)).megabytes is None
