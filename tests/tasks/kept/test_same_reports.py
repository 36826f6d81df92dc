"""A kept policy says the same as one that was read: every rule of every pack, on every example."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from policycheck.model.registry import RECORD_KINDS
from policycheck.model.report import Report
from policycheck.policy.rule_file import pack_names
from policycheck.policy.shipped import shipped
from policycheck.reports import render

from .asking import Reads, kept_files, report_of, write

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
OUTCOMES = ("fail", "pass", "unknown", "not_applicable")
#: So many records of a kind, from all over the pack: every rule judges each of them.
MOST = 6


def examples(pack: str) -> dict[str, list[dict[str, Any]]]:
    """Records of the examples of a pack, by the plural of their kind; each with its own id."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    home = shipped("rules") / pack
    for file in sorted({*home.glob("*.yaml")} - {*home.glob("*.test.yaml")}):
        document = yaml.safe_load(file.read_text(encoding="utf-8"))
        for rule in document.get("rules", ()) if file.name != "pack.yaml" else ():
            kinds = rule["applies_to"]
            kind = RECORD_KINDS[kinds if isinstance(kinds, str) else kinds[0]]
            for example in rule.get("examples", ()):
                record = next(example[word] for word in OUTCOMES if word in example)
                number = len(found[kind.plural])
                found[kind.plural].append({**record, "id": f"{kind.name}-{number}"})
    return {plural: some[:: len(some) // MOST + 1] for plural, some in found.items()}


def project(folder: Path, pack: str) -> Path:
    records = examples(pack)
    files = {f"{plural}.json": json.dumps(some, default=str) for plural, some in records.items()}
    named = "".join(f"  {plural}: ['{plural}.json']\n" for plural in records)
    about = f"policy: {pack}\ntimezone: America/New_York\nrecords:\n{named}"
    return write(folder, {**files, "policycheck.yaml": about})


@pytest.mark.parametrize("pack", pack_names())
def test_a_pack_says_the_same_of_records_of_every_kind(
    pack: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path / "project", pack)
    read = report_of(folder, tmp_path / "cache")
    assert len(kept_files(tmp_path / "cache")) == 1
    reads = Reads(monkeypatch)
    kept = report_of(folder, tmp_path / "cache")
    assert reads.times == 0
    assert kept.findings == read.findings
    assert kept == read
    assert "".join(render("json", kept)) == "".join(render("json", read))
    assert sum(read.summary.records.values()) > 1 or pack == "core"


@pytest.mark.parametrize("pack", pack_names())
def test_a_pack_says_the_same_of_a_draft_for_which_only_what_is_asked_is_made(
    pack: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = examples(pack).get("posts", [])[:2] or [{"text": "Rain"}]
    texts = [str(post.get("text", "Rain")) for post in posts]
    files = {f"{n}.md": f"---\nplatform: x\n---\n{text}\n" for n, text in enumerate(texts)}
    write(tmp_path, {**files, "all.md": "\n".join(texts)})
    names = [*files, "all.md"]
    fresh = [report_of(tmp_path, tmp_path / "cache", paths=names, policy=pack)]
    reads = Reads(monkeypatch)
    kept = [report_of(tmp_path, tmp_path / "cache", paths=[one], policy=pack) for one in names]
    assert reads.times == 0
    together = {(one.rule, one.location, one.message) for one in fresh[0].findings}
    alone = [one for each in kept for one in each.findings]
    assert {(one.rule, one.location, one.message) for one in alone} == together


@pytest.mark.parametrize("name", ["agency", "profiles", "registry", "levels"])
def test_an_example_project_says_the_same(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {}
    if name == "levels":
        write(tmp_path, {"draft.md": "Click here for more! #Rain\n"})
        asked = {"paths": [str(tmp_path / "draft.md")], "policy": "office.yaml"}
    read = report_of(EXAMPLES / name, tmp_path / "cache", **asked)
    without = report_of(EXAMPLES / name, None, **asked)
    reads = Reads(monkeypatch)
    kept = report_of(EXAMPLES / name, tmp_path / "cache", **asked)
    assert kept == read == without
    assert reads.times == 0


def test_words_in_another_language_are_kept_apart(tmp_path: Path) -> None:
    write(tmp_path, {"draft.md": "WATER IS WASTE AND RAIN IS GOOD FOR ALL #rain\n"})
    asked = {"paths": ["draft.md"], "policy": "canada"}
    by_language: dict[str, Report] = {}
    for language in ("", "fr", "en", "fr", ""):
        report = report_of(tmp_path, tmp_path / "cache", language=language, **asked)
        assert by_language.setdefault(language, report) == report
    assert by_language["fr"] != by_language["en"]
