"""A mapping reaches a list that stands inside something else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from policycheck.tasks.check import CheckRequest, check
from policycheck.tasks.projects import project_at


def test_a_mapping_reads_the_list_at_the_path_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "policycheck.yaml").write_text(
        "policy: policy.yaml\nmappings:\n"
        "  - {files: [tools.yml], as: posts, records: export.items, fields: {text: words}}\n"
    )
    (tmp_path / "policy.yaml").write_text(
        "policycheck: 1\nid: a\ntitle: A\nrules:\n  - {id: R, title: R, applies_to: post,"
        " severity: error, check: {kind: forbidden-text, phrases: [click here]}}\n"
    )
    (tmp_path / "tools.yml").write_text(
        "export:\n  items:\n    - words: rain\n    - words: click here\n"
    )
    now = datetime(2026, 11, 1, tzinfo=UTC)
    report = check(CheckRequest(paths=(), base=tmp_path, now=now, project=project_at(tmp_path)))
    assert report.errors == ()
    assert report.summary.records == {"post": 2}
    assert [str(finding.location) for finding in report.findings] == ["tools.yml:4:14"]
