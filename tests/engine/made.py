"""Policies and records from short texts, and what comes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from policycheck.document import Mapping as MappingNode
from policycheck.document import read_json, read_yaml
from policycheck.engine.evaluate import Evaluation, Instants, evaluate
from policycheck.engine.world import World
from policycheck.errors import Problem
from policycheck.model.moment import Moment, parse_moment
from policycheck.model.record import Record
from policycheck.model.registry import RECORD_KINDS
from policycheck.policy.compile import RuleSource, compile_policy
from policycheck.policy.load import load_policy
from policycheck.readers.door import records
from policycheck.readers.reader import Draft
from policycheck.source import Source

NOW = Moment.instant(datetime(2026, 6, 15, 12, tzinfo=UTC))
HEAD = "policycheck: 1\nid: p\ntitle: P\n"


def record(
    text: str,
    kind: str = "post",
    carried: Iterable[str] | None = None,
    *,
    path: str = "r.yaml",
    withheld: Mapping[str, str] | None = None,
    zone: tzinfo = UTC,
) -> Record:
    read = read_json if path.endswith(".json") else read_yaml
    node, problems = read(Source(path, text))
    assert not problems, problems
    assert isinstance(node, MappingNode)
    names = None if carried is None else frozenset(carried)
    draft = Draft(node, carried=names, withheld=withheld or {})
    admitted = records(iter([draft]), RECORD_KINDS[kind], path=path, zone=zone)
    (found,) = (one for one in admitted if isinstance(one, Record))
    return found


class Policy:
    """A policy in a folder of its own, loaded and compiled."""

    def __init__(self, folder: Path, rules: str, head: str = HEAD, zone: tzinfo = UTC) -> None:
        (folder / "p.yaml").write_text(head + rules, encoding="utf-8")
        loaded = load_policy("p.yaml", folder)
        self.zone = zone
        self.loaded = loaded
        self.program, self.sources = compile_policy(loaded, zone)
        self.problems: list[Problem] = sorted(loaded.problems.found)

    def source(self, rule: str) -> RuleSource:
        return next(one for one in self.sources if one.surface.id == rule)

    def run(
        self,
        *given: Record,
        world: Mapping[str, Iterable[Record]] | None = None,
        now: str | None = None,
        rules_as_of: str | None = None,
    ) -> Evaluation:
        others = {k: {one.id: one for one in found} for k, found in (world or {}).items()}
        instants = Instants(
            parse_moment(now, self.zone) if now else NOW,
            self.zone,
            parse_moment(rules_as_of, self.zone) if rules_as_of else None,
        )
        return evaluate(self.program, given, instants, World(others))


def rule(check: str, more: str = "", id_: str = "R", severity: str = "error") -> str:
    """One rule for posts, as an item of `rules`."""
    applies = "" if "applies_to:" in more else "    applies_to: post\n"
    extra = "".join(f"    {line}\n" for line in more.split("\n") if line)
    return (
        f"  - id: {id_}\n    title: Title of {id_}\n{applies}    check: {check}\n"
        f"    severity: {severity}\n{extra}"
    )
