"""Render the picture in the README from a real run: `python scripts/terminal_picture.py`.

The example agency's boil-water notice is checked as a person would see it, in 100 columns.
"""

from __future__ import annotations

import io
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [
    "check",
    "posts/2026-12-01-boil-notice.md",
    "--ignore",
    "shouting",
    "--ignore",
    "hashtag-*",
]
COLUMNS = 100


def run() -> str:
    """What the command writes to a terminal, with its colours."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS)}
    environment.pop("NO_COLOR", None)
    subprocess.run(
        [sys.executable, "-m", "policycheck", *COMMAND],
        cwd=ROOT / "examples" / "agency",
        env=environment,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    os.close(theirs)
    written = io.BytesIO()
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        written.write(piece)
    return written.getvalue().decode().replace("\r\n", "\n")


def main() -> None:
    """Write docs/terminal.svg."""
    text = re.sub(r"in [0-9.]+ s\s*$", "in 0.2 s\n", run())
    console = Console(width=COLUMNS, record=True, file=io.StringIO(), legacy_windows=False)
    console.print(Text(f"$ policycheck {shlex.join(COMMAND)}", style="bold"))
    console.print(Text.from_ansi(text))
    target = ROOT / "docs" / "terminal.svg"
    console.save_svg(str(target), title="policycheck", unique_id="policycheck")
    svg = target.read_text(encoding="utf-8")
    # The picture loads nothing from elsewhere, and names nobody who has no part in it.
    svg = re.sub(r"@font-face \{.*?\}\s*|<!--.*?-->", "", svg, flags=re.DOTALL)
    target.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
