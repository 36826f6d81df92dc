"""Two policies, each a list of rules, and posts to compare them on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from policycheck.model.backtest import Backtest, Turned
from policycheck.policy.project_file import read_project
from policycheck.tasks.backtest import BacktestRequest, backtest

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
LONG: dict[str, object] = {
    "id": "long",
    "account": "a",
    "text": "one two three four",
    "published_at": "2026-01-05",
}
SHORT: dict[str, object] = {
    "id": "short",
    "account": "b",
    "text": "one two",
    "published_at": "2026-02-05",
}
PASSES = "{kind: text-length, method: code_points, max: 99}"
FAILS = "{kind: text-length, method: code_points, max: 1}"


def rule(id_: str, check: str, more: str = "", applies_to: str = "post") -> str:
    tail = f", {more}" if more else ""
    return (
        f"  - {{id: {id_}, title: About {id_}, applies_to: {applies_to}, severity: error, "
        f"check: {check}{tail}}}\n"
    )


def size(most: int, more: str = "") -> str:
    return rule("size", f"{{kind: text-length, method: code_points, max: {most}}}", more)


def policy(*rules: str, head: str = "") -> str:
    return f"policycheck: 1\nid: p\ntitle: P\n{head}rules:\n{''.join(rules) or '  []'}"


def pack(*rules: str, params: str) -> dict[str, str]:
    """The files of a pack with parameters."""
    return {
        "pack/pack.yaml": f"policycheck: 1\nid: pack\ntitle: P\nparams:\n{params}",
        "pack/rules.yaml": f"title: All of it\nrules:\n{''.join(rules)}",
    }


def written(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def lines(*posts: dict[str, object]) -> str:
    return "".join(f"{json.dumps(post)}\n" for post in posts)


def compared(
    folder: Path,
    old: str,
    new: str,
    posts: Sequence[dict[str, object]] = (),
    *,
    paths: Sequence[str] = ("posts.jsonl",),
    named: tuple[str, str] = ("old.yaml", "new.yaml"),
    **more: object,
) -> Backtest:
    """The backtest of two policies on posts; a project in the folder is used."""
    written(folder, {"old.yaml": old, "new.yaml": new})
    if posts:
        written(folder, {"posts.jsonl": lines(*posts)})
    file = folder / "policycheck.yaml"
    project = read_project(file) if file.exists() else None
    base = BacktestRequest(*named, paths, folder, NOW, project)
    fields = {name: getattr(base, name) for name in BacktestRequest.__slots__}
    return backtest(BacktestRequest(**{**fields, **more}))


def turned(found: Backtest) -> dict[str, dict[str, int]]:
    """What is not 0 of the verdicts that change, by rule; nothing was wrong."""
    assert found.errors == ()
    return {one.rule: dict(one.counts) for one in found.rules}


def only(rules: tuple[Turned, ...]) -> Turned:
    (found,) = rules
    return found
