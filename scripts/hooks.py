"""Write .pre-commit-hooks.yaml, by which pre-commit finds the hooks of this repository.

python scripts/hooks.py            writes the file
python scripts/hooks.py --check    ends with status 1 where the file is not current
"""

from __future__ import annotations

import sys
from pathlib import Path

from policycheck.tasks.hooks import HOOKS_FILE, hooks_text

FILE = Path(__file__).resolve().parent.parent / HOOKS_FILE


def main() -> int:
    text = hooks_text()
    if "--check" in sys.argv[1:]:
        if FILE.is_file() and FILE.read_text(encoding="utf-8") == text:
            return 0
        print(f"{HOOKS_FILE} is not current: python scripts/hooks.py")
        return 1
    FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
