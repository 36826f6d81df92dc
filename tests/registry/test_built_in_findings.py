from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from policycheck.tasks.built_in import BUILT_IN
from policycheck.tasks.lint_findings import LINT_RULES

ROOT = Path(__file__).parents[2]


def test_the_page_of_built_in_findings_is_current() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/built_in_findings.py", "--check"], cwd=ROOT, check=False
    )
    assert done.returncode == 0, "python scripts/built_in_findings.py > docs/built-in-findings.md"


def test_every_built_in_finding_has_a_name_of_its_own_and_says_what_to_do() -> None:
    assert not BUILT_IN.keys() & LINT_RULES.keys()
    for rule in (*BUILT_IN.values(), *LINT_RULES.values()):
        assert rule.id.startswith("policycheck:")
        assert rule.title
        assert rule.remedy
