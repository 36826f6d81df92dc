"""A comparison with a rule of every verdict, and texts that want to be markup."""

from __future__ import annotations

from policycheck.errors import Problem
from policycheck.model.policy_diff import (
    FieldDiff,
    Item,
    PolicyDiff,
    PolicyVersion,
    RuleDiff,
    Side,
    SourceLine,
    Verdict,
    Weight,
)

__all__ = ["DIFF"]


def side(value: str | int, path: str, line: int, *texts: str) -> Side:
    lines = tuple(SourceLine(path, line + number, text) for number, text in enumerate(texts))
    return Side(value, str(value), path, line, 5, lines)


def weight(path: str, line: int, severity: str = "error") -> Weight:
    return Weight(severity, path, line, "agency")


OLD, NEW = "HEAD:p.yaml", "p.yaml"
BOTH = (weight(OLD, 9), weight(NEW, 19))
LENGTH = FieldDiff(
    "check.max",
    Verdict.LOOSER,
    side(9, OLD, 12, "    check: {kind: text-length, max: 9}"),
    side(280, NEW, 102, "    check: {kind: text-length, max: 280}"),
)
WORDS = FieldDiff(
    "check.phrases",
    Verdict.BOTH,
    side("[lol]", "HEAD:lexicons/slang.yaml", 4, "  - lol"),
    side("[rofl, …]", "lexicons/slang.yaml", 4, "  - rofl", "  - '```'"),
    (Item("lol", "HEAD:lexicons/slang.yaml", 4),),
    tuple(Item(f"word{number}", "lexicons/slang.yaml", 4) for number in range(10)),
)
WHEN = FieldDiff(
    "when", Verdict.CHANGED, None, side("{cel: a < b}", NEW, 8, "    when: {cel: 'a < b'}")
)
TITLE = FieldDiff(
    "title",
    Verdict.REWORDED,
    side("Say <b>it</b>", OLD, 7, "    title: Say <b>it</b>"),
    side("Say *it* | now", NEW, 7, "    title: \u202eSay *it* | now\x1b[31m"),
)
SEVERITY = FieldDiff(
    "severity",
    Verdict.TIGHTER,
    side("warning", OLD, 8, "    severity: warning"),
    side("error", NEW, 8, "    severity: error"),
)
SAME_LINES = FieldDiff("check", Verdict.REWORDED, side("a", OLD, 3), side("a", NEW, 3))
RULES = (
    RuleDiff("A-NEW", "A new rule", Verdict.NEW, None, weight(NEW, 30), (), "Z-GONE"),
    RuleDiff("B-BOTH", "Slang", Verdict.BOTH, *BOTH, (WORDS, SEVERITY)),
    RuleDiff("C-CHANGED", "A condition", Verdict.CHANGED, *BOTH, (WHEN,)),
    RuleDiff(
        "D-LOOSER",
        "Too long [link](https://x), says @press",
        Verdict.LOOSER,
        *BOTH,
        (LENGTH, TITLE),
    ),
    RuleDiff("E-TIGHTER", "A severity", Verdict.TIGHTER, *BOTH, (SEVERITY,)),
    RuleDiff("F-WORDS", "# A title\nof two lines", Verdict.REWORDED, *BOTH, (TITLE, SAME_LINES)),
    RuleDiff("Z-GONE", "An old rule", Verdict.GONE, weight(OLD, 40), None, (), "A-NEW"),
)
DIFF = PolicyDiff(
    version="9.9",
    as_of="",
    old=PolicyVersion("HEAD:p.yaml", "agency", "Agency", "sha256:aa", 7),
    new=PolicyVersion("p.yaml", "agency", "Agency <of> rivers", "sha256:bb", 7),
    changes=(
        FieldDiff(
            "waiver_rules.allow_inline",
            Verdict.LOOSER,
            None,
            side("true", NEW, 3, "waiver_rules: {allow_inline: true}"),
        ),
    ),
    rules=RULES,
    unchanged=3,
    errors=(Problem("p.yaml", 1, 1, "what *is* wrong", "what to do"),),
)
