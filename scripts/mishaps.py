"""Print docs/mishaps.md: what the us-federal pack finds in the reconstructed mishaps.

python scripts/mishaps.py > docs/mishaps.md

Each folder of `examples/mishaps` is checked as it would have been on its day. Ends with status 1
where a rule that `expected.yaml` names does not find its record.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml

from policycheck.model.moment import parse_moment
from policycheck.tasks.check import CheckRequest, check
from policycheck.tasks.projects import project_at

ROOT = Path(__file__).resolve().parent.parent
MISHAPS = ROOT / "examples" / "mishaps"

HEAD = """\
# What would have been found

Known mishaps of official accounts, replayed: each is a folder of
[examples/mishaps](../examples/mishaps/README.md) with the records as they would have stood, judged
by the us-federal pack. `python scripts/mishaps.py` writes this page. Nobody outside has seen the
real records; that a rule finds its mishap here shows that the rule works on honest records, and not
that an agency would have kept them so. Where a post is found, as in rows 2, 7, 8 and 11, posts have
to go through the check: somebody who signs in to the platform goes round it.

| row | date | account | what happened | rules that find it | caught |
| ---: | --- | --- | --- | --- | --- |"""


@dataclass(frozen=True)
class Mishap:
    """One folder, and what its `expected.yaml` says; `finds` has rule, record and severity."""

    folder: Path
    row: int
    when: str
    account: str
    event: str
    as_of: str
    caught: str
    because: str
    finds: frozenset[tuple[str, str, str]]


def mishaps() -> list[Mishap]:
    """All mishaps, by their rows."""
    files = MISHAPS.glob("*/expected.yaml")
    return sorted((_read(file) for file in files), key=lambda one: one.row)


def _read(file: Path) -> Mishap:
    # The base loader leaves every scalar a text, so that `no` stays a word.
    said = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
    return Mishap(
        folder=file.parent,
        row=int(said["row"]),
        when=said["when"],
        account=said["account"],
        event=said["event"],
        as_of=said["as_of"],
        caught=said["caught"],
        because=said.get("because", ""),
        finds=frozenset((one["rule"], one["record"], one["severity"]) for one in said["finds"]),
    )


def found(mishap: Mishap) -> set[tuple[str, str, str]]:
    """What a check of the folder finds: rule, record and severity."""
    project = project_at(mishap.folder)
    assert project is not None
    as_of = parse_moment(mishap.as_of, project.zone)
    now = datetime.now(UTC)
    report = check(CheckRequest([], mishap.folder, now, project=project, as_of=as_of))
    assert not report.errors, report.errors
    return {(one.rule, one.record.id, str(one.severity)) for one in report.findings if one.record}


def page(rows: list[Mishap]) -> str:
    """The page with the table, and below it what was not found and why."""
    lines = [HEAD, *(_line(one) for one in rows)]
    lines += ["", "What is not found, or not wholly:", ""]
    lines += [f"- Row {one.row}, {one.account}. {one.because}" for one in rows if one.because]
    tally = {word: sum(one.caught == word for one in rows) for word in _WORDS}
    counted = ", ".join(f"{count} {_WORDS[word]}" for word, count in tally.items())
    return "\n".join([*lines, "", f"{len(rows)} mishaps: {counted}.", ""])


_WORDS = {"yes": "caught", "partly": "partly", "review": "for review", "no": "not caught"}


def _line(one: Mishap) -> str:
    rules = ", ".join(f"`{rule}`" for rule in sorted({rule for rule, _, _ in one.finds}))
    cells = one.row, one.when, one.account, one.event, rules or "none", _WORDS[one.caught]
    return f"| {' | '.join(map(str, cells))} |"


def main() -> int:
    rows = mishaps()
    missing = [(one.folder.name, *what) for one in rows for what in one.finds - found(one)]
    for folder, rule, record, severity in sorted(missing):
        print(f"{folder}: {rule} does not find {record} ({severity})", file=sys.stderr)
    print(page(rows), end="")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
