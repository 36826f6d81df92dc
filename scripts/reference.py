"""Write docs/reference: the kinds of check, the fields of records, the commands and the formats.

python scripts/reference.py            writes the pages
python scripts/reference.py --check    ends with status 1 where one is not current

All that they say stands in the code: in docstrings, options, shapes and registries.
"""

from __future__ import annotations

import sys
from pathlib import Path

import reference_commands
import reference_fields
import reference_formats
import reference_kinds

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"

PAGES = {
    "kinds.md": reference_kinds.page,
    "fields.md": reference_fields.page,
    "commands.md": reference_commands.page,
    "formats.md": reference_formats.page,
}


def main() -> int:
    stale = []
    for name, page in PAGES.items():
        file, text = FOLDER / name, page()
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            continue
        if "--check" in sys.argv[1:]:
            stale.append(name)
        else:
            file.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"docs/reference/{name} is not current: make reference")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
