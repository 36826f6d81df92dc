from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict

from policycheck.engine.veil import Veil
from policycheck.engine.veil import _low as low
from policycheck.errors import Problem
from policycheck.model.finding import Finding, RecordName, Unknown
from tests.engine.made import Policy, record, rule

SECRET = "078-05-1120"
RULES = "rules:\n" + "".join(
    [
        rule("{kind: sensitive-data, detectors: [us-ssn, email]}", "message: '{text}'", id_="S"),
        rule("{kind: forbidden-text, phrases: [claim]}", "message: 'in {text}'", id_="T"),
        rule("{kind: no-repeats, scope: project}", id_="U"),
        rule("{kind: field, path: lang, is: en}", "message: '{text}'", id_="V"),
    ]
)


def veiled(folder: Path, *texts: str, path: str = "r{}.yaml") -> list[Finding]:
    policy = Policy(folder, RULES)
    assert policy.problems == []
    given = [record(text, path=path.format(n)) for n, text in enumerate(texts)]
    result = policy.run(*given)
    assert result.secrets
    veil = Veil(result.secrets)
    return [veil.finding(one) for one in result.findings]


def test_a_secret_is_in_no_part_of_any_finding(tmp_path: Path) -> None:
    text = f"text: Claim {SECRET} by a@b.gov, again {SECRET}"
    found = veiled(tmp_path, f"id: a\n{text}\n", f"id: b\n{text}\n")
    assert {one.rule for one in found} == {"S", "T", "U", "V"}
    assert any(one.related for one in found)
    said = json.dumps([asdict(one) for one in found], default=str)
    assert SECRET not in said
    assert "a@b.gov" not in said
    assert "***-**-****" in said


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (f'{{"id": "a", "text": "Claim 078\\u002d05-1120 or {SECRET}"}}', "r{}.json"),
        (f'id: a\ntext: "Claim 078\\x2d05-1120 or {SECRET}"\n', "r{}.yaml"),
        (f'{{"id": "a", "text": "Claim 078\\u002d05-1120", "lang": "{SECRET}"}}', "r{}.json"),
    ],
)
def test_a_secret_is_covered_however_the_file_spells_it(
    tmp_path: Path, text: str, path: str
) -> None:
    said = repr(veiled(tmp_path, text, path=path))
    for shape in (SECRET, "078", "1120", "u002d05", "x2d05"):
        assert shape not in said, shape


def test_a_secret_over_two_lines_is_covered_on_both(tmp_path: Path) -> None:
    said = repr(veiled(tmp_path, "id: a\ntext: >\n  claim 4 a\n  078-05-1120 and\n  b@c.gov\n"))
    assert "1120" not in said
    veil = Veil(["4111 1111\n 1111 1111"])
    assert veil.text("  4111 1111") == "  **** ****"
    assert veil.text(" 1111 1111 x") == " **** **** x"


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=8), max_size=5))
def test_what_is_covered_keeps_its_length_and_shows_no_letter_of_it(
    text: str, secrets: list[str]
) -> None:
    whole = text.join(["", *secrets, ""])
    shown = Veil(secrets).text(whole)
    assert len(shown) == len(whole)
    for secret in (one.strip() for one in secrets):
        plain = secret.isascii() and secret.isprintable() and any(map(str.isalnum, secret))
        if plain and len(secret) >= 3:
            assert secret.lower() not in shown.lower()


def test_secrets_that_overlap_are_both_covered() -> None:
    assert Veil(["abc123", "123456"]).text("x abc123456 y") == "x ********* y"


def test_capitals_do_not_uncover_a_secret() -> None:
    assert Veil(["Jane@Epa.gov"]).text("to JANE@EPA.GOV") == "to ****@***.***"


def test_problems_and_reasons_are_covered_too() -> None:
    veil = Veil([SECRET])
    problem = veil.problem(Problem("a", 1, 1, f"found {SECRET!r}", "help"))
    assert problem.message == "found '***-**-****'"
    unknown = veil.unknown(Unknown("R", RecordName("post", "a"), ("x",), f"{SECRET} is no date"))
    assert unknown.why == "***-**-**** is no date"


def test_without_secrets_nothing_changes() -> None:
    assert Veil([]).text(SECRET) == SECRET


def one_by_one(text: str) -> str:
    return "".join(small if len(small := one.lower()) == 1 else one for one in text)


@given(st.text() | st.text(alphabet="aBİiΣσς ßẞ"))
def test_a_text_is_made_small_letter_by_letter(text: str) -> None:
    assert low(text) == one_by_one(text)


def test_every_letter_is_made_small_alike_in_any_company() -> None:
    for code in range(sys.maxunicode + 1):
        text = f"a{chr(code)}"
        assert low(text) == one_by_one(text), hex(code)
