"""How long a thousand rules take to load, resolve and compile from source, without a cache.

python scripts/policy_load_speed.py

The rules of the us-federal pack are copied under new ids into a pack of their own. The command line
looks for cycles as seldom as it does in a check.
"""

from __future__ import annotations

import gc
import re
import tempfile
import time
from pathlib import Path
from statistics import median

from policycheck.policy.compile import compile_policy
from policycheck.policy.load import load_policy
from policycheck.policy.shipped import shipped

COPIES = 5
RUNS = 5
_ID = re.compile(r"^(  - id: )(\S+)", re.MULTILINE)
_COVERS = re.compile(r"^    covers: .*\n", re.MULTILINE)


def copied(folder: Path) -> Path:
    """The pack with each of its rules several times."""
    source = shipped("rules") / "us-federal"
    pack = folder / "thousand"
    pack.mkdir()
    for file in sorted({*source.glob("*.yaml")} - {*source.glob("*.test.yaml")}):
        text = file.read_text(encoding="utf-8")
        if file.name == "pack.yaml":
            (pack / file.name).write_text(text, encoding="utf-8")
            continue
        for copy in range(COPIES):
            named = _ID.sub(rf"\g<1>\g<2>-copy{copy}", _COVERS.sub("", text))
            (pack / f"{copy}-{file.name}").write_text(named, encoding="utf-8")
    return pack


def main() -> None:
    gc.set_threshold(200_000, 50, 50)
    with tempfile.TemporaryDirectory() as folder:
        pack = copied(Path(folder))
        taken = []
        for _ in range(RUNS):
            begun = time.perf_counter()
            policy = load_policy(str(pack), Path(folder))
            loaded = time.perf_counter()
            _, sources = compile_policy(policy, None)
            taken.append((loaded - begun, time.perf_counter() - loaded))
            assert not policy.problems.found, policy.problems.found[:3]
        load, made = (median(one) for one in zip(*taken, strict=True))
        print(f"{len(sources):,} rules: {load:.2f} s to load, {made:.2f} s to compile")


if __name__ == "__main__":
    main()
