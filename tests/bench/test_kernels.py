"""Each kernel runs: once, and without being timed."""

from __future__ import annotations

import os
import subprocess
import sys

from bench.measure import ROOT


def test_every_kernel_runs() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "bench/kernels", "--benchmark-disable", "-p", "no:xdist"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]
    assert " passed" in done.stdout or "[100%]" in done.stdout
