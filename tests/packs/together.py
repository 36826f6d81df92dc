"""All shipped packs at once: what they find in each other's failing examples."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from msgspec.structs import replace

from policycheck.document import Mapping, Scalar, Sequence
from policycheck.engine.evaluate import Instants, evaluate
from policycheck.engine.program import Program
from policycheck.engine.said_once import Covers, findings_said_once
from policycheck.engine.world import World
from policycheck.model.finding import Finding
from policycheck.model.moment import parse_moment
from policycheck.model.record import Record
from policycheck.model.registry import BY_PLURAL, RECORD_KINDS
from policycheck.policy.compile import RuleSource, compile_policy, with_values
from policycheck.policy.load import load_policy, pack_names
from policycheck.policy.params import names_in
from policycheck.policy.profiles import load_profiles
from policycheck.readers.door import records
from policycheck.readers.reader import Draft

NOW = "2026-11-01"


class Loaded(NamedTuple):
    """Every rule of every pack in one policy, and which of them ask the same."""

    program: Program
    sources: tuple[RuleSource, ...]


@cache
def everything() -> Loaded:
    with TemporaryDirectory() as folder:
        packs = ", ".join(pack_names())
        text = f"policycheck: 1\nid: all\ntitle: All packs\nextends: [{packs}]\n"
        (Path(folder) / "all.yaml").write_text(text, encoding="utf-8")
        policy = load_policy("all.yaml", Path(folder))
        program, sources = compile_policy(policy, None)
    assert policy.problems.found == []
    return Loaded(program, tuple(sources))


@cache
def found() -> tuple[tuple[str, tuple[Finding, ...]], ...]:
    """For each failing example all that any rule finds in it, nothing left out."""
    return tuple(
        (f"{source.surface.id}: {place}", tuple(findings))
        for source in everything().sources
        for place, findings in _of_rule(source)
    )


def doubled(covers: Covers, one: str, other: str) -> set[tuple[str, str]]:
    """Rules of two packs that say one place of one record twice, were these two packs loaded."""
    policies = {rule.surface.id: rule.loaded.policy for rule in everything().sources}
    pairs: set[tuple[str, str]] = set()
    for _, findings in found():
        loaded = [finding for finding in findings if policies[finding.rule] in (one, other)]
        places: defaultdict[object, dict[str, str]] = defaultdict(dict)
        for finding in findings_said_once(loaded, covers, Counter()):
            place = finding.record, replace(finding.location, reach=None)
            places[place][finding.rule] = policies[finding.rule]
        pairs |= {
            (rule, again)
            for rules in places.values()
            for rule, policy in rules.items()
            for again, its in rules.items()
            if policy == one and its == other
        }
    return pairs


def _of_rule(source: RuleSource) -> Iterator[tuple[str, list[Finding]]]:
    node = source.loaded.own_node
    assert isinstance(node, Mapping)
    examples = node.get("examples")
    assert isinstance(examples, Sequence)
    for example in examples.items:
        assert isinstance(example, Mapping)
        if "fail" in example.entries:
            line, _ = example.source.position(example.span.start)
            yield f"{example.source.path}:{line}", _findings(source, example)


def _findings(source: RuleSource, example: Mapping) -> list[Finding]:
    kind = source.rule.applies_to[0]
    record = _record(example.entries["fail"].value, kind)
    others = _others(example)
    as_of = example.get("as_of")
    now = as_of.text if isinstance(as_of, Scalar) else NOW
    program = _with_params(example.get("params"))
    found = evaluate(
        program,
        [record],
        Instants(parse_moment(now, UTC), UTC),
        World(others, load_profiles),
        beside=list(others.get(kind, {}).values()),
    )
    return list(found.findings)


def _with_params(params: object) -> Program:
    """All rules with these parameters, whichever pack they are of, and each speaks for itself."""
    program, sources = everything()
    if not isinstance(params, Mapping):
        return Program(program.policy, program.rules, program.finder, program.by_kind)
    rules = [_set(one, params).rule for one in sources]
    return Program.of(program.policy, rules)


def _set(source: RuleSource, params: Mapping) -> RuleSource:
    node = source.loaded.node
    assert isinstance(node, Mapping)
    names = {name for key in ("check", "when") for name in names_in(node.get(key))}
    own = {name: entry for name, entry in params.entries.items() if name in names}
    if not own:
        return source
    made = with_values(source, Mapping(params.source, params.span, own))
    return made if isinstance(made, RuleSource) else source


def _others(example: Mapping) -> dict[str, dict[str, Record]]:
    given = example.get("with")
    if given is None:
        return {}
    assert isinstance(given, Mapping)
    others: dict[str, dict[str, Record]] = {}
    for entry in given:
        kind = BY_PLURAL[entry.key.text].name
        assert isinstance(entry.value, Sequence)
        made = [_record(item, kind) for item in entry.value.items]
        others[kind] = {one.id: one for one in made}
    return others


def _record(node: object, kind: str) -> Record:
    assert isinstance(node, Mapping)
    line, column = node.source.position(node.span.start)
    path = f"{node.source.path}:{line}:{column}"
    admitted = records(iter([Draft(node)]), RECORD_KINDS[kind], path=path, zone=UTC)
    (only,) = (one for one in admitted if isinstance(one, Record))
    return only
