"""Print docs/coverage.md: which rules of the us-federal pack carry which row of the catalogue.

python scripts/coverage.py > docs/coverage.md
python scripts/coverage.py --check        ends with status 1 where the page is not current

The rows are those of docs/catalogue.yaml. A rule carries the row that its id begins with: ROL-002
and ROL-002-b carry ROL-002.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "docs" / "catalogue.yaml"
PACK = ROOT / "rules" / "us-federal"
PAGE = ROOT / "docs" / "coverage.md"

_FURTHER = re.compile(r"-[b-z]\Z")
WEIGHTS = ("info", "review", "warning", "error")


@dataclass(frozen=True)
class Row:
    """One row of the catalogue; what the comment at the head of the file explains."""

    id: str
    asks: str
    severity: str
    partly: str = ""
    lowered: str = ""
    elsewhere: str = ""
    built_in: tuple[str, ...] = ()


def catalogue() -> list[Row]:
    rows = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
    return [Row(**{**row, "built_in": tuple(row.get("built_in", ()))}) for row in rows]


def rules() -> dict[str, list[tuple[str, str]]]:
    """Id and severity of every rule of the pack, by the row that it carries."""
    carried: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for file in sorted({*PACK.glob("*.yaml")} - {*PACK.glob("*.test.yaml")}):
        for rule in yaml.safe_load(file.read_text(encoding="utf-8")).get("rules") or []:
            carried[_FURTHER.sub("", rule["id"])].append((rule["id"], rule["severity"]))
    return {row: sorted(ids) for row, ids in carried.items()}


def heaviest(carried: list[tuple[str, str]]) -> str:
    """The heaviest severity of some rules."""
    return max((severity for _, severity in carried), key=WEIGHTS.index)


def page(rows: list[Row], carried: dict[str, list[tuple[str, str]]]) -> str:
    count = sum(len(ids) for ids in carried.values())
    covered = Counter(wholly=0, partly=0, none=0)
    covered.update(_covered(row, carried) for row in rows)
    parts = [
        _HEAD.format(rows=len(rows), rules=count, **covered),
        *(_line(row, carried) for row in rows),
        "\n## What is not covered, or only partly\n",
        *(f"- {row.id}: {row.partly}." for row in rows if row.partly),
        "\n## What weighs less than it might\n",
        *(f"- {row.id}: {row.lowered}." for row in rows if row.lowered),
        "\n## What is asked elsewhere\n",
        _ELSEWHERE.format(others=sum(not row.elsewhere for row in rows)),
        *(f"- {row.id}: {row.elsewhere}." for row in rows if row.elsewhere),
    ]
    return "\n".join(parts) + "\n"


_HEAD = """\
# What the us-federal pack covers

Of {rows} rows of [the catalogue](catalogue.yaml), {wholly} are carried wholly by rules of the pack,
{partly} partly and {none} by none; the pack has {rules} rules. `python scripts/coverage.py` writes
this page. A rule carries the row that its id begins with; a row is partly carried where some of
what it asks is found by nothing, or by something else than a rule of its own, as told below. Rules
that need a list which only the agency can write are undecided until it does.

| row | asks | weighs | rules that carry it | carried |
| --- | --- | --- | --- | --- |"""

_ELSEWHERE = """\
These rows rest on the law of others, or on what went wrong there; the other {others} rest on that
of the United States. The rules are in the pack for those who want them:
"""


def _covered(row: Row, carried: dict[str, list[tuple[str, str]]]) -> str:
    if row.id not in carried and not row.built_in:
        return "none"
    return "partly" if row.partly else "wholly"


def _line(row: Row, carried: dict[str, list[tuple[str, str]]]) -> str:
    found = [f"`{rule}` {severity}" for rule, severity in carried.get(row.id, [])]
    found += [f"`{name}`" for name in row.built_in]
    cells = row.id, row.asks, row.severity, ", ".join(found) or "none", _covered(row, carried)
    return f"| {' | '.join(cells)} |"


def main() -> int:
    text = page(catalogue(), rules())
    if sys.argv[1:] != ["--check"]:
        print(text, end="")
        return 0
    if PAGE.read_text(encoding="utf-8") == text:
        return 0
    print(f"{PAGE.name} is not current: python scripts/coverage.py > docs/{PAGE.name}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
