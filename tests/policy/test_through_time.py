"""Rules through time: dates, stages, dated parameters and lexicons, both sides of each."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from policycheck.model.finding import Finding, Severity
from policycheck.model.record import Record
from tests.engine.made import Policy, record, rule

WORD = "{kind: forbidden-text, phrases: [rain]}"
NEW_YORK = ZoneInfo("America/New_York")


def post(at: str, text: str = "rain") -> Record:
    return record(f"{{id: p, text: {text!r}, publish_at: {at!r}}}", zone=NEW_YORK)


def found(policy: Policy, *posts: Record, now: str = "2026-11-23T12:00Z") -> list[Finding]:
    assert policy.problems == []
    return list(policy.run(*posts, now=now).findings)


@pytest.mark.parametrize(
    ("more", "instant", "counts"),
    [
        # Days are those of New York: 1 March begins there at 05:00Z.
        ("effective: {from: 2026-03-01}", "2026-03-01T04:59:59Z", False),
        ("effective: {from: 2026-03-01}", "2026-03-01T05:00Z", True),
        ("effective: {from: 2026-03-01}", "2026-03-01", True),
        ("effective: {from: 2026-03-01}", "2026-02-28", False),
        ("effective: {to: 2026-03-01}", "2026-03-02T04:59:59Z", True),
        ("effective: {to: 2026-03-01}", "2026-03-02T05:00Z", False),
        # On 8 March clocks go forward: the day ends at 04:00Z, and not at 05:00Z.
        ("effective: {to: 2026-03-08}", "2026-03-09T03:59:59Z", True),
        ("effective: {to: 2026-03-08}", "2026-03-09T04:00Z", False),
        # On 1 November they go back: the second 01:30 comes an hour after the first.
        ("effective: {from: '2026-11-01T01:30-05:00'}", "2026-11-01T01:30-04:00", False),
        ("effective: {from: '2026-11-01T01:30-05:00'}", "2026-11-01T01:30-05:00", True),
        # An instant in `to` is not included.
        ("effective: {to: '2026-03-01T12:00Z'}", "2026-03-01T11:59:59Z", True),
        ("effective: {to: '2026-03-01T12:00Z'}", "2026-03-01T12:00Z", False),
    ],
)
def test_a_rule_counts_from_its_first_day_to_its_last(
    tmp_path: Path, more: str, instant: str, counts: bool
) -> None:
    policy = Policy(tmp_path, "rules:\n" + rule(WORD, more), zone=NEW_YORK)
    assert bool(found(policy, post(instant))) is counts


STAGES = (
    "stages: [{from: 2026-03-01, mode: observe}, {from: 2026-04-01, mode: warn}, "
    "{from: '2026-06-01T12:00Z', mode: enforce}]"
)


@pytest.mark.parametrize(
    ("instant", "severity", "observed"),
    [
        ("2026-02-28T23:59-05:00", None, False),
        ("2026-03-01T00:00-05:00", Severity.INFO, True),
        ("2026-03-31T23:59:59-04:00", Severity.INFO, True),
        ("2026-04-01T00:00-04:00", Severity.WARNING, False),
        ("2026-06-01T11:59:59Z", Severity.WARNING, False),
        ("2026-06-01T12:00Z", Severity.ERROR, False),
    ],
)
def test_a_rule_is_rolled_out_in_stages(
    tmp_path: Path, instant: str, severity: Severity | None, observed: bool
) -> None:
    policy = Policy(tmp_path, "rules:\n" + rule(WORD, STAGES), zone=NEW_YORK)
    findings = found(policy, post(instant))
    assert [(one.severity, one.observed) for one in findings] == (
        [(severity, observed)] if severity else []
    )


def test_what_is_only_observed_counts_nowhere(tmp_path: Path) -> None:
    policy = Policy(tmp_path, "rules:\n" + rule(WORD, STAGES), zone=NEW_YORK)
    result = policy.run(post("2026-03-02T12:00Z"), post("2026-05-02T12:00Z", "dry"))
    assert len(result.findings) == 1
    assert sum(result.outcomes.values()) == 1


@pytest.mark.parametrize("severity", ["warning", "review", "info"])
def test_a_warning_stage_lowers_errors_only(tmp_path: Path, severity: str) -> None:
    policy = Policy(tmp_path, "rules:\n" + rule(WORD, STAGES, severity=severity), zone=NEW_YORK)
    (finding,) = found(policy, post("2026-05-01T12:00Z"))
    assert finding.severity == severity


def test_a_rule_across_records_sees_posts_on_both_sides_of_a_stage(tmp_path: Path) -> None:
    often = rule(
        "{kind: frequency, per: account, max: 1, every: 2d}",
        "stages: [{from: 2026-03-01, mode: warn}, {from: 2026-04-01, mode: enforce}]",
    )
    policy = Policy(tmp_path, "rules:\n" + often)
    posts = [
        record(f"{{id: p{day}, account: a, text: t, published_at: '{day}T12:00Z'}}")
        for day in ("2026-03-31", "2026-04-01")
    ]
    (finding,) = found(policy, *posts)
    assert (finding.record.id, finding.severity) == ("p2026-04-01", Severity.ERROR)


DATED = """params:
  most:
    - {value: 10, to: 2026-03-31, source: memo 1}
    - {value: 8, from: 2026-04-01, source: memo 2}
