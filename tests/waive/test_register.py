from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from policycheck.reports.format import Style
from policycheck.reports.register import REGISTER_FORMATS, load_register_format
from policycheck.tasks.waivers import register
from tests.cli.running import run

from .agency import NOW, PROJECT, request, waiver, write_agency

MANY = (
    waiver(expires="2026-12-30"),
    waiver(rule="TXT-001", record="{account: epa-x}", approved_by="chen", reason='"=1+1"'),
    waiver(rule="ROL-001", record="{id: three}", expires="2026-11-01", reason='"@SUM(A1)"'),
    waiver(record="{id: epa-x}", approved_by="chen", reason='" -2"'),
    waiver(expires="never", reason='"two\\nlines, and a comma"', evidence="https://a.example/1"),
)


def written(folder: Path, name: str, width: int | None = None) -> str:
    made, _ = register(request(folder))
    return "".join(load_register_format(name).render(made, Style(width=width)))


def test_the_table_has_a_row_for_each_waiver_and_ends_with_the_counts(tmp_path: Path) -> None:
    lines = written(write_agency(tmp_path, *MANY), "table").split("\n")
    assert lines[0].split("  ")[0] == "rule"
    assert [line.split()[0] for line in lines[1:6]] == ["SEC-001", "TXT-001", "ROL-001"] + [
        "SEC-001"
    ] * 2
    assert lines[-2] == "5 waivers: 1 in force, 1 expiring, 1 expired, 1 unused, 1 invalid"
    assert "two\\nlines, and a comma" in lines[5]


def test_no_cell_of_the_csv_can_become_a_formula(tmp_path: Path) -> None:
    text = written(write_agency(tmp_path, *MANY), "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["reason"] for row in rows][1:4] == ["'=1+1", "'@SUM(A1)", "' -2"]
    assert rows[4]["reason"] == "two\\nlines, and a comma"
    assert text.count("\n") == 6
    for row in rows:
        for name, cell in row.items():
            assert name == "days left" or not cell.lstrip().startswith(("=", "+", "-", "@"))


def test_in_markdown_every_waiver_is_a_row_and_every_text_only_text(tmp_path: Path) -> None:
    nasty = waiver(reason="'| `x` @epa <b> [l](http://x)'")
    text = written(write_agency(tmp_path, *MANY, nasty), "markdown")
    assert text.startswith("## 6 waivers: ")
    rows = [line for line in text.split("\n") if line.startswith("| ")]
    assert len(rows) == 2 + 6
    assert len({row.count("|") for row in rows}) == 1
    assert not re.search(r"@epa|<b>|\]\(|`|://", text)


def test_the_json_says_everything(tmp_path: Path) -> None:
    document = json.loads(written(write_agency(tmp_path, *MANY), "json"))
    assert document["as_of"] == NOW
    assert sum(document["summary"].values()) == len(MANY) == len(document["waivers"])
    assert document["waivers"][1]["record"] == {"id": None, "kind": None, "account": "epa-x"}
    last = document["waivers"][4]
    assert (last["state"], last["days_left"], last["expires"]) == ("invalid", None, "never")
    assert last["evidence"] == "https://a.example/1"
    assert last["location"] == {"path": "waivers.yaml", "line": 26, "column": 5}


def test_a_terminal_cuts_reasons_and_a_pipe_nothing(tmp_path: Path) -> None:
    folder = write_agency(tmp_path, waiver(reason="long " * 60))
    assert "long " * 59 in written(folder, "table")
    assert max(map(len, written(folder, "table", 120).split("\n"))) <= 120


@pytest.mark.parametrize(
    ("waivers", "options", "status"),
    [
        ((waiver(),), (), 0),
        ((waiver(expires="never"),), (), 1),
        ((waiver(expires="never"),), ("--fail-on", "never"), 0),
        ((waiver(record="{id: epa-x}", approved_by="chen"),), (), 0),
        ((waiver(record="{id: epa-x}", approved_by="chen"),), ("--fail-on", "warning"), 1),
        ((waiver(expires="2026-11-01"),), ("--fail-on", "warning"), 1),
        ((waiver(expires="2026-11-01"),), ("--as-of", "2026-10-31", "--fail-on", "warning"), 0),
    ],
)
@pytest.mark.parametrize("format_", REGISTER_FORMATS)
def test_the_status_is_that_of_the_waivers_whatever_else_fails(
    tmp_path: Path, waivers: tuple[str, ...], options: tuple[str, ...], status: int, format_: str
) -> None:
    write_agency(tmp_path, *waivers)
    done = run(tmp_path, "waivers", "--as-of", NOW, "--format", format_, *options)
    assert done.status == status


def test_a_file_gets_what_standard_output_would(tmp_path: Path) -> None:
    write_agency(tmp_path, *MANY)
    for format_ in REGISTER_FORMATS:
        command = ("waivers", "--as-of", NOW, "--format", format_)
        shown = run(tmp_path, *command)
        done = run(tmp_path, *command, "--output", "out")
        assert (done.stdout, (tmp_path / "out").read_text("utf-8")) == ("", shown.stdout)
        assert done.stderr.split("\n")[-2].startswith("5 waivers: ")


def test_what_cannot_be_read_ends_in_status_two_and_the_rest_is_listed(tmp_path: Path) -> None:
    project = PROJECT.replace("waivers.yaml", "[waivers.yaml, other.yaml]")
    write_agency(tmp_path, waiver(), policycheck=project, other="waivers: none\n")
    done = run(tmp_path, "waivers", "--as-of", NOW)
    assert done.status == 2
    assert done.stderr.startswith("other.yaml:1:10: waivers is a list [wrong-type]\n")
    assert "1 waiver: " in done.stdout


def test_without_a_project_or_a_file_it_says_what_to_do(tmp_path: Path) -> None:
    done = run(tmp_path, "waivers")
    assert done.status == 2
    assert "waivers belong to a project" in done.stderr
    write_agency(tmp_path, policycheck=PROJECT.replace("waivers: waivers.yaml\n", ""))
    done = run(tmp_path, "waivers")
    assert (done.status, done.stderr) == (0, "")
    assert "write in it: waivers: waivers.yaml\n0 waivers\n" in done.stdout
