"""Running the program: inside this process, which is fast, or as one of its own, which is real."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from policycheck.cli import main

__all__ = ["ROOT", "Run", "as_program", "environment", "run", "spawn", "steady"]

ROOT = Path(__file__).resolve().parents[2]

_VARYING = (
    (re.compile(r" in \d+\.\d\d s$", re.MULTILINE), " in … s"),
    (re.compile(r'"seconds": \d+\.\d+'), '"seconds": …'),
    (re.compile(r' time="\d+\.\d+"'), ' time="…"'),
    (re.compile(r'"(sha256:|fingerprint": ")[0-9a-f]{32,64}"'), r'"\1…"'),
)


@dataclass(frozen=True)
class Run:
    status: int
    stdout: str
    stderr: str


def steady(text: str) -> str:
    """The text without what no scenario can foretell: how long it took, and digests."""
    for pattern, instead in _VARYING:
        text = pattern.sub(instead, text)
    return text


def run(folder: Path, *args: str, stdin: bytes = b"") -> Run:
    """Run the program in this process, with streams of its own."""
    out, err = io.BytesIO(), io.BytesIO()
    with contextlib.chdir(folder), as_program(args, io.BytesIO(stdin), out, err):
        try:
            main()
        except SystemExit as end:
            status = end.code
        sys.stdout.flush()
        sys.stderr.flush()
        assert isinstance(status, int)
        return Run(status, out.getvalue().decode(), err.getvalue().decode())


@contextlib.contextmanager
def as_program(
    args: tuple[str, ...], stdin: io.BytesIO, out: io.BytesIO, err: io.BytesIO
) -> Iterator[None]:
    """Let the streams of the program be these; where `out` is `err`, they mix as at a terminal."""
    before = sys.argv, sys.stdin, sys.stdout, sys.stderr
    sys.argv = ["policycheck", *args]
    sys.stdin = io.TextIOWrapper(stdin, encoding="utf-8")
    sys.stdout = io.TextIOWrapper(out, encoding="utf-8")
    sys.stderr = sys.stdout if err is out else io.TextIOWrapper(err, encoding="utf-8")
    try:
        yield
    finally:
        sys.argv, sys.stdin, sys.stdout, sys.stderr = before


def environment(**more: str) -> Mapping[str, str]:
    """The environment of this process with this source tree, and without what changes a look."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONHASHSEED")
    }
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def spawn(folder: Path, *args: str, stdin: bytes = b"", **env: str) -> Run:
    """Run the program as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "policycheck", *args],
        cwd=folder,
        input=stdin,
        capture_output=True,
        env=environment(**env),
        check=False,
        timeout=120,
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())
