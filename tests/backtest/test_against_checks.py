"""A backtest counts what two checks come to: compared by a script, on posts of our own and real."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

import pytest

from policycheck.model.backtest import Backtest
from policycheck.tasks.backtest import BacktestRequest, backtest
from tests.cli.running import ROOT

from .compared import lines, pack, rule, written

REAL = os.environ.get("POLICYCHECK_REAL_DATA")


#: Runs the script in a folder: its status, and the last line that it prints.
Script: TypeAlias = Callable[..., tuple[int, str]]


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Script:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    main = import_module("backtest_against_checks").main

    def run(folder: Path, *arguments: str) -> tuple[int, str]:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["script", *arguments])
        status = main()
        return status, capsys.readouterr().out.rstrip("\n").split("\n")[-1]

    return run


WORDS = ("rain", "sun #sun", "fog #fog #dim", "snow #snow #ice #cold", "hail https://epa.gov")


def post(number: int) -> dict[str, object]:
    """One of many that differ in all that the rules ask for; one in seven has no account."""
    said = " ".join(WORDS[at % len(WORDS)] for at in (number, number // 3))
    dated: dict[str, object] = {
        "id": f"p{number}",
        "text": said,
        "published_at": f"2026-0{1 + number % 9}-03",
    }
    return {**dated, "account": "abc"[number % 3]} if number % 7 else dated


FILES = {
    **pack(
        rule(
            "tags",
            "{kind: count, of: hashtags, max: $most}",
            "when: {account.class: agency}, effective: {from: 2026-02-01}",
        ),
        rule("alike", "{kind: no-repeats, scope: account, similarity: $most}"),
        rule("size", "{kind: text-length, method: code_points, max: 20}"),
        rule(
            "posted",
            "{kind: count, of: posts, min: $most}",
            applies_to="account",
        ),
        params="  most: {type: integer, default: 2, open: true}\n",
    ),
    "policycheck.yaml": "policy: pack\nrecords:\n  posts: [posts.jsonl]\n"
    "  accounts: [accounts.yaml]\n",
    "accounts.yaml": "a: {platform: x, class: agency}\nb: {platform: x, class: agency}\n"
    "c: {platform: x}\n",
    "posts.jsonl": lines(*map(post, range(90))),
}


@pytest.mark.parametrize("paths", [(), ("posts.jsonl",)], ids=["project", "paths"])
@pytest.mark.parametrize("values", [("1", "3"), ("4", "1"), ("90", "30"), ("2", "2")])
def test_a_backtest_counts_what_two_checks_come_to(
    script: Script, tmp_path: Path, values: tuple[str, str], paths: tuple[str, ...]
) -> None:
    written(tmp_path, FILES)
    status, last = script(tmp_path, "pack", "most", *values, *paths)
    assert status == 0
    assert last.endswith(f"verdicts change in {93 if not paths else 90} records")
    assert last.startswith("     0 ") == (values[0] == values[1])


def test_the_comparison_itself_notices_a_backtest_that_is_wrong(
    script: Script, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def wrong(request: BacktestRequest) -> Backtest:
        found = backtest(request)
        return found._replace(rules=found.rules[1:])

    written(tmp_path, FILES)
    monkeypatch.setattr("backtest_against_checks.backtest", wrong)
    status, last = script(tmp_path, "pack", "most", "1", "3")
    assert status == 1
    assert last.startswith("between two values, ")


@pytest.mark.skipif(REAL is None, reason="POLICYCHECK_REAL_DATA names no folder")
@pytest.mark.parametrize(
    "tried",
    [("max_hashtags", "2", "5"), ("max_sentence_words", "25", "12")],
    ids=lambda one: one[0],
)
def test_a_backtest_of_real_posts_counts_what_two_checks_come_to(
    script: Script, tried: tuple[str, str, str]
) -> None:
    assert REAL is not None
    status, last = script(Path(REAL) / "posts", "core", *tried, ".")
    assert status == 0
    assert not last.startswith("     0 ")
