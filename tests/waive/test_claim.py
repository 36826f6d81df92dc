from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.waive.claim import Claim, claim_in
from policycheck.waive.perhaps import may_claim


def claim(text: str) -> Claim:
    found = claim_in(text)
    assert found is not None, text
    return found


def test_rules_and_reason_are_read_with_their_places() -> None:
    text = " policycheck: allow LNK-002,  TXT-001 -- the partner's\n address "
    found = claim(text)
    assert not found.faults
    assert [one.rule for one in found.rules] == ["LNK-002", "TXT-001"]
    assert [text[one.start : one.end] for one in found.rules] == ["LNK-002", "TXT-001"]
    assert found.reason == "the partner's address"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " a note",
        " policy checks: see the handbook",
        " policycheck reads this file",
        " policycheck allows 280 characters",
        " police: allow LNK-002 -- x",
        " noqa: LNK-002",
        " publish: allow all",
    ],
)
def test_a_comment_about_something_else_is_none(text: str) -> None:
    assert claim_in(text) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("policycheck: allow LNK-002", "no reason is given after two hyphens"),
        ("policycheck: allow LNK-002 --", "no reason is given"),
        ("policycheck: allow LNK-002 -- …!", "no reason is given"),
        ("policycheck: allow LNK-002 \u2014 a dash", "no reason is given after two hyphens"),
        ("policycheck: allow -- a reason", "no rule is named here"),
        ("policycheck: allow", "no rule is named here"),
        ("policycheck: allow LNK-002,, TXT-001 -- a reason", "no rule is named here"),
        ("policycheck: alow LNK-002 -- a reason", "expected allow, found alow"),
        ("policycheck: ALLOW LNK-002 -- a reason", "expected allow, found ALLOW"),
        ("policycheck: disable LNK-002 -- a reason", "expected allow, found disable"),
        ("policycheck:", "expected allow, found nothing"),
        ("policychek: allow LNK-002 -- a reason", "expected policycheck:, found policychek:"),
        ("policy-check: alow LNK-002 -- x", "expected policycheck:, found policy-check:"),
        ("PolicyCheck: allow LNK-002 -- x", "expected policycheck:, found PolicyCheck:"),
        ("policycheck allow LNK-002 -- a reason", "expected policycheck:, found policycheck"),
    ],
)
def test_what_is_wrong_is_said_and_suppresses_nothing(text: str, message: str) -> None:
    found = claim(text)
    assert [fault.message for fault in found.faults] == [message]
    assert not found.rules
    assert all(0 <= one.start <= one.end <= len(text) for one in found.faults)
    assert all(fault.advice for fault in found.faults)


@pytest.mark.parametrize("sign", ["#", "##", "# ", "<!--", "<!-- ", "<!--\n"])
@pytest.mark.parametrize(
    "mark", ["policycheck", "policychek", "plicychec", "Policy-Check", "polixyxheck"]
)
def test_no_file_with_such_a_comment_is_passed_over(sign: str, mark: str) -> None:
    assert may_claim(f"text {sign}{mark}: allow A-1 -- x")
    assert claim_in(f"{sign.removeprefix('<!--')}{mark}: allow A-1 -- x")
    assert not may_claim(f"A #hashtag, <!-- a note -->, and {mark}")


RULES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,9}", fullmatch=True)
REASONS = st.text(min_size=1, max_size=40).filter(lambda text: any(map(str.isalnum, text)))


@given(st.lists(RULES, min_size=1, max_size=4), REASONS)
def test_any_rules_and_any_reason_come_back(rules: list[str], reason: str) -> None:
    found = claim(f" policycheck: allow {', '.join(rules)} -- {reason} ")
    assert [one.rule for one in found.rules] == rules
    assert found.reason == " ".join(reason.split())


@given(st.text(max_size=60))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    for given_text in (text, f"policycheck: {text}", f"policycheck: allow {text}"):
        found = claim_in(given_text)
        assert found is None or bool(found.faults) != bool(found.rules)
