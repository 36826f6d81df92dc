"""A policy made ready in this process: compiled from its files, and kept from an earlier run.

The peer is the parser alone: the same files through the YAML library, without places, names or
types. A thousand rules are those of the federal pack, each several times under ids of its own.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import yaml

from bench.measure import AS_OF, Asked, Measure, Result
from bench.spent import CannotMeasureError, Spent, in_turn, spent_here
from policycheck.policy.shipped import shipped
from policycheck.tasks.kept_policy import policy_of
from policycheck.tasks.request import CheckRequest

__all__ = ["POLICY_LOAD", "copied"]

_COPIES: Final = 5
_ID: Final = re.compile(r"^(  - id: )(\S+)", re.MULTILINE)
_COVERS: Final = re.compile(r"^    covers: .*\n", re.MULTILINE)
_NOW: Final = datetime.fromisoformat(AS_OF).replace(tzinfo=UTC)


def take(asked: Asked) -> Result:
    federal = shipped("rules") / "us-federal"
    thousand = copied(federal, asked.folder / "thousand")
    result = Result()
    with _as_in_the_command():
        for what, pack in (("us-federal", federal), ("a thousand rules", thousand)):
            _compare(result, what, pack, asked)
    return result


def copied(source: Path, pack: Path) -> Path:
    """The pack with each of its rules several times, written into a folder."""
    pack.mkdir(parents=True)
    for file in sorted({*source.glob("*.yaml")} - {*source.glob("*.test.yaml")}):
        text = file.read_text(encoding="utf-8")
        if file.name == "pack.yaml":
            (pack / file.name).write_text(text, encoding="utf-8")
            continue
        for copy in range(_COPIES):
            named = _ID.sub(rf"\g<1>\g<2>-copy{copy}", _COVERS.sub("", text))
            (pack / f"{copy}-{file.name}").write_text(named, encoding="utf-8")
    return pack


def _compare(result: Result, what: str, pack: Path, asked: Asked) -> None:
    anew = CheckRequest((), asked.folder, _NOW, policy=str(pack))
    kept = CheckRequest((), asked.folder, _NOW, policy=str(pack), cache=asked.folder / "kept")
    rules = _ready(kept)
    files = sorted({*pack.glob("*.yaml")} - {*pack.glob("*.test.yaml")})
    works: dict[str, Callable[[], Spent]] = {
        f"{what}, compiled anew": partial(_timed, partial(_ready, anew)),
        f"{what}, kept": partial(_timed, partial(_ready, kept)),
        f"{what}, yaml.CSafeLoader alone": partial(_timed, partial(_parsed, files)),
    }
    taken = in_turn(asked.runs, works)
    for name, samples in taken.items():
        result.add(name, samples, rules, "rules")
    compiled, restored, parsed = taken.values()
    result.ratio(f"{what}, compiled anew / yaml.CSafeLoader alone", compiled, parsed)
    result.ratio(f"{what}, kept / compiled anew", restored, compiled)


def _ready(request: CheckRequest) -> int:
    """How many rules a policy has once it is ready."""
    ready = policy_of(request)
    if ready.problems:
        raise CannotMeasureError(str(ready.problems[0]))
    return len(ready.program.rules)


def _parsed(files: list[Path]) -> None:
    for file in files:
        yaml.load(file.read_bytes(), yaml.CSafeLoader)


def _timed(work: Callable[[], object]) -> Spent:
    gc.collect()
    return spent_here(work)


@contextmanager
def _as_in_the_command() -> Iterator[None]:
    """Look for cycles as seldom as the command line does."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


POLICY_LOAD = Measure("policy-load", "a policy made ready, compiled anew and kept", take)
