"""One report with everything in it that a format has to cope with. Every name in it is invented."""

from __future__ import annotations

from collections.abc import Mapping

from policycheck.errors import Problem
from policycheck.model.finding import (
    Authority,
    Clause,
    Excerpt,
    Finding,
    Fix,
    Location,
    Outcome,
    RecordName,
    Related,
    Severity,
    Unknown,
)
from policycheck.model.report import PolicyName, Report, RuleInForce, Summary

__all__ = ["REPORT", "finding", "place"]

POLICY = "policies/agency.yaml"
LAUNCH = "posts/2026-12-01-launch.md"
SECTION = Authority("36 CFR 1194", "App. A E205.2", "https://law.example/1194?part=A&x=1")
ALT = Clause(POLICY, 14, "Every image carries alternative text")
WORDS = Clause(POLICY, 31, "Plain words: no jargon, no “synergy”")
CLAIMS = Clause(POLICY, 52, "Claims need a source")
LENGTH = Clause(POLICY, 60, "Posts are short")
MFA = Clause("policies/security.yaml", 9, "Accounts have a second factor")


def place(path: str, line: int, text: str, marked: str, **more: str) -> Location:
    """Find the place of the marked words in a line; `more` are its pointer and field."""
    start = text.index(marked) + 1
    field = more.get("field", "")
    return Location(
        path,
        line,
        start,
        line,
        start + len(marked),
        pointer=more.get("pointer", "/text"),
        field=field,
        character=text.split(",")[2].index(marked) + 1 if field else 0,
        excerpt=Excerpt(((line, text),)),
    )


def lines(path: str, held: Mapping[int, str], column: int, end_column: int) -> Location:
    first, last = min(held), max(held)
    excerpt = Excerpt(tuple(held.items()))
    return Location(path, first, column, last, end_column, pointer="/text", excerpt=excerpt)


def finding(rule: str, location: Location, message: str, **more: object) -> Finding:
    """Build a finding of which only some parts matter."""
    parts: dict[str, object] = {
        "title": "Plain words",
        "severity": Severity.WARNING,
        "outcome": Outcome.FAIL,
        "record": RecordName("post", location.path),
        "label": "",
        "clause": WORDS,
        "fingerprint": f"{rule.lower()}-{location.line}-{location.column}",
    }
    parts |= more
    return Finding(rule=rule, location=location, message=message, **parts)  # type: ignore[arg-type]


EMOJI = "text: 👩‍🔬 ⚠️ 🇺🇸 We leverage data"
CJK = "text: 漢字の投稿は synergy です"
BIDI = "text: pay \u202elapyap\u202c ze\u200bro now\tok"
LONG = (
    "text: " + "This sentence goes on and on. " * 8 + "It ends with utilize here. " + "More. " * 12
)
SPAN = {
    20: "  The first line of five",
    21: "  and the second,",
    22: "  and the third,",
    23: "  and the fourth,",
    24: "  and the fifth.",
}
ROW = "2026-12-01,epa-x,Free 🎉 money for all"

