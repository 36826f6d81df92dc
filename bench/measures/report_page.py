"""The page of a report in a browser: the longest pause while it opens and while it is filtered.

`scripts/report_speed.py` drives the browser; without one there is nothing to measure, and the note
says so.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Final, TypedDict

from bench.measure import ROOT, Asked, Compared, Measure, Result
from bench.spent import CannotMeasureError, Samples, Spent

__all__ = ["REPORT_PAGE"]

_BASE: Final = 1_000
_SCRIPT: Final = ROOT / "scripts" / "report_speed.py"
#: A pause of more than this, in milliseconds of the processor, is felt.
_MILLISECONDS: Final = 200
#: How the script ends: no pause is felt, one is, no browser is here.
_FINE, _FELT, _NO_BROWSER = range(3)


class _Step(TypedDict):
    longest: int
    by_the_clock: int
    took: int


class _Page(TypedDict):
    findings: int
    megabytes: float
    longest: int
    steps: dict[str, _Step]


def take(asked: Asked) -> Result:
    """Once: the browser is slow to start, and the longest of all pauses is what is asked for."""
    done = subprocess.run(
        [sys.executable, str(_SCRIPT), "--findings", str(_BASE * asked.scales[-1]), "--json"],
        env={**os.environ, **asked.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == _NO_BROWSER:
        return Result(notes=[done.stderr.strip()])
    if done.returncode not in (_FINE, _FELT):
        raise CannotMeasureError(f"{_SCRIPT.name}: {done.stderr.strip()[-400:]}")
    page: _Page = json.loads(done.stdout)
    return _told(page)


def _told(page: _Page) -> Result:
    result = Result()
    for name, step in page["steps"].items():
        one = Spent(step["by_the_clock"] / 1000, step["longest"] / 1000)
        result.add(f"{name}, longest pause", Samples((one,)))
    what = f"{page['findings']:,} findings, longest pause of all"
    result.compared.append(Compared(what, page["longest"], "ms", most=_MILLISECONDS))
    result.notes.append(f"the page is {page['megabytes']} MB; a pause is one task of its thread")
    return result


REPORT_PAGE = Measure("report-page", "a large report opens and filters in a browser", take)
