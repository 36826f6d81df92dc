from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from policycheck.model.audit import Audit, Cells, MissingField, Standing
from policycheck.reports import FORMATS, Style, render
from policycheck.reports.matrix import matrix, percent
from policycheck.text.harmless import shown
from tests.cli.running import ROOT, run, steady
from tests.reports.sample import REPORT

from .agency import write_agency

GROUPS = {f"GROUP{number}": (f"GROUP{number}-1",) for number in range(20)}
ROWS = tuple(
    Standing(f"account-{number:03}", Cells(passed=number, failed=1), {"GROUP3": Cells(1, 1)})
    for number in range(50)
)
MISSING = tuple(
    MissingField(
        "post", f"{number}.{'long_' * 9}", 2, tuple(f"a-rule-named-{at}" for at in range(9))
    )
    for number in range(12)
)
WIDE = Audit(GROUPS, Cells(50, 50), ROWS, (), (), MISSING, ())
COLOURED = re.compile(r"\x1b\[[0-9;]*m")


TABLES = """\
Accounts by groups of rules
                        score  coverage  SEC    ACC  TXT  MOD  policy
ag-fb                    33 %     100 %  2!     ok
ag-x                     66 %     100 %  ok     ok   1!   1!
ag-yt                    50 %     100 %  ok     2!
ag-li                   100 %      33 %  2?     ok
(person of no account)  100 %     100 %                        ok
(post of no account)    100 %     100 %              ok
all                      62 %      88 %  2! 2?  2!   1!   1!   ok

2! failed  3? undecided  4~ waived  ok all passed  blank: none applied

Organisations
              score  coverage  accounts  failed  unknown
Press Office   55 %     100 %         2       4        0
Agency A       50 %     100 %         1       2        0
Agency B       50 %     100 %         1       2        0
Field Office  100 %      33 %         1       0        2

What was missing where rules are undecided
1  account: credential.store  SEC-002
1  account: mfa.enabled       SEC-001

Checked 4 accounts, 1 moderation, 1 person, 3 posts against 7 rules: \
3 errors, 3 warnings, 2 unknown in … s
"""


def tables(style: Style, audit: Audit = WIDE) -> list[str]:
    return "".join(matrix(audit, style)).split("\n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_agency(tmp_path_factory.mktemp("agency"))


def test_the_terminal_shows_accounts_organisations_and_gaps(folder: Path) -> None:
    done = run(folder, "audit")
    assert done.status == 1
    assert done.stderr == ""
    assert steady(done.stdout) == TABLES


@pytest.mark.parametrize("format_", [name for name in FORMATS if name not in {"full", "html"}])
def test_other_formats_write_what_check_writes(folder: Path, format_: str) -> None:
    audited, checked = (run(folder, name, "--format", format_) for name in ("audit", "check"))
    assert audited.status == checked.status == 1
    if format_ == "json":
        whole = json.loads(audited.stdout)
        del whole["audit"]
        whole["summary"]["seconds"] = 0
        plain = json.loads(checked.stdout)
        plain["summary"]["seconds"] = 0
        assert whole == plain
    else:
        assert steady(audited.stdout) == steady(checked.stdout)


def test_the_json_report_keeps_to_its_schema(folder: Path) -> None:
    schema = json.loads((ROOT / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
    document = json.loads(run(folder, "audit", "--format", "json").stdout)
    assert list(Draft202012Validator(schema).iter_errors(document)) == []
    accounts = {one["account"]: one for one in document["audit"]["accounts"]}
    assert accounts["ag-li"]["score"] == 1
    assert accounts["ag-li"]["coverage"] == 0.3333
    assert document["audit"]["groups"]["SEC"] == ["SEC-001", "SEC-002"]
    del document["audit"]["total"]["score"]
    assert list(Draft202012Validator(schema).iter_errors(document))


def test_nothing_decided_is_a_dash(folder: Path) -> None:
    done = run(folder, "audit", "--select", "TXT-001")
    assert re.search(r"^ag-yt +- +-$", done.stdout, re.MULTILINE)
    done = run(folder, "audit", "exported.csv", "--select", "SEC-*")
    assert re.search(r"^ag-li +- +0 % +2\?$", done.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("share", "words"),
    [(None, "-"), (1.0, "100 %"), (0.9999, "99 %"), (0.0, "0 %"), (0.001, "<1 %"), (0.29, "29 %")],
)
def test_only_all_of_it_is_a_hundred_per_cent(share: float | None, words: str) -> None:
    assert percent(share) == words


@pytest.mark.parametrize("columns", [70, 80, 120])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    lines = tables(Style(width=columns))
    titles = [line for line in lines if line.startswith("Accounts by")]
    assert titles[1:] == ["Accounts by groups of rules, continued"] * (len(titles) - 1)
    headed = " ".join(lines).split()
    assert all(group in headed for group in GROUPS)
    assert all(shown(line).width <= columns for line in lines)


def test_a_terminal_shows_the_worst_and_counts_the_rest() -> None:
    listed = [line for line in tables(Style(width=300)) if line.startswith("account-")]
    assert len(listed) == 30
    assert any(line.startswith("20 rows more") for line in tables(Style(width=300)))


def test_what_is_piped_is_whole() -> None:
    lines = tables(Style())
    assert sum(line.startswith("account-") for line in lines) == 50
    assert sum(line.startswith("Accounts by") for line in lines) == 1


def test_colours_take_no_room_and_change_no_word() -> None:
    coloured = tables(Style(colour=True, width=80))
    assert [COLOURED.sub("", line) for line in coloured] == tables(Style(width=80))
    assert "\x1b[1;31m1!\x1b[0m" in "".join(coloured)


def test_names_can_do_nothing_to_a_terminal() -> None:
    row = Standing("a\x1b[31m\u202ename", Cells(passed=1), {"G\x1b": Cells(passed=1)}, "o\n")
    audit = Audit({"G\x1b": ("G\x1b-1",)}, Cells(passed=1), (row,), (row,), (row,), (), ())
    for style in (Style(), Style(width=80)):
        text = "".join(matrix(audit, style))
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "ok" in text


def test_a_report_without_audit_has_none() -> None:
    assert "audit" not in json.loads("".join(render("json", REPORT)))
