"""Policies for the tests of this folder, listed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from policycheck.model.moment import parse_moment
from policycheck.model.rulebook import ListedRule, Rulebook
from policycheck.tasks.rules import RulesRequest, rules

__all__ = ["DAY", "book_of", "one", "rule"]

DAY = "2026-06-01"
_HEAD = "policycheck: 1\nid: {id}\ntitle: Policy {id}\n"


def rule(check: str, more: str = "", id_: str = "A-1", kind: str = "post") -> str:
    lines = "".join(f"    {line}\n" for line in more.split("\n") if line)
    return (
        f"  - id: {id_}\n    title: A title\n    applies_to: {kind}\n    severity: error\n"
        f"    check: {check}\n{lines}"
    )


def book_of(
    folder: Path,
    files: Mapping[str, str],
    as_of: str = DAY,
    *,
    language: str = "",
    everything: bool = False,
) -> Rulebook:
    """The rules of the last of these policies; each is given what stands below its header."""
    for name, body in files.items():
        (folder / f"{name}.yaml").write_text(_HEAD.format(id=name) + body, encoding="utf-8")
    last = [*files][-1]
    request = RulesRequest(
        base=folder,
        as_of=parse_moment(as_of, None),
        policy=f"{last}.yaml",
        language=language,
        everything=everything,
    )
    listed = rules(request)
    assert listed.problems == ()
    return listed.book


def one(
    folder: Path, body: str, as_of: str = DAY, *, language: str = "", everything: bool = False
) -> ListedRule:
    """The only rule of a policy."""
    book = book_of(folder, {"p": body}, as_of, language=language, everything=everything)
    (found,) = book.rules
    return found
