"""What a kept policy rests on besides its files (platforms, time zones), and rules through time."""

from __future__ import annotations

import shutil
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from policycheck.model.report import Report
from policycheck.policy import profiles
from policycheck.policy.kept.slot import zone_file
from policycheck.policy.shipped import shipped
from policycheck.tasks import keeping

from .asking import POLICY, Reads, kept_files, report_of, write

#: A post in Tokyo's evening is of the next day there; the rule begins with that day.
ZONED = {
    "policycheck.yaml": "policy: policy.yaml\ntimezone: Asia/Tokyo\nrecords: {posts: ['*.md']}\n",
    "policy.yaml": POLICY.replace("    check:", "    effective: {from: 2026-11-21}\n    check:"),
    "draft.md": "---\npublish_at: 2026-11-20T16:00:00Z\n---\nOur waste\n",
}
LIMITED = {
    "policycheck.yaml": "policy: policy.yaml\nrecords: {posts: ['*.md']}\n",
    "policy.yaml": POLICY.replace("forbidden-text, phrases: [waste]", "platform-limits"),
    "draft.md": f"---\nplatform: x\n---\n{'rain ' * 50}\n",
}
DATED = {
    "policycheck.yaml": "policy: policy.yaml\nrecords: {posts: ['*.md']}\n",
    "policy.yaml": """\
policycheck: 1
id: town
title: Town
params:
  bad:
    - {value: [waste], to: 2026-05-31}
    - {value: [rain], from: 2026-06-01}
rules:
  - id: T-1
    title: No waste
    applies_to: post
    severity: error
    stages:
      - {from: 2026-01-01, mode: observe}
      - {from: 2026-04-01, mode: warn}
      - {from: 2026-07-01, mode: enforce}
    check: {kind: forbidden-text, phrases: $bad}
""",
    "draft.md": "Our waste and rain\n",
}


def said(report: Report) -> list[tuple[str, str, bool]]:
    return [(one.message, str(one.severity), one.observed) for one in report.findings]


@pytest.fixture
def zones(tmp_path: Path) -> Iterator[Path]:
    """A folder of time zones of one's own, in which Tokyo is as it is."""
    tokyo = zone_file(ZoneInfo("Asia/Tokyo"))
    assert tokyo is not None
    own = tmp_path / "zones"
    (own / "Asia").mkdir(parents=True)
    shutil.copy(tokyo, own / "Asia/Tokyo")
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath([str(own)])
    ZoneInfo.clear_cache()
    yield own
    zoneinfo.reset_tzpath(before)
    ZoneInfo.clear_cache()


def test_new_rules_of_a_time_zone_are_followed(
    zones: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = zone_file(ZoneInfo("Asia/Tokyo"))
    assert elsewhere == zones / "Asia/Tokyo"
    folder, cache = write(tmp_path / "p", ZONED), tmp_path / "cache"
    reads = Reads(monkeypatch)
    before = said(report_of(folder, cache))
    assert said(report_of(folder, cache)) == before != []
    assert reads.times == 1
    zoneinfo.reset_tzpath([path for path in zoneinfo.TZPATH if path != str(zones)] or None)
    london = zone_file(ZoneInfo("Europe/London"))
    assert london is not None
    shutil.copy(london, zones / "Asia/Tokyo")  # as if Japan had moved to Greenwich
    zoneinfo.reset_tzpath([str(zones)])
    ZoneInfo.clear_cache()
    assert said(report_of(folder, cache)) == []
    assert reads.times == 2


def test_a_new_limit_of_a_platform_is_kept_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(shipped("rules") / "platforms", rules / "platforms")

    def own(name: str) -> Path:
        return rules if name == "rules" else shipped(name)

    monkeypatch.setattr(profiles, "shipped", own)
    monkeypatch.setattr(keeping, "shipped", own)
    folder, cache = write(tmp_path / "p", LIMITED), tmp_path / "cache"
    reads = Reads(monkeypatch)
    try:
        for times, limit in enumerate((280, 200), 1):
            file = rules / "platforms/x.yaml"
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("value: 280", f"value: {limit}"), encoding="utf-8")
            profiles.load_profiles.cache_clear()
            first, second = report_of(folder, cache), report_of(folder, cache)
            assert said(first) == said(second)
            assert bool(said(first)) is (limit < 249)
            assert reads.times == times
    finally:
        profiles.load_profiles.cache_clear()


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("2025-12-31", []),
        ("2026-02-01", [("“waste” is not to be used", "info", True)]),
        ("2026-05-01", [("“waste” is not to be used", "warning", False)]),
        ("2026-06-15", [("“rain” is not to be used", "warning", False)]),
        ("2026-08-01", [("“rain” is not to be used", "error", False)]),
    ],
)
def test_one_kept_policy_serves_every_day(
    when: str, found: list[tuple[str, str, bool]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = write(tmp_path / "p", DATED), tmp_path / "cache"
    report_of(folder, cache)
    reads = Reads(monkeypatch)
    now = datetime.fromisoformat(when).replace(tzinfo=UTC)
    report = report_of(folder, cache, now=now)
    assert reads.times == 0
    assert said(report) == found
    assert report == report_of(folder, None, now=now)
    assert len(kept_files(cache)) == 1
