from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.engine.world import World
from policycheck.model.moment import parse_moment
from policycheck.model.waiver import WaiverState
from policycheck.policy.waiver_rules import WaiverRules
from policycheck.source import Source
from policycheck.waive.standing import Ground
from policycheck.waive.standing import judged as judge
from policycheck.waive.targets import Targets
from policycheck.waive.written import read_waivers

from .agency import NOW, PROJECT, covered, entries, judged, said, waiver, write_agency

INVALID = {
    "no-approver-on-record": (
        waiver(approved_by="orti"),
        "5:18 … the approver 'orti' is not on record; did you mean ortiz?",
    ),
    "another-account": (
        waiver(approved_by="chen"),
        (
            "5:18 … chen did not hold the role legal or owner on account epa-flickr on 2026-10-01; "
            "ask somebody who did: ortiz"
        ),
    ),
    "has-left": (
        waiver(approved_by="bell"),
        (
            "5:18 … bell did not hold the role legal or owner on account epa-flickr on 2026-10-01 "
            "(three was not in force); ask somebody who did: ortiz"
        ),
    ),
    "before-the-role": (
        waiver(granted="2025-12-31", expires="2026-01-31"),
        (
            "5:18 … ortiz did not hold the role legal or owner on account epa-flickr on 2025-12-31 "
            "(one was not in force); ask somebody who did: bell"
        ),
    ),
    "unknown-rule": (
        waiver(rule="SEC-01"),
        "2:11 … no rule has the id SEC-01; did you mean SEC-001?",
    ),
    "built-in-rule": (
        waiver(rule="policycheck:unknown-field"),
        "2:11 … policycheck:unknown-field is a built-in rule; those are ignored, never waived",
    ),
    "locked-rule": (
        waiver(rule="LCK-001"),
        (
            "2:11 … the policy does not let LCK-001 be waived; "
            "correct the record; the rule says waivable: false"
        ),
    ),
    "no-expiry": (waiver(expires=""), "2:5 … expires is missing; write expires: and its value"),
    "empty-expiry": (
        waiver(expires=" "),
        "7:5 … expires has no value; give it one, or remove the key",
    ),
    "ends-before-it-begins": (
        waiver(expires="2026-09-30"),
        (
            "7:14 … it expires (2026-09-30) before it is granted (2026-10-01); "
            "exchange the dates, or correct one"
        ),
    ),
    "never": (
        waiver(expires="never"),
        (
            "7:14 … expires 'never': expected a date such as 2026-12-01 or an instant such as "
            "2026-12-01T09:00Z; write year-month-day, such as 2026-12-01; every waiver ends"
        ),
    ),
    "slashes": (
        waiver(expires="2026/12/15"),
        (
            "7:14 … expires '2026/12/15': expected a date such as 2026-12-01 or an instant such as "
            "2026-12-01T09:00Z; write year-month-day, such as 2026-12-01; every waiver ends"
        ),
    ),
    "no-such-day": (
        waiver(granted="2026-02-30"),
        (
            "6:14 … granted '2026-02-30': there is no such date or time; "
            "write year-month-day, such as 2026-12-01"
        ),
    ),
    "future": (
        waiver(granted="2026-11-21"),
        "6:14 … it is granted in the future, on 2026-11-21; correct the date, or wait until then",
    ),
    "too-long": (
        waiver(expires="2026-12-31"),
        (
            "7:14 … it lasts 91 days, and for severity error 90 is most; "
            "let it expire after 90 days, and have it approved again"
        ),
    ),
    "whole-kind": (
        waiver(record="{kind: account}"),
        (
            "3:14 … a waiver names one record, or the records of one account; never a whole kind; "
            "write record: {id: …}, or record: {account: …}"
        ),
    ),
    "any-record": (
        waiver(record="{id: '*'}"),
        (
            "3:18 … a waiver names one record, or the records of one account; never a whole kind; "
            "write record: {id: …}, or record: {account: …}"
        ),
    ),
    "both": (
        waiver(record="{id: epa-flickr, account: epa-flickr}"),
        (
            "3:14 … a waiver names either a record, by id and kind, or an account; "
            "write record: {id: …}, or record: {account: …}, not both"
        ),
    ),
    "unknown-kind": (
        waiver(record="{id: epa-flickr, kind: acount}"),
        "3:36 … unknown kind of record acount; did you mean account?",
    ),
    "evidence": (
        waiver(evidence="decision 17"),
        "8:15 … evidence 'decision 17' is not an address; write one that begins with https://",
    ),
    "misspelt-key": (
        waiver(evidense="https://agency.example/17"),
        "8:5 … unknown key evidense; did you mean evidence?",
    ),
    "blank-reason": (
        waiver(reason='" "'),
        "4:13 … reason: the text is empty; write a few words",
    ),
    "not-a-waiver": (
        "  - SEC-001\n",
        "2:5 … expected keys with values, found 'SEC-001'; write keys with values",
    ),
}