FINDINGS = (
    finding(
        "A11Y-001",
        place(LAUNCH, 7, '    alt: ""', '""', pointer="/media/0/alt"),
        "image launch.jpg has no alternative text",
        title=ALT.title,
        severity=Severity.ERROR,
        record=RecordName("post", LAUNCH, "epa-x"),
        label="empty",
        clause=ALT,
        related=(Related(place(LAUNCH, 6, "  - file: launch.jpg", "launch.jpg"), "attached here"),),
        authority=(SECTION, Authority("OMB M-23-22")),
        remedy="describe what the picture shows; the platform allows 1,500 characters",
    ),
    finding(
        "PLAIN-002",
        place(LAUNCH, 9, EMOJI, "leverage"),
        "“leverage” is jargon: 100% of readers know “use”, see Style::Words, page 3",
        label="say “use”",
        remedy="say “use”",
        fix=Fix(
            place(LAUNCH, 9, EMOJI, "leverage"), "use", safe=True, match="leverage", verbatim=True
        ),
    ),
    finding(
        "PLAIN-002",
        place(LAUNCH, 10, CJK, "synergy"),
        "“synergy” is jargon",
        label="jargon",
        fix=Fix(place(LAUNCH, 10, CJK, "synergy"), "cooperation", safe=False),
    ),
    finding(
        "HIDE-001",
        place(LAUNCH, 11, BIDI, "now"),
        "the text \u202ehides\u202c something\r\n::error::and \x1b[31mbreaks\x1b[0m a line",
        severity=Severity.REVIEW,
        label="after a zero\u200bwidth space",
        clause=CLAIMS,
        related=(
            Related(place("policies/lists.yaml", 104, "  - hidden: true", "hidden"), "asked here"),
            Related(Location("assets/no-lines.txt", 3, 1, 3, 1), "and without a line to show"),
        ),
    ),
    finding(
        "PLAIN-002",
        place(LAUNCH, 12, LONG, "utilize"),
        "“utilize” is jargon",
        severity=Severity.INFO,
        label="say “use”",
    ),
    finding("LEN-001", lines(LAUNCH, SPAN, 7, 17), "86 characters, 6 too many", clause=LENGTH),
    finding(
        "CLAIM-003",
        place("posts/50% off: \u202eall,\x07.md", 1, "text: free", "free"),
        "the claim “free” has no source",
        severity=Severity.REVIEW,
        outcome=Outcome.WAIVED,
        clause=CLAIMS,
        waiver="W-2026-004",
    ),
    finding(
        "CLAIM-003",
        place("schedule.csv", 14, ROW, "money", field="text"),
        "the claim “money” has no source",
        severity=Severity.ERROR,
        record=RecordName("post", "schedule.csv#14", "epa-x"),
        label="claimed here",
        clause=CLAIMS,
        remedy="link to a source",
    ),
)

UNKNOWN = (
    *(
        Unknown("SEC-001", RecordName("account", name, name), ("mfa.enabled",), "not exported")
        for name in ("epa-x", "epa-yt", "epa-fb", "epa-ig", "epa-li", "epa-th")
    ),
    Unknown("AGE-001", RecordName("person", "p-1"), ("trained_on", "role\u202e"), ""),
    Unknown("AGE-001", RecordName("account", "epa-x")),
)

REPORT = Report(
    version="0.0.0",
    as_of="2026-12-01T09:00:00Z",
    policy=PolicyName("epa-social-media", "sha256:0011", 128),
    summary=Summary(
        records={"post": 41, "account": 6, "person": 1, "strategy": 0},
        findings={
            Severity.ERROR: 2,
            Severity.WARNING: 3,
            Severity.REVIEW: 1,
            Severity.INFO: 1,
        },
        unknown=8,
        waived=1,
        not_applicable=512,
        passed=4321,
        fixable=2,
        seconds=0.2149,
    ),
    rules=(
        RuleInForce(
            "A11Y-001",
            ALT.title,
            Severity.ERROR,
            "required",
            ALT,
            "describe what the picture shows",
            (SECTION, Authority("OMB M-23-22")),
            ("AC-22", "SI-10"),
            ("accessibility", "AC-22"),
        ),
        RuleInForce("CLAIM-003", CLAIMS.title, Severity.ERROR, "required", CLAIMS),
        RuleInForce("HIDE-001", "Nothing\u202e hidden", Severity.REVIEW, "forbidden-text", CLAIMS),
        RuleInForce("LEN-001", LENGTH.title, Severity.WARNING, "length", LENGTH),
        RuleInForce("PLAIN-002", "Plain words", Severity.WARNING, "forbidden-text", WORDS),
        RuleInForce("SEC-001", MFA.title, Severity.ERROR, "required", MFA),
    ),
    findings=FINDINGS,
    unknown=UNKNOWN,
    errors=(
        Problem("posts/bad.md", 3, 5, "the front matter ends\u2028too early", "close it with ---"),
        Problem("posts/worse.md", 1, 1, "not UTF-8"),
    ),
    notes=("rule LEN-009 matched no record",),
    records=(LAUNCH, "posts/fine.md", "epa-x", "schedule.csv#14", "schedule.csv#15"),
)
