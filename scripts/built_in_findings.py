"""Print docs/built-in-findings.md: what policycheck itself has to say, of records and of policies.

python scripts/built_in_findings.py > docs/built-in-findings.md
python scripts/built_in_findings.py --check        ends with status 1 where the page is not current
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from policycheck.model.report import RuleInForce
from policycheck.tasks.built_in import BUILT_IN
from policycheck.tasks.lint_findings import LINT_RULES

PAGE = Path(__file__).resolve().parent.parent / "docs" / "built-in-findings.md"
HEAD = """# What policycheck itself has to say

Findings of built-in rules, beside those of a policy. They are selected and ignored like all others
(`--ignore policycheck:unknown-field`), and never waived. `policycheck explain ID` says more of one.
This page is written by `python scripts/built_in_findings.py`.
"""


def page() -> str:
    parts = [
        HEAD,
        "## Of records, waivers and baselines: `check` and `audit`\n",
        *table(BUILT_IN.values()),
        "\n## Of policies: `lint`\n",
        *table(LINT_RULES.values()),
    ]
    return "\n".join(parts) + "\n"


def table(rules: Iterable[RuleInForce]) -> Iterator[str]:
    yield "| id | severity | says | what to do |"
    yield "| --- | --- | --- | --- |"
    for rule in sorted(rules):
        yield f"| `{rule.id}` | {rule.severity} | {rule.title} | {rule.remedy} |"


def main() -> int:
    if sys.argv[1:] == ["--check"]:
        return int(PAGE.read_text(encoding="utf-8") != page())
    sys.stdout.write(page())
    return 0


if __name__ == "__main__":
    sys.exit(main())
