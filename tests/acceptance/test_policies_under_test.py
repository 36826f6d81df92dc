"""All shipped packs and examples under `policycheck test`: every test comes out, and soon."""

from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.model.trials import Word
from policycheck.policy.load import pack_names
from policycheck.tasks.projects import project_at
from policycheck.tasks.proving import ProvingRequest, prove

EXAMPLES = Path(__file__).parents[2] / "examples"
LEVELS = ("department.yaml", "agency.yaml", "office.yaml")


def test_every_shipped_pack_is_validated_in_seconds(tmp_path: Path) -> None:
    report = prove(ProvingRequest(pack_names(), tmp_path))
    assert [one.message for one in report.findings] == []
    assert report.errors == ()
    assert report.trials is not None
    assert report.trials.words == {Word.VALIDATED: len(report.trials.cases)}
    assert report.trials.examples > 1600
    assert report.trials.suites > len(pack_names())
    assert report.summary.seconds < 20


@pytest.mark.parametrize(
    ("folder", "policies", "suites"),
    [
        ("agency", (), 1),
        ("levels", LEVELS, 1),
        ("profiles", (), 0),
        ("registry", (), 0),
        ("mishaps/01-secgov", (), 0),
    ],
)
def test_every_example_of_a_project_is_validated(
    folder: str, policies: tuple[str, ...], suites: int
) -> None:
    base = EXAMPLES / folder
    report = prove(ProvingRequest(policies, base, project_at(base)))
    assert [one.message for one in report.findings] == []
    assert report.errors == ()
    assert report.trials is not None
    own = {one.path for one in report.trials.cases if one.path.endswith(".test.yaml")}
    assert len([one for one in own if not one.startswith("rules/")]) == suites


@pytest.mark.parametrize(
    ("tightened", "loosened", "record"),
    [
        ("  longest_post: 200\n", "  longest_post: 240\n", "long"),
        ("    check: {max: 2}\n", "    check: {max: 5}\n", "tags"),
    ],
)
def test_the_suite_of_the_office_tells_that_a_rule_was_loosened(
    tmp_path: Path, tightened: str, loosened: str, record: str
) -> None:
    for file in (EXAMPLES / "levels").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        if file.name == "office.yaml":
            assert tightened in text
            text = text.replace(tightened, loosened)
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    report = prove(ProvingRequest(("office.yaml",), tmp_path))
    (finding,) = report.findings
    assert finding.message.startswith("missing: ")
    assert f"on post {record} lets through" in finding.message
