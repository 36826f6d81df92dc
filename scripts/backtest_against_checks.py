"""Whether a backtest counts what two checks come to: each rule on each record, compared one by one.

python scripts/backtest_against_checks.py POLICY NAME OLD NEW RECORDS…

POLICY is a pack or a policy with the parameter NAME, OLD and NEW are two values of it, in YAML. Two
policies are written that extend POLICY and set the parameter; RECORDS are checked by each, and
backtested twice: between the written policies, and with POLICY alone and values tried. The status
is 1 where anything differs. A project in the working folder is used, for joins.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from policycheck.model.backtest import CHANGES, Backtest, Change
from policycheck.model.finding import Outcome
from policycheck.tasks.backtest import BacktestRequest, backtest
from policycheck.tasks.check import CheckRequest, checked
from policycheck.tasks.projects import project_at

NOW = datetime(2026, 11, 23, tzinfo=UTC)

Cell: TypeAlias = tuple[str, str, str]
Counts: TypeAlias = Mapping[tuple[str, str, str], int]


def main() -> int:
    policy, name, old, new, *records = sys.argv[1:]
    base = Path.cwd()
    above = str(Path(policy).resolve()) if Path(policy).exists() else policy
    with tempfile.TemporaryDirectory() as folder:
        files = (
            _written(Path(folder) / "old.yaml", above, name, old),
            _written(Path(folder) / "new.yaml", above, name, new),
        )
        expected = _turned(*(_outcomes(file, records, base) for file in files))
        by_files = backtest(_between(*files, records, base))
        tried = _between(policy, policy, records, base)
        by_values = backtest(
            replace(tried, old_params=(f"{name}={old}",), new_params=(f"{name}={new}",))
        )
    for key, number in sorted(expected.items()):
        print(f"{number:6,}  {' '.join(key)}")
    print(f"{sum(expected.values()):6,}  verdicts change in {by_values.judged:,} records")
    return max(
        _differs("between two policies", by_files, expected),
        _differs("between two values", by_values, expected),
    )


def _written(file: Path, above: str, name: str, value: str) -> str:
    file.write_text(
        f"policycheck: 1\nid: {file.stem}\ntitle: T\nextends: ['{above}']\n"
        f"params:\n  {name}: {value}\n",
        encoding="utf-8",
    )
    return str(file)


def _outcomes(policy: str, records: list[str], base: Path) -> dict[Cell, tuple[Outcome, str]]:
    """What each rule came to on each record of a check, with the account of the record."""
    request = CheckRequest(records, base, NOW, project_at(base), policy)
    done = checked(request, keep_verdicts=True)
    for problem in done.report.errors:
        print(f"{problem}", file=sys.stderr)
    return {
        (one.rule, one.record.kind, one.record.id): (one.outcome, str(one.record.account or ""))
        for one in done.result.verdicts or ()
    }


def _turned(
    old: Mapping[Cell, tuple[Outcome, str]], new: Mapping[Cell, tuple[Outcome, str]]
) -> Counts:
    """How many verdicts differ, by rule, change and account."""
    none = (Outcome.NOT_APPLICABLE, "")
    found: Counter[tuple[str, str, str]] = Counter()
    for cell in old.keys() | new.keys():
        (before, account), (after, same) = old.get(cell, none), new.get(cell, none)
        if before is not after:
            found[cell[0], Change(before, after).key, account or same] += 1
    return found


def _between(old: str, new: str, records: list[str], base: Path) -> BacktestRequest:
    return BacktestRequest(old, new, records, base, NOW, project_at(base))


def _differs(what: str, found: Backtest, expected: Counts) -> int:
    """1 after saying what the backtest counts otherwise, else 0."""
    counted = {
        (rule.rule, change.key, account): counts[change.key]
        for rule in found.rules
        for account, counts in rule.accounts.items()
        for change in CHANGES
        if counts.get(change.key)
    }
    wrong = {
        key for key in counted.keys() | expected.keys() if counted.get(key, 0) != expected[key]
    }
    for key in sorted(wrong):
        print(f"{what}, {' '.join(key)}: {counted.get(key, 0)}, and by checks {expected[key]}")
    total = sum(found.changed.values())
    if total != sum(expected.values()):
        print(f"{what}, in all: {total}, and by checks {sum(expected.values())}")
        return 1
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
