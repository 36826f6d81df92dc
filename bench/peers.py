"""The other linters that a draft is given to, where `make bench-peers` has installed them.

python -m bench.peers

proselint comes from PyPI, write-good and textlint from npm, all into a folder that git ignores.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import Final, NamedTuple

from bench.measure import ROOT

__all__ = ["FOLDER", "PEERS", "Peer"]

FOLDER: Final = ROOT / ".venv" / "bench"
_NODE: Final = FOLDER / "node"
_NPM: Final = ("write-good", "textlint", "textlint-rule-write-good")


class Peer(NamedTuple):
    """A linter and how it is asked about the draft; `below`: a cold check is to be faster.

    Any of the `fine` statuses says that it has read the draft; write-good counts its findings.
    """

    name: str
    command: tuple[str, ...]
    below: bool = True
    fine: range = range(2)

    @property
    def is_here(self) -> bool:
        return shutil.which(self.command[0]) is not None

    @property
    def version(self) -> str:
        """That of the package that is installed, '' where nothing says so."""
        package = _NODE / "node_modules" / self.name / "package.json"
        if package.exists():
            said: dict[str, object] = json.loads(package.read_bytes())
            return str(said["version"])
        named = FOLDER.glob(f"lib/python*/site-packages/{self.name}-*.dist-info")
        return next((one.stem.rpartition("-")[2] for one in named), "")


_BIN: Final = str(_NODE / "node_modules" / ".bin")
PEERS: Final = (
    Peer("proselint", (str(FOLDER / "bin" / "proselint"), "check", "draft.md")),
    Peer("write-good", (f"{_BIN}/write-good", "draft.md"), fine=range(100)),
    Peer("textlint", (f"{_BIN}/textlint", "--rule", "write-good", "draft.md"), below=False),
)


def main() -> int:
    """Install them; the status is 2 where one could not be."""
    python = FOLDER / "bin" / "python"
    commands = [
        [sys.executable, "-m", "venv", str(FOLDER)],
        [str(python), "-m", "pip", "install", "--quiet", "proselint>=0.16"],
        ["npm", "install", "--prefix", str(_NODE), "--no-fund", "--no-audit", *_NPM],
    ]
    status = 0
    for command in commands:
        try:
            subprocess.run(command, check=True, stdout=sys.stderr)
        except (OSError, subprocess.CalledProcessError) as problem:
            print(f"{command[0]}: {problem}; the others are measured without it", file=sys.stderr)
            status = 2
    for peer in PEERS:
        print(f"{peer.name}: {'installed' if peer.is_here else 'not here'}")
    return status


if __name__ == "__main__":
    sys.exit(main())
