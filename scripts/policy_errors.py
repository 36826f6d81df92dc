"""Write docs/policy-errors.md: what can be wrong with a policy, and what to do about each.

python scripts/policy_errors.py            writes the page
python scripts/policy_errors.py --check    ends with status 1 where the page is not current

The entries are those of policycheck/mistakes; what is shown below each is what is said of the
policy in tests/policy/errors that goes by its id.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from policycheck.mistakes import THEMES, Mistake

ROOT = Path(__file__).resolve().parent.parent
ERRORS = ROOT / "tests" / "policy" / "errors"
PAGE = ROOT / "docs" / "policy-errors.md"

HEAD = """\
# What can be wrong with a policy

Each error of a policy ends in an id in brackets; `errors` of the JSON report has it as `id`. The
rules that are sound are checked all the same, and the run ends with status 2. What is allowed and
yet of no use, such as a rule that can never apply, is found by `policycheck lint`. Project files,
waivers and records in YAML are read alike, and share the entries that concern them.

This page is written by `python scripts/policy_errors.py`, from the registry of errors in
`policycheck/mistakes` and the policies in `tests/policy/errors`.
"""


def page() -> str:
    """The page as it should be."""
    return "\n".join([HEAD, *(line for theme in THEMES for line in chapter(theme))])


def chapter(theme: str) -> Iterator[str]:
    """One theme of the registry, as lines."""
    yield f"## {theme}\n"
    for mistake in THEMES[theme].values():
        yield from entry(mistake)


def entry(mistake: Mistake) -> Iterator[str]:
    """One error: what it means, what to do, and what is said of a policy that has it."""
    said = (ERRORS / mistake.id / "expected.txt").read_text(encoding="utf-8")
    yield f"### `{mistake.id}`\n"
    yield f"{mistake.meaning} {mistake.remedy}\n"
    yield f"```text\n{said}```\n"


def main() -> int:
    text = page()
    if "--check" in sys.argv[1:]:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
            return 0
        print(f"{PAGE.relative_to(ROOT)} is not current: python scripts/policy_errors.py")
        return 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
