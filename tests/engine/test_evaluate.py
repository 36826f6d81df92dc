from __future__ import annotations

import random
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from policycheck.engine.evaluate import Evaluation
from policycheck.engine.program import Program
from policycheck.model.finding import Outcome
from policycheck.model.record import Record
from tests.engine.made import Policy, record, rule

WORDS = "{kind: forbidden-text, phrases: [rain]}"


def post(id_: str, text: str = "Rain", more: str = "") -> Record:
    return record(f"{{id: {id_}, text: {text!r}{more}}}", path=f"{id_}.yaml")


# Dates.


@pytest.mark.parametrize("where", ["rule", "policy"])
@pytest.mark.parametrize(
    ("instant", "counts"),
    [
        ("2026-03-01T04:59:59Z", False),
        ("2026-03-01T05:00Z", True),
        ("2026-03-31T12:00Z", True),
        ("2026-05-01T03:59:59Z", True),
        ("2026-05-01T04:00Z", False),
        ("2026-03-01", True),
        ("2026-02-28", False),
        ("2026-04-30", True),
        ("2026-05-01", False),
    ],
)
def test_a_rule_counts_from_its_first_to_its_last_day_in_the_zone(
    tmp_path: Path, where: str, instant: str, counts: bool
) -> None:
    dates = "effective: {from: 2026-03-01, to: 2026-04-30}"
    zone = ZoneInfo("America/New_York")
    rules = "rules:\n" + rule(WORDS, dates if where == "rule" else "")
    rules = f"{dates}\n{rules}" if where == "policy" else rules
    policy = Policy(tmp_path, rules, zone=zone)
    assert policy.problems == []
    given = record(f"{{id: a, text: Rain, publish_at: {instant}}}", zone=zone)
    result = policy.run(given)
    assert bool(result.findings) is counts
    assert result.in_force == ({"R"} if counts else set())
    assert dict(result.outcomes) == {Outcome.FAIL if counts else Outcome.NOT_APPLICABLE: 1}


def test_the_narrower_of_policy_and_rule_counts(tmp_path: Path) -> None:
    rules = "effective: {from: 2026-03-01}\nrules:\n" + rule(
        WORDS, "effective: {from: 2026-01-01, to: 2026-03-02}"
    )
    policy = Policy(tmp_path, rules)
    days = ["2026-02-28", "2026-03-01", "2026-03-02", "2026-03-03"]
    found = [bool(policy.run(post("a", more=f", publish_at: {d}")).findings) for d in days]
    assert found == [False, True, True, False]


@pytest.mark.parametrize(
    ("more", "now", "rules_as_of", "counts"),
    [
        (", published_at: 2026-03-01, publish_at: 2026-02-01", None, None, True),
        (", published_at: 2026-02-01, publish_at: 2026-03-01", None, None, False),
        ("", "2026-03-01", None, True),
        ("", "2026-02-28", None, False),
        (", publish_at: 2026-02-01", "2026-02-01", "2026-03-01", True),
        (", publish_at: 2026-03-01", "2026-03-01", "2026-02-28", False),
    ],
)
def test_a_post_answers_to_its_own_instant(
    tmp_path: Path, more: str, now: str | None, rules_as_of: str | None, counts: bool
) -> None:
    policy = Policy(tmp_path, "rules:\n" + rule(WORDS, "effective: {from: 2026-03-01}"))
    result = policy.run(post("a", more=more), now=now, rules_as_of=rules_as_of)
    assert bool(result.findings) is counts


def test_other_records_answer_to_now(tmp_path: Path) -> None:
    check = "{kind: required-fields, fields: [handle]}"
    more = "applies_to: account\neffective: {from: 2026-03-01}"
    policy = Policy(tmp_path, "rules:\n" + rule(check, more))
    given = record("{id: a, created_at: 2026-01-01}", "account")
    assert len(policy.run(given, now="2026-03-01").findings) == 1
    assert policy.run(given, now="2026-02-28").findings == []


def test_elapsed_time_is_measured_to_now_whatever_day_the_rules_are_of(tmp_path: Path) -> None:
    check = "{kind: field, path: created_at, is: {within: 5d}}"
    policy = Policy(tmp_path, "rules:\n" + rule(check))
    given = post("a", more=", created_at: 2026-03-01")
    for as_of in (None, "2026-01-01"):
        assert policy.run(given, now="2026-03-06", rules_as_of=as_of).findings == []
        assert len(policy.run(given, now="2026-03-07", rules_as_of=as_of).findings) == 1


# Counting and fingerprints.


