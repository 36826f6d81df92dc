"""Whatever a policy was read from: once it says something else, so does the next check."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from policycheck.model.report import Report
from policycheck.policy.kept import slot
from policycheck.policy.shipped import shipped
from policycheck.tasks import kept_policy

from .asking import POLICY, Reads, report_of, write

FILES = {
    "policycheck.yaml": "policy: policy.yaml\nrecords: {posts: ['*.md']}\n",
    "above.yaml": POLICY.replace("id: town", "id: above").replace("T-1", "A-1"),
    "pack/pack.yaml": "policycheck: 1\nid: own\ntitle: Own\n",
    "pack/a.yaml": POLICY[POLICY.index("rules:") :].replace("T-1", "O-1"),
    "lexicons/bad.yaml": "lexicon: bad\ntitle: Bad\nowner: us\nentries: [waste]\n",
    "policy.yaml": POLICY.replace(
        "title: Town", "title: Town\nextends: [above.yaml, pack]"
    ).replace("[waste]", "$bad"),
    "draft.md": "Our waste and rain and snow\n",
}


def found(report: Report) -> set[tuple[str, str]]:
    return {(one.rule, one.message) for one in report.findings}


def touched(file: Path, old: str, new: str) -> None:
    """Change a file so that its size and its dates say nothing of it."""
    assert len(old) == len(new)
    about = file.stat()
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))


CHANGES: dict[str, tuple[Callable[[Path], object], set[tuple[str, str]]]] = {
    "the policy": (
        lambda folder: touched(folder / "policy.yaml", "T-1", "T-2"),
        {("T-2", "“waste” is not to be used")},
    ),
    "a policy that it extends": (
        lambda folder: touched(folder / "above.yaml", "[waste]", "[ rain]"),
        {("A-1", "“rain” is not to be used")},
    ),
    "a rule file of a pack that it extends": (
        lambda folder: touched(folder / "pack/a.yaml", "[waste]", "[ snow]"),
        {("O-1", "“snow” is not to be used")},
    ),
    "a rule file that comes to the pack": (
        lambda folder: write(folder, {"pack/b.yaml": FILES["pack/a.yaml"].replace("O-1", "O-2")}),
        {("O-2", "“waste” is not to be used")},
    ),
    "a lexicon": (
        lambda folder: touched(folder / "lexicons/bad.yaml", "[waste]", "[ rain]"),
        {("T-1", "“rain” is not to be used")},
    ),
}


@pytest.mark.parametrize("changed", CHANGES)
def test_a_change_of_the_same_size_and_date_counts(
    changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change, more = CHANGES[changed]
    folder, cache = write(tmp_path / "p", FILES), tmp_path / "cache"
    reads = Reads(monkeypatch)
    before = found(report_of(folder, cache))
    assert found(report_of(folder, cache)) == before
    assert reads.times == 1
    change(folder)
    after = found(report_of(folder, cache))
    assert more <= after
    assert not more & before
    assert after == found(report_of(folder, None))


def test_a_lexicon_put_beside_a_policy_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    folder, cache = write(tmp_path / "p", FILES), tmp_path / "cache"
    named = "donation-words"
    assert (shipped("rules") / "lexicons" / f"{named}.yaml").is_file()
    write(folder, {"policy.yaml": POLICY.replace("[waste]", f"${named}")})
    assert found(report_of(folder, cache)) == set()
    lexicon = FILES["lexicons/bad.yaml"].replace("bad", named).replace("waste", "snow")
    write(folder, {f"lexicons/{named}.yaml": lexicon})
    assert found(report_of(folder, cache)) == {("T-1", "“snow” is not to be used")}


def test_what_is_asked_otherwise_is_kept_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = write(tmp_path / "p", FILES), tmp_path / "cache"
    reads = Reads(monkeypatch)
    report_of(folder, cache)
    report_of(folder, cache, language="fr")
    report_of(folder, cache, policy="above.yaml")
    write(folder, {"policycheck.yaml": FILES["policycheck.yaml"] + "timezone: Asia/Tokyo\n"})
    report_of(folder, cache)
    fields = FILES["policycheck.yaml"] + "fields: {post.ticket: string}\n"
    write(folder, {"policycheck.yaml": fields})
    report_of(folder, cache)
    other = write(tmp_path / "q", FILES)
    report_of(other, cache)
    assert reads.times == len(list(cache.iterdir())) == 6


def test_a_selection_is_made_of_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = write(tmp_path / "p", FILES), tmp_path / "cache"
    report_of(folder, cache)
    reads = Reads(monkeypatch)
    for select in (["T-*"], ["A-1", "O-1"], []):
        kept = report_of(folder, cache, select=select)
        assert kept == report_of(folder, None, select=select)
    assert reads.times == 3  # those without a cache


@pytest.mark.parametrize("changed", ["version", "code"])
def test_another_build_of_the_tool_reads_the_policy_anew(
    changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = write(tmp_path / "p", FILES), tmp_path / "cache"
    reads = Reads(monkeypatch)
    report_of(folder, cache)
    if changed == "version":
        monkeypatch.setattr(kept_policy, "__version__", "9.9.9")
    else:
        monkeypatch.setattr(slot, "_code", lambda: iter(["other code"]))
    report_of(folder, cache)
    assert reads.times == 2


def test_a_policy_with_a_problem_is_not_kept_and_says_it_each_time(tmp_path: Path) -> None:
    folder, cache = write(tmp_path / "p", FILES), tmp_path / "cache"
    write(folder, {"policy.yaml": POLICY.replace("kind: forbidden-text", "kind: forbiden-text")})
    first, second = report_of(folder, cache), report_of(folder, cache)
    assert first == second
    assert [(one.path, one.line) for one in second.errors] == [("policy.yaml", 10)]
    assert not cache.exists()


def test_a_file_that_is_gone_is_missed(tmp_path: Path) -> None:
    folder, cache = write(tmp_path / "p", FILES), tmp_path / "cache"
    assert report_of(folder, cache).errors == ()
    (folder / "above.yaml").unlink()
    assert [one.path for one in report_of(folder, cache).errors] == ["above.yaml"]
