from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import run, spawn, steady

from .same_post import FORMATS, written

TEXTS = ("CLICK HERE NOW PLEASE http://bit.ly/x", "Call 202-456-1111 🚨🚨🚨", "Open at nine.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, text in enumerate(TEXTS):
        for ending in FORMATS:
            name = tmp_path / f"{'abc'[number]}-{ending}" / f"post.{ending}"
            name.parent.mkdir()
            name.write_text(written(ending, text), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("format_", ["full", "json", "sarif"])
def test_the_order_in_which_files_are_named_changes_nothing(folder: Path, format_: str) -> None:
    names = sorted(file.name for file in folder.iterdir())
    reports = {
        steady(run(folder, "check", *order, "--format", format_).stdout)
        for order in (names, names[::-1], names[5:] + names[:5], ["."], [*names, *names])
    }
    assert len(reports) == 1
    assert "bit.ly" in reports.pop()


def test_neither_hash_seed_nor_time_zone_changes_a_byte(folder: Path) -> None:
    args = ("check", ".", "--format", "json", "--as-of", "2026-11-23")
    runs = [
        spawn(folder, *args, PYTHONHASHSEED=seed, TZ=zone)
        for seed, zone in (("0", "UTC"), ("1", "America/New_York"), ("2", "Asia/Tokyo"))
    ]
    assert {one.status for one in runs} == {0}
    assert len({steady(one.stdout) for one in runs}) == 1
    assert len({steady(one.stderr) for one in runs}) == 1