@pytest.mark.parametrize("case", INVALID)
def test_an_invalid_waiver_is_an_error_where_it_is_wrong_and_covers_nothing(
    tmp_path: Path, case: str
) -> None:
    text, expected = INVALID[case]
    folder = write_agency(tmp_path, text)
    done = judged(folder)
    found = [one.removeprefix("error ") for one in said(done)]
    assert len(found) == 1, found
    place, _, words = expected.partition(" … ")
    assert found[0].startswith(f"{place} the waiver of ")
    assert found[0].endswith(f" is invalid: {words}")
    assert done.report.summary.waived == 0
    (entry,) = entries(folder)
    assert entry.state is WaiverState.INVALID
    assert entry.why[0] in found[0]
    assert done.report.errors == ()


def test_a_waiver_of_exactly_the_most_days_is_not_too_long(tmp_path: Path) -> None:
    folder = write_agency(tmp_path, waiver(expires="2026-12-30"))
    assert said(judged(folder)) == []
    assert covered(folder, "2026-12-30")


@pytest.mark.parametrize("expires", ["9999-12-31", "9999-12-31T23:59:59Z"])
def test_the_end_of_the_calendar_is_too_long_and_no_accident(tmp_path: Path, expires: str) -> None:
    (entry,) = entries(write_agency(tmp_path, waiver(expires=expires)))
    assert entry.why[0].startswith("it lasts 2,9")


@pytest.mark.parametrize("granted", ["0001-01-01", "0001-01-01T00:00:00+14:00"])
def test_the_beginning_of_the_calendar_is_no_accident(tmp_path: Path, granted: str) -> None:
    (entry,) = entries(write_agency(tmp_path, waiver(granted=granted)))
    assert entry.state is WaiverState.INVALID


def test_an_instant_without_zone_is_refused_where_the_project_declares_none(tmp_path: Path) -> None:
    project = PROJECT.replace("timezone: America/New_York\n", "")
    folder = write_agency(tmp_path, waiver(expires="2026-12-15T09:00"), policycheck=project)
    (found,) = said(judged(folder))
    assert "expires '2026-12-15T09:00': an instant needs a zone: write 2026-12-01T09:00Z" in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- rule: SEC-001\n", "1:1: a file of waivers holds waivers: and a list"),
        ("waiver: []\n", "1:1: unknown key waiver"),
        ("waivers: yes\n", "1:10: waivers is a list"),
        ("waivers:\n  - rule: a\n    rule: b\n", "3:5: the key 'rule' stands here a second time"),
        ("waivers: [\n", "2:1: a value is missing before this sign"),
    ],
)
def test_a_file_that_cannot_be_understood_is_an_input_error(
    tmp_path: Path, text: str, expected: str
) -> None:
    done = judged(write_agency(tmp_path, waivers=text))
    assert str(done.report.errors[0]).startswith(f"waivers.yaml:{expected}")
    assert done.report.errors[0].help


@pytest.mark.parametrize("text", ["", "# none yet\n", "waivers:\n", "waivers: []\n"])
def test_no_waivers_are_no_mistake(tmp_path: Path, text: str) -> None:
    done = judged(write_agency(tmp_path, waivers=text))
    assert (done.report.errors, done.waivers, said(done)) == ((), [], [])


WHOLE = "waivers:\n" + waiver(evidence="https://a.example/1") + waiver(expires="2026-10-01T09:00Z")
SIGNS = "{}[]:,-'\"|>&*!#\n\t 0aé\u2028"


@given(st.data())
def test_whatever_a_file_holds_it_is_read_or_refused_with_places(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WHOLE)))
    end = data.draw(st.integers(start, min(start + 30, len(WHOLE))))
    text = WHOLE[:start] + data.draw(st.text(SIGNS, max_size=6)) + WHOLE[end:]
    now = parse_moment(NOW, None)
    source = Source("w.yaml", text)
    waivers, problems = read_waivers([source], None)
    ground = Ground(frozenset({"SEC-001"}), {}, WaiverRules(), World(), now, None)
    for one in judge(waivers, Targets.named_by(waivers), ground):
        assert one.state is WaiverState.INVALID  # nobody is on record
        for flaw in one.flaws:
            assert flaw.message
            assert flaw.advice
            assert 0 <= flaw.span.start <= flaw.span.end <= len(text)
    for problem in problems:
        assert problem.help
        assert 1 <= problem.line <= source.last_line
