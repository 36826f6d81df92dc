"""Two policies over the posts of years: how much memory, and how long a processor is busy.

A backtest lets posts go by and keeps counts; only rules that compare posts with each other keep
what they compare.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from bench.measure import Asked, Compared, Measure, Result, policycheck
from bench.spent import Spent, in_turn, spent

__all__ = ["BACKTEST", "write_history"]

_BASE: Final = 1_000
#: Megabytes that may be taken, whether posts are let go or compared with each other.
_MEGABYTES: Final = 400
_WORDS: Final = (
    "The city pool opens at nine on Monday and closes at six. Bring a towel and water for the "
    "children who swim. Please utilise the new entrance #Pool #Summer #Fun 🏊 https://example.gov"
).split()
_RULE: Final = """\
policycheck: 1
id: {id}
title: T
rules:
  - id: said-before
    title: A post says what another has said
    applies_to: post
    severity: warning
    check: {{kind: no-repeats, scope: {scope}}}
"""
#: What is compared, and on what: one value of one parameter, all rules of two packs, and a rule
#: that needs all posts at once.
_RUNS: Final = {
    "one parameter of core": ("core", "core", "--new-param", "max_hashtags=1"),
    "core and us-federal": ("core", "us-federal"),
    "posts compared with each other": ("account.yaml", "project.yaml"),
}


def take(asked: Asked) -> Result:
    result = Result()
    for scale in asked.scales:
        _measured(result, asked, scale * _BASE)
    return result


def write_history(folder: Path, count: int) -> None:
    """Write so many posts of six years, and two policies that compare posts with each other."""
    folder.mkdir()
    for scope in ("account", "project"):
        (folder / f"{scope}.yaml").write_text(_RULE.format(id=scope, scope=scope), encoding="utf-8")
    with (folder / "posts.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(post, ensure_ascii=False)}\n" for post in _posts(count))


def _measured(result: Result, asked: Asked, count: int) -> None:
    folder = asked.folder / str(count)
    write_history(folder, count)
    works: dict[str, Callable[[], Spent]] = {
        what: partial(
            spent, policycheck("backtest", *words, "posts.jsonl"), folder, asked.environment
        )
        for what, words in _RUNS.items()
    }
    for what, samples in in_turn(asked.runs, works).items():
        name = f"{count:,} posts, {what}"
        result.add(name, samples, count, "posts")
        megabytes = samples.megabytes or 0.0
        result.compared.append(
            Compared(f"{name}, largest process", megabytes, "MB", most=_MEGABYTES)
        )


def _posts(count: int) -> Iterator[dict[str, str]]:
    """Invented posts, of which one in 47 says what another one says."""
    for at in range(count):
        words = [_WORDS[(at * 7 + word) % len(_WORDS)] for word in range(12 + at % 20)]
        yield {
            "id": f"post-{at}",
            "account": f"agency-{at % 50}",
            "platform": "x",
            "published_at": f"202{at % 6}-{1 + at % 12:02}-{1 + at % 28:02}T1{at % 10}:00:00Z",
            "text": " ".join((*words, f"Visitor {at if at % 47 else 0}")),
        }


BACKTEST = Measure("backtest", "two policies over the posts of years, and their memory", take)
