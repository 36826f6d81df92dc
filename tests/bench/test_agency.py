"""The invented agency is the same each time, and its posts break what they were made to break."""

from __future__ import annotations

import csv
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.agency import posts, rules_broken, write_agency, write_posts
from bench.sentences import BROKEN
from policycheck import Checker
from policycheck.tasks.projects import project_at

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_a_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path, ending: str) -> None:
    files = [tmp_path / f"{number}.{ending}" for number in range(3)]
    for file, seed in zip(files, (1, 1, 2), strict=True):
        write_posts(file, 50, broken=0.2, seed=seed)
    one, same, other = (file.read_bytes() for file in files)
    assert one == same
    assert one != other


def test_a_table_holds_the_posts_that_json_lines_hold(tmp_path: Path) -> None:
    for ending in ("jsonl", "csv"):
        write_posts(tmp_path / f"posts.{ending}", 30, broken=0.2)
    lines = (tmp_path / "posts.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    with (tmp_path / "posts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    named = [{name: json.loads(line)[name] for name in rows[0]} for line in lines]
    assert rows == named


def test_sentences_have_six_to_twelve_words() -> None:
    texts = [str(one["text"]) for one in posts(200, broken=0.0)]
    lengths = {len(one.split()) for text in texts for one in re.findall(r"[^.]+\.", text)}
    assert min(lengths) == 6
    assert max(lengths) == 12
    assert 170 <= sum(map(len, texts)) / len(texts) <= 210


@pytest.mark.parametrize("share", [0.0, 0.05, 0.5, 1.0])
def test_as_many_posts_break_a_rule_as_are_asked_for(share: float) -> None:
    broken = [rule for rule in rules_broken(4000, broken=share) if rule]
    assert abs(len(broken) / 4000 - share) <= 0.02
    assert set(broken) == ({rule for _, rule in BROKEN} if share else set())


def test_a_post_fails_just_the_rule_that_it_was_made_to_break(tmp_path: Path) -> None:
    write_agency(tmp_path)
    checker = Checker(project=project_at(tmp_path))
    made = zip(posts(300, broken=0.5), rules_broken(300, broken=0.5), strict=True)
    for post, rule in made:
        found = checker.check(post, now=NOW)
        failed = [finding.rule for finding in found.findings]
        assert (failed, found.unknown, found.errors) == ([rule] if rule else [], (), ())