def test_each_rule_is_counted_once_for_each_record(tmp_path: Path) -> None:
    check = "{kind: field, path: alt, is: {filled: true}}"
    policy = Policy(tmp_path, "rules:\n" + rule(check, "each: media"))
    media = ", media: [{file: a.png}, {file: b.png, alt: Map}, {file: c.png}]"
    result = policy.run(
        post("a", more=media), post("b"), post("c", more=", media: [{file: d, alt: x}]")
    )
    assert dict(result.outcomes) == {
        Outcome.FAIL: 1,
        Outcome.NOT_APPLICABLE: 1,
        Outcome.PASS: 1,
    }
    assert [one.location.pointer for one in result.findings] == ["/media/0/alt", "/media/2/alt"]


def test_rules_across_records_are_counted_once_for_each_record(tmp_path: Path) -> None:
    policy = Policy(tmp_path, "rules:\n" + rule("{kind: no-repeats, scope: project}"))
    result = policy.run(
        post("a"), post("b"), post("c", "Snow"), record("{id: d}", carried=["lang"])
    )
    assert dict(result.outcomes) == {Outcome.PASS: 2, Outcome.FAIL: 1, Outcome.UNKNOWN: 1}
    (found,) = result.findings
    assert found.record.id == "b"
    assert [one.location.path for one in found.related] == ["a.yaml"]
    assert [(one.rule, one.missing) for one in result.unknown] == [("R", ("text",))]


def test_like_hits_have_fingerprints_of_their_own(tmp_path: Path) -> None:
    check = "{kind: forbidden-text, phrases: [rain]}"
    policy = Policy(tmp_path, "rules:\n" + rule(check))
    marks = [one.fingerprint for one in policy.run(post("a", "Rain rain RAIN")).findings]
    assert len(set(marks)) == 3
    hosts = Policy(
        tmp_path, "rules:\n" + rule("{kind: field, path: host, is: b.gov}", "each: links")
    )
    found = hosts.run(post("a", "epa.gov and epa.gov")).findings
    assert len({one.fingerprint for one in found}) == 2


def test_a_fingerprint_survives_a_move_and_not_a_change(tmp_path: Path) -> None:
    policy = Policy(tmp_path, "rules:\n" + rule(WORDS))

    def mark(given: Record) -> str:
        return policy.run(given).findings[0].fingerprint

    moved = record("# moved\nid: a\ntext: Much RAIN\n", path="a.yaml")
    assert mark(post("a", "Rain")) == mark(moved)
    assert mark(post("a", "Rain")) != mark(post("b", "Rain"))


def test_what_is_missing_is_named_once_with_the_reason(tmp_path: Path) -> None:
    check = "{kind: field, path: lang, is: en}"
    when = "when: {account.class: agency, account.handle: epa}"
    policy = Policy(tmp_path, "rules:\n" + rule(check, when))
    (unknown,) = policy.run(post("a", more=", account: epa")).unknown
    assert unknown.missing == ("account.class", "account.handle")
    assert unknown.why == "no account records were given"


# Determinism.

RULES = "rules:\n" + "".join(
    [
        rule(WORDS, id_="A"),
        rule("{kind: forbidden-text, patterns: ['[Rr]a', 'n+'], phrases: [ra]}", id_="B"),
        rule("{kind: no-repeats, scope: project}", id_="C"),
        rule("{kind: required-fields, fields: [lang]}", id_="D"),
        rule("{kind: field, path: host, is: epa.gov}", "each: links", id_="E"),
    ]
)


def _said(result: Evaluation) -> tuple[list[str], list[str], list[tuple[Outcome, int]]]:
    findings = sorted(map(repr, result.findings))
    return (findings, sorted(map(repr, result.unknown)), sorted(result.outcomes.items()))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_records_and_rules_makes_no_difference(tmp_path: Path, seed: int) -> None:
    policy = Policy(tmp_path, RULES)
    texts = ["Rain", "rain on epa.gov x.com", "Snow", "rain", "Ran, ran", "x.com x.com"]
    given = [post(f"p{n}", text) for n, text in enumerate(texts)]
    first = _said(policy.run(*given))
    mixed = random.Random(seed)
    mixed.shuffle(given)
    rules = list(policy.program.rules)
    mixed.shuffle(rules)
    policy.program = Program.of(policy.program.policy, rules)
    assert _said(policy.run(*given)) == first
    alone = {
        repr(found)
        for one in rules
        for found in _with(policy, Program.of(policy.program.policy, [one])).run(*given).findings
    }
    assert alone == set(first[0])


def _with(policy: Policy, program: Program) -> Policy:
    policy.program = program
    return policy
