from __future__ import annotations

import json
from pathlib import Path

from policycheck.policy.schema import all_schemas

from .running import run


def test_schemas_are_listed_by_name_and_each_is_printed(tmp_path: Path) -> None:
    names = run(tmp_path, "schema").stdout.split()
    by_hand = {"backtest", "coverage", "diff", "mutation", "report", "rules", "suite", "waivers"}
    assert names == sorted({*all_schemas(), *by_hand})
    for name in names:
        assert "$schema" in json.loads(run(tmp_path, "schema", name).stdout)


def test_a_folder_is_out_of_date_until_it_is_written(tmp_path: Path) -> None:
    before = run(tmp_path, "schema", "--check", ".")
    assert before.status == 1
    assert "out of date: post.schema.json; run policycheck schema --write ." in before.stderr
    written = run(tmp_path, "schema", "--write", ".")
    assert "written: post.schema.json\n" in written.stdout
    assert run(tmp_path, "schema", "--write", ".").stdout == ""
    assert run(tmp_path, "schema", "--check", ".").status == 0
    (tmp_path / "post.schema.json").write_text("{}")
    stale = run(tmp_path, "schema", "--check", ".")
    assert (stale.status, stale.stderr.count("out of date")) == (1, 1)
