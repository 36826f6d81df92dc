"""Mutants of how a rule stands: its severity, its kinds of records, its dates and stages."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.document import Mapping, Scalar, Sequence
from policycheck.model.finding import SEVERITIES, Severity
from policycheck.mutants.edits import replaced
from policycheck.mutants.making import Making
from policycheck.mutants.mutant import Mutant, Sort

__all__ = ["standing_mutants"]


def standing_mutants(rule: Mapping, making: Making) -> Iterator[Mutant]:
    """The mutants of the head of a rule."""
    yield from _severity(rule, making.at("severity"))
    kinds = rule.get("applies_to")
    if isinstance(kinds, Sequence) and len(kinds.items) > 1:
        for one in making.at("applies_to").terms(kinds):
            yield _standing(one)
    yield from _dates(rule, making)
    yield from _stages(rule, making)


def _standing(mutant: Mutant) -> Mutant:
    from dataclasses import replace

    return replace(mutant, sort=Sort.STANDING)


def _severity(rule: Mapping, making: Making) -> Iterator[Mutant]:
    node = rule.get("severity")
    if not isinstance(node, Scalar) or node.text not in set(SEVERITIES):
        return
    rank = SEVERITIES.index(Severity(node.text))
    if rank + 1 < len(SEVERITIES):
        lower = str(SEVERITIES[rank + 1])
        words = f"severity {lower} in place of {node.text}"
        yield making.one(Sort.STANDING, node, f"{node.text}→{lower}", words, replaced(lower))


def _dates(rule: Mapping, making: Making) -> Iterator[Mutant]:
    effective = rule.get("effective")
    if isinstance(effective, Mapping):
        for key, shorter in (("from", 1), ("to", -1)):
            node = effective.get(key)
            if node is not None:
                yield from _moved(making.at("effective", key), node, shorter)


def _moved(making: Making, node: object, by: int) -> Iterator[Mutant]:
    if isinstance(node, Scalar):
        yield from (_standing(one) for one in making.limit(node, by) if one.sort is Sort.LIMIT)


def _stages(rule: Mapping, making: Making) -> Iterator[Mutant]:
    stages = rule.get("stages")
    if not isinstance(stages, Sequence):
        return
    for number, stage in enumerate(stages.items):
        inner = making.at("stages", number)
        if isinstance(stage, Mapping):
            if len(stages.items) > 1:
                mode = stage.get("mode")
                words = f"the stage {mode.text}" if isinstance(mode, Scalar) else "a stage"
                yield inner.dropped(Sort.STANDING, stage, words)
            yield from _moved(inner.at("from"), stage.get("from"), 1)
