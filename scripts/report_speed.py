"""Measure how the page with a large report opens and filters: `python scripts/report_speed.py`.

    python scripts/report_speed.py [--findings 10000] [--browser /usr/bin/chromium] [--json]

Posts with known faults are made up and checked; the page is opened in a headless browser, filtered
by account, severity and owner, and searched key by key. For each step the longest task that kept
the page from answering is printed, in milliseconds of the processor and by the clock, and how long
the step took. On a busy machine only the first says something. Status 1 where a task took more than
200 ms of the processor, 2 without a browser.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from browser import NoBrowserError, browser
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent

#: A pause of more than this, in milliseconds, is felt.
MOST = 200
ACCOUNTS = 40
BLANK = "about:blank"
#: Each of these words is one finding of the core pack.
FAULTY = "In order to utilize the new portal, please click here: https://bit.ly/{0} #newportal {0}"
#: What the browser's driver asks of the page is not the page's work.
DRIVER = "ipc/ipc_mojo_bootstrap.cc"


class Step(NamedTuple):
    """What one thing that a reader does costs, in milliseconds."""

    longest: int
    by_the_clock: int
    took: int


class Measured(NamedTuple):
    """What was measured of one page."""

    findings: int
    megabytes: float
    steps: Mapping[str, Step]

    @property
    def longest(self) -> int:
        return max(step.longest for step in self.steps.values())


def written(folder: Path, posts: int) -> Path:
    """Write a project with so many faulty posts, check it, and give the page."""
    (folder / "policycheck.yaml").write_text(
        "policy: core\nrecords:\n  posts: [posts.jsonl]\n  accounts: [accounts.yaml]\n",
        encoding="utf-8",
    )
    accounts = (
        f"a{number}: {{platform: x, handle: a{number}, organization: Office {number % 8}}}\n"
        for number in range(ACCOUNTS)
    )
    (folder / "accounts.yaml").write_text("".join(accounts), encoding="utf-8")
    with (folder / "posts.jsonl").open("w", encoding="utf-8") as file:
        for number in range(posts):
            post = {
                "id": f"post-{number}",
                "account": f"a{number % ACCOUNTS}",
                "text": FAULTY.format(number),
                "media": [{"type": "image", "file": f"{number}.jpg"}],
            }
            file.write(json.dumps(post) + "\n")
    page = folder / "report.html"
    subprocess.run(
        [*(sys.executable, "-m", "policycheck", "check", "--format", "html"), "--output", page],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return page


def tasks(trace: bytes) -> list[tuple[float, float]]:
    """What the page's main thread did in one go: of the processor and by the clock, in ms."""
    events = json.loads(trace)["traceEvents"]
    main = {
        (one["pid"], one["tid"])
        for one in events
        if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain"
    }
    return [
        (one.get("tdur", 0) / 1000, one.get("dur", 0) / 1000)
        for one in events
        if one["name"] == "ThreadControllerImpl::RunTask"
        and (one["pid"], one["tid"]) in main
        and one["args"].get("src_file") != DRIVER
    ]


def measured(page: Page, do: Callable[[], object]) -> Step:
    """Do it, and wait until the page has filtered and the browser has painted."""
    chromium = page.context.browser
    assert chromium is not None
    before = page.locator("body").get_attribute("data-filtered") if page.url != BLANK else ""
    chromium.start_tracing(page=page, categories=["toplevel"])
    begun = time.perf_counter()
    do()
    page.wait_for_selector(f"body[data-filtered]:not([data-filtered='{before}'])", timeout=60_000)
    took = (time.perf_counter() - begun) * 1000
    page.wait_for_timeout(300)
    found = tasks(chromium.stop_tracing())
    return Step(
        round(max(cpu for cpu, _ in found)), round(max(dur for _, dur in found)), round(took)
    )


def run(findings: int, executable: str) -> Measured:
    """Make the page, open it and filter it."""
    with tempfile.TemporaryDirectory() as name, browser(executable) as chromium:
        file = written(Path(name), findings // 5)
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        steps: dict[str, Callable[[], object]] = {
            "open": lambda: page.goto(file.as_uri(), wait_until="load"),
            "filter by account": lambda: page.select_option("#account", "3"),
            "all accounts": lambda: page.select_option("#account", ""),
            "filter by owner": lambda: page.select_option("#owner", "2"),
            "all owners": lambda: page.select_option("#owner", ""),
            "one severity less": lambda: page.uncheck("input[value=warning]"),
            "and back": lambda: page.check("input[value=warning]"),
            "search, key by key": lambda: page.type("#search", "post-77", delay=30),
            "search cleared": lambda: page.press("#search", "Escape"),
        }
        found = {name: measured(page, step) for name, step in steps.items()}
        megabytes = round(file.stat().st_size / 1e6, 1)
        return Measured(page.locator(".finding").count(), megabytes, found)


def main() -> None:
    parser = argparse.ArgumentParser(description="How a large report opens and filters")
    parser.add_argument("--findings", type=int, default=10_000)
    parser.add_argument("--browser", default="")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args()
    try:
        found = run(asked.findings, asked.browser)
    except NoBrowserError as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)
    if asked.json:
        steps = {name: step._asdict() for name, step in found.steps.items()}
        print(json.dumps({**found._asdict(), "steps": steps, "longest": found.longest}))
    else:
        print(f"{found.findings:,} findings, {found.megabytes} MB")
        for name, step in found.steps.items():
            clock = f"{step.by_the_clock:5} by the clock"
            print(f"{name:20} longest task {step.longest:4} ms ({clock}), done in {step.took:6} ms")
        print(f"longest of all: {found.longest} ms (at most {MOST})")
    sys.exit(found.longest > MOST)


if __name__ == "__main__":
    main()
