"""Write docs/real-posts.md: how often each rule of the core pack speaks on real posts.

python scripts/real_posts.py FOLDER > docs/real-posts.md
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter

COMMAND = ["check", ".", "--policy", "core", "--as-of", "2026-11-23", "--format", "json"]


def main() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "policycheck", *COMMAND],
        cwd=sys.argv[1],
        stdout=subprocess.PIPE,
        check=False,
    )
    report = json.loads(done.stdout)
    summary = report["summary"]
    found = Counter((one["rule"], one["severity"]) for one in report["findings"])
    unknown = Counter(one["rule"] for one in report["unknown"])
    print("# What the core pack says of real posts\n")
    print("The posts are those of two public repositories: usegalaxy-eu/galaxy-social (CC0, 246")
    print("Markdown files) and nodejs/bluesky (MIT, 43 JSON files, of which two are examples that")
    print("are not read). A file that goes to several accounts is a post for each, and a thread is")
    print("a post for each of its parts. The posts are not by government agencies.\n")
    print(f"```\npolicycheck {' '.join(COMMAND)}\n```\n")
    print(f"Policy `{report['policy']['id']}`, `{report['policy']['digest']}`.\n")
    print(f"{summary['records']['post']} posts, {report['policy']['rules']} rules: ", end="")
    print(f"{sum(found.values()):,} findings, {summary['unknown']:,} unknown, ", end="")
    print(f"{summary['passed']:,} passed, {summary['not_applicable']:,} not applicable.\n")
    print("| rule | severity | findings | unknown |\n| --- | --- | ---: | ---: |")
    severities = dict(found.keys())
    for rule in sorted({*severities, *unknown}, key=lambda one: (-_of(found, one), one)):
        row = severities.get(rule, ""), _of(found, rule), unknown[rule]
        print(f"| `{rule}` | {row[0]} | {row[1]} | {row[2]} |")


def _of(found: Counter[tuple[str, str]], rule: str) -> int:
    return sum(count for (one, _), count in found.items() if one == rule)


if __name__ == "__main__":
    main()
