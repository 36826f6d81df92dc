"""Write the files by which other tools find this one: pre-commit and GitLab.

python scripts/integrations.py            writes them
python scripts/integrations.py --check    ends with status 1 where one is not current

What they say stands in policycheck/tasks, since `policycheck init` writes the same.
"""

from __future__ import annotations

import sys
from pathlib import Path

from policycheck.tasks.hooks import HOOKS_FILE, hooks_text
from policycheck.tasks.starter.automation import gitlab_template

ROOT = Path(__file__).resolve().parent.parent

FILES = {HOOKS_FILE: hooks_text, "ci/gitlab.yml": gitlab_template}


def main() -> int:
    current = True
    for name, made in FILES.items():
        file, text = ROOT / name, made()
        if "--check" not in sys.argv[1:]:
            file.write_text(text, encoding="utf-8")
        elif not file.is_file() or file.read_text(encoding="utf-8") != text:
            print(f"{name} is not current: python scripts/integrations.py")
            current = False
    return 0 if current else 1


if __name__ == "__main__":
    sys.exit(main())
