"""Take the pictures of the report page for the documentation: `make screenshots`.

The example agency is audited, and the page is shown in a wide and in a narrow window. The pictures
have few colours, so that they are small. Status 2 without a browser.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from browser import NoBrowserError, browser
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
#: The day on which the example is looked at, so that the pictures change only when the page does.
AS_OF = "2026-12-01"
HEIGHT = 1500
#: Name, width and colours of the window.
WINDOWS: tuple[tuple[str, int, Literal["light", "dark"]], ...] = (
    ("report-1280", 1280, "light"),
    ("report-1280-dark", 1280, "dark"),
    ("report-390", 390, "light"),
)
COLOURS = 256
NO_DITHER = Image.Dither.NONE


def page(folder: Path) -> Path:
    """The report of the example agency."""
    target = folder / "report.html"
    command = [sys.executable, "-m", "policycheck", "audit", "--as-of", AS_OF, "--format", "html"]
    subprocess.run(
        [*command, "--output", str(target)],
        cwd=ROOT / "examples" / "agency",
        stderr=subprocess.DEVNULL,
        check=False,  # it finds what it is there to find
    )
    return target


def small(picture: bytes) -> bytes:
    """The picture with few colours."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    reduced = image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=NO_DITHER)
    written = io.BytesIO()
    reduced.save(written, "PNG", optimize=True)
    return written.getvalue()


def main() -> None:
    """Write docs/report-*.png."""
    with tempfile.TemporaryDirectory() as name, browser() as chromium:
        file = page(Path(name))
        for title, width, colours in WINDOWS:
            window = chromium.new_page(
                viewport={"width": width, "height": HEIGHT}, color_scheme=colours
            )
            window.goto(file.as_uri())
            window.wait_for_selector("body[data-filtered]")
            target = ROOT / "docs" / f"{title}.png"
            target.write_bytes(small(window.screenshot()))
            print(f"{target.relative_to(ROOT)}  {target.stat().st_size // 1024} kB")


if __name__ == "__main__":
    try:
        main()
    except NoBrowserError as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)
