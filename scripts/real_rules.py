"""What the us-federal pack says of real records: how often its rules speak, and how rightly.

Where a rule finds something in the words of real posts, up to 30 of the places are read one by one,
chosen by their digests so that nobody picks them. What the reader thought is kept as
rule, path, line, column and verdict, without a word of the posts. The choice follows from the
findings alone, so a verdict that is missing or left over is noticed.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PACK = ROOT / "rules" / "us-federal"
AS_OF = "2026-11-23"
MOST = 30


@dataclass(frozen=True, order=True)
class Place:
    """Where a rule found something; lines and columns from 1."""

    path: str
    line: int
    column: int


def audited(folder: Path, *args: str) -> dict[str, Any]:
    """The report of an audit in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "policycheck", "audit", *args, "--as-of", AS_OF, "--format", "json"],
        cwd=folder,
        stdout=subprocess.PIPE,
        check=False,
    )
    report = json.loads(done.stdout)
    assert isinstance(report, dict)
    assert not report["errors"], report["errors"]
    return report


def rules_table(report: dict[str, Any]) -> list[str]:
    """A table of the rules that were decided for any record, and the names of the others."""
    cells = Counter(
        (rule, outcome)
        for record in report["audit"]["records"]
        for rule, outcome in record["outcomes"].items()
    )
    findings = Counter(one["rule"] for one in report["findings"])
    weighs = severities()
    rules = sorted({rule for rule, _ in cells})
    decided = [rule for rule in rules if cells[rule, "pass"] + cells[rule, "fail"]]
    lines = [
        "| rule | severity | findings | records that fail | pass | unknown | not applicable |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for rule in sorted(decided, key=lambda one: (-findings[one], one)):
        counts = (cells[rule, one] for one in ("fail", "pass", "unknown", "not_applicable"))
        row = f"`{rule}`", weighs[rule], f"{findings[rule]:,}", *(f"{one:,}" for one in counts)
        lines.append(f"| {' | '.join(row)} |")
    others = ", ".join(rule for rule in rules if rule not in decided)
    reason = "since the files do not say what they ask, or a list of the agency's is not filled"
    return [*lines, "", f"Decided for no record, {reason}: {others}."]


def severities() -> dict[str, str]:
    """The severity of each rule of the pack, by its id."""
    return {
        rule["id"]: rule["severity"]
        for file in sorted({*PACK.glob("*.yaml")} - {*PACK.glob("*.test.yaml")})
        for rule in yaml.safe_load(file.read_text(encoding="utf-8")).get("rules") or []
    }


def sample(report: dict[str, Any], rule: str) -> tuple[list[Place], int]:
    """The places to be read for a rule, and how many it found."""
    places = {
        Place(one["location"]["path"], one["location"]["line"], one["location"]["column"])
        for one in report["findings"]
        if one["rule"] == rule
    }
    return sorted(places, key=lambda one: _digest(rule, one))[:MOST], len(places)


def _digest(rule: str, place: Place) -> str:
    named = f"{rule} {place.path}:{place.line}:{place.column}"
    return hashlib.sha256(named.encode()).hexdigest()


def verdicts(name: str) -> dict[str, dict[Place, str]]:
    """What a reader thought: `right` or `wrong` of each place, by rule."""
    read = yaml.safe_load((DOCS / name).read_text(encoding="utf-8"))
    return {
        rule: {Place(one["path"], one["line"], one["column"]): one["verdict"] for one in places}
        for rule, places in read.items()
    }


def verdicts_table(report: dict[str, Any], name: str) -> list[str]:
    """A table of how many of the places read were right; refuses verdicts on other places."""
    lines = [
        "| rule | places found | read | right | wrong |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for rule, read in verdicts(name).items():
        chosen, found = sample(report, rule)
        assert set(chosen) == set(read), f"{rule}: read other places, see --sample"
        count = Counter(read.values())
        assert count.keys() <= {"right", "wrong"}, rule
        lines.append(f"| `{rule}` | {found} | {len(read)} | {count['right']} | {count['wrong']} |")
    return lines


def wrong_errors(name: str) -> list[str]:
    """Each error that the reader called wrong, by its name."""
    weighs = severities()
    return [
        f"- {place.path}:{place.line}, {rule}"
        for rule, read in verdicts(name).items()
        if weighs[rule] == "error"
        for place, verdict in sorted(read.items())
        if verdict == "wrong"
    ]


def to_read(report: dict[str, Any], rules: list[str]) -> str:
    """The places to be read, as a file of verdicts in which the verdicts are still missing."""
    parts = []
    for rule in rules:
        chosen, _ = sample(report, rule)
        parts += [f"{rule}:", *map(_entry, sorted(chosen))]
    return "\n".join(parts)


def _entry(place: Place) -> str:
    return f"  - {{path: {place.path}, line: {place.line}, column: {place.column}, verdict: }}"
