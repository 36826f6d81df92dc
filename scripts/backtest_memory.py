"""How much memory a backtest takes, by number of posts, and how long a processor is busy with it.

python scripts/backtest_memory.py [POSTS…]

Invented posts as JSON Lines, 10,000 and 100,000 where nothing else is said. Each run is a process
of its own; its peak is what the system counted for it (`ru_maxrss`), and the time is that of the
processor, which hardly depends on what else runs on the machine.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

#: Megabytes that a run may take; above it the status is 1.
ALLOWED = 400
WORDS = (
    "The city pool opens at nine on Monday and closes at six. Bring a towel and water for the "
    "children who swim. Please utilise the new entrance #Pool #Summer #Fun 🏊 https://example.gov"
).split()
RULE = """\
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
RUNS = {
    "one parameter of core": ("core", "core", "--new-param", "max_hashtags=1"),
    "core and us-federal": ("core", "us-federal"),
    "posts compared with each other": ("account.yaml", "project.yaml"),
}


def main() -> int:
    numbers = [int(given) for given in sys.argv[1:]] or [10_000, 100_000]
    above = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for scope in ("account", "project"):
            text = RULE.format(id=scope, scope=scope)
            (folder / f"{scope}.yaml").write_text(text, encoding="utf-8")
        for number in numbers:
            with (folder / "posts.jsonl").open("w", encoding="utf-8") as file:
                file.writelines(
                    f"{json.dumps(post, ensure_ascii=False)}\n" for post in _posts(number)
                )
            for what, arguments in RUNS.items():
                seconds, peak, said = _run(folder, *arguments, "posts.jsonl")
                above |= peak > ALLOWED
                print(f"{number:9,} posts, {what}: {peak:4.0f} MB, {seconds:5.1f} s; {said}")
    return int(above)


def _posts(number: int) -> Iterator[dict[str, str]]:
    """Invented posts, of which one in 47 says what another one says."""
    for one in range(number):
        words = [WORDS[(one * 7 + at) % len(WORDS)] for at in range(12 + one % 20)]
        yield {
            "id": f"post-{one}",
            "account": f"agency-{one % 50}",
            "platform": "x",
            "published_at": f"202{one % 6}-{1 + one % 12:02}-{1 + one % 28:02}T1{one % 10}:00:00Z",
            "text": " ".join((*words, f"Visitor {one if one % 47 else 0}")),
        }


def _run(folder: Path, *arguments: str) -> tuple[float, float, str]:
    """Seconds of the processor, megabytes at the peak, and the last line that was printed."""
    with (folder / "out").open("w+", encoding="utf-8") as out:
        command = [sys.executable, "-m", "policycheck", "backtest", *arguments]
        done = subprocess.Popen(command, cwd=folder, stdout=out)
        _, status, usage = os.wait4(done.pid, 0)
        done.returncode = os.waitstatus_to_exitcode(status)
        if done.returncode:
            sys.exit(f"{' '.join(command)} ended with status {done.returncode}")
        out.seek(0)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.readlines()[-1].strip()


if __name__ == "__main__":
    sys.exit(main())