rules:
"""
LENGTH = "{kind: text-length, max: $most}"


@pytest.mark.parametrize(
    ("text", "instant", "fails"),
    [
        ("123456789", "2026-03-31T23:59:59Z", False),
        ("123456789", "2026-04-01T00:00Z", True),
        ("12345678901", "2026-03-31T23:59:59Z", True),
        ("12345678", "2026-04-01T00:00Z", False),
    ],
)
def test_each_post_answers_to_the_parameters_of_its_own_day(
    tmp_path: Path, text: str, instant: str, fails: bool
) -> None:
    policy = Policy(tmp_path, DATED + rule(LENGTH))
    assert bool(found(policy, post(instant, text))) is fails


def test_old_posts_may_be_judged_by_the_parameters_of_another_day(tmp_path: Path) -> None:
    policy = Policy(tmp_path, DATED + rule(LENGTH))
    old = post("2026-01-01T12:00Z", "123456789")
    assert policy.run(old).findings == []
    assert len(policy.run(old, rules_as_of="2026-05-01").findings) == 1


def test_a_phrase_counts_while_its_dates_say_so(tmp_path: Path) -> None:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "words.yaml").write_text(
        "entries:\n  - rain\n"
        "  - {phrase: snow, from: 2026-11-01}\n  - {phrase: fog, to: 2026-10-31}\n"
    )
    policy = Policy(tmp_path, "rules:\n" + rule("{kind: forbidden-text, phrases: $words}"))
    said = [
        [one.message for one in found(policy, post(at, "rain snow fog"))]
        for at in ("2026-10-31T12:00Z", "2026-11-01T12:00Z")
    ]
    assert [len(one) for one in said] == [2, 2]
    assert "“fog”" in said[0][1]
    assert "“snow”" in said[1][1]


def test_a_gap_between_dated_values_is_an_error_where_the_rule_counts(tmp_path: Path) -> None:
    gap = DATED.replace("from: 2026-04-01", "from: 2026-05-01")
    (problem,) = Policy(tmp_path, gap + rule(LENGTH)).problems
    assert problem.message == "parameter $most has no value from 2026-04-01 to 2026-04-30"
    ended = rule(LENGTH, "effective: {to: 2026-03-31}")
    assert Policy(tmp_path, gap + ended).problems == []


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{value: 8, from: 2026-03-31}", "two values count at once: the other is in line 6"),
        ("{value: 8, fron: 2026-04-01}", "fron cannot stand beside value"),
        ("{value: 8, from: 2026-04-31}", "from: there is no such date or time"),
        ("{value: 8, from: '2026-04-01T09:00'}", "from: an instant needs a zone"),
    ],
)
def test_dated_values_that_make_no_sense_are_told(tmp_path: Path, entry: str, message: str) -> None:
    head = DATED.replace("{value: 8, from: 2026-04-01, source: memo 2}", entry)
    problems = Policy(tmp_path, head + rule(LENGTH)).problems
    assert any(one.message.startswith(message) for one in problems), problems


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("stages: [{from: 2026-03-01, mode: wran}]", "stages.0.mode: 'wran' is none of the words"),
        ("stages: [{mode: warn}]", "from is missing"),
        (
            "stages: [{from: 2026-03-02, mode: warn}, {from: 2026-03-01, mode: enforce}]",
            "the stage of 2026-03-01 does not come after that of 2026-03-02",
        ),
        (
            "stages: [{from: 2026-03-02, mode: warn}]\neffective: {to: 2026-05-01}",
            "a rule has either effective or stages",
        ),
    ],
)
def test_stages_that_make_no_sense_are_told(tmp_path: Path, more: str, message: str) -> None:
    (problem,) = Policy(tmp_path, "rules:\n" + rule(WORD, more)).problems
    assert problem.message.startswith(message)
