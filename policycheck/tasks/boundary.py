"""The example that would have noticed a mutant: looked for near the examples that there are.

Whatever is found was run: the rule comes to what it says, the mutant to something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import islice

from policycheck.document import Mapping, Node, Sequence, read_yaml
from policycheck.kinds import KINDS
from policycheck.model.finding import Outcome
from policycheck.mutants import Mutant, mutated
from policycheck.mutants.hints import hints_of
from policycheck.mutants.neighbours import neighbours
from policycheck.mutants.trees import Leaf, Tree, flow, node_of, tree_of
from policycheck.policy.compile import RuleSource
from policycheck.source import Source
from policycheck.tasks.came import Came
from policycheck.tasks.example_parts import Wrong
from policycheck.tasks.examples import prepared

__all__ = ["Boundary", "boundary_of"]

_WORDS = ("pass", "fail", "not_applicable", "unknown")
_BESIDE = ("with", "as_of", "params")
#: So many records are tried for each example that there is, and for each mutant.
_FOR_EACH = 500
_IN_ALL = 2500
#: A mutant that only finds less is shown so once this many more records made no other difference.
_PATIENCE = 150


@dataclass(frozen=True, slots=True)
class Boundary:
    """The example as it is written under `examples:`, or why there is none."""

    example: str = ""
    why: str = ""


def boundary_of(source: RuleSource, mutant: Mutant) -> Boundary:
    """An example that comes out for the rule and not for the mutant."""
    other = mutated(source, mutant)
    if other is None:
        return Boundary(why="the mutant cannot be written")
    search = _Search(source, other)
    tried, fallback, since = 0, "", 0
    hints = hints_of(mutant, source)
    for base in _bases(source):
        for tree in islice(neighbours(base, hints), _FOR_EACH):
            tried += 1
            example = search.difference(tree, by_outcome=True)
            if example:
                return Boundary(example)
            fallback = fallback or search.difference(tree, by_outcome=False)
            since += bool(fallback)
            if tried >= _IN_ALL or since > _PATIENCE:
                return Boundary(fallback) if fallback else Boundary(why=_why(tried, mutant, source))
    return Boundary(fallback) if fallback else Boundary(why=_why(tried, mutant, source))


def _why(tried: int, mutant: Mutant, source: RuleSource) -> str:
    kinds = source.surface.applies_to
    if mutant.field[0] == "applies_to" and mutant.term != kinds[0]:
        return (
            f"an example is a {kinds[0]}, the first kind that the rule applies to: "
            f"expect the rule of a {mutant.term} in a suite"
        )
    if mutant.field[0] == "severity" and not tried:
        return "no record is known that fails the rule"
    return (
        f"none of {tried:,} records near its examples tells the two apart; where none can, "
        "say so in a suite under mutants: equivalent:"
    )


@dataclass(slots=True)
class _Search:
    """Tries records on a rule and on its mutant."""

    source: RuleSource
    other: RuleSource
    _last: tuple[Tree, Came, Came] | None = None

    def difference(self, tree: Tree, *, by_outcome: bool) -> str:
        """The example, written out, if the two differ on it; '' where they do not."""
        came = self._both(tree)
        if came is None or not isinstance(tree, dict):
            return ""
        one, other = came
        extra: dict[str, Tree] = {}
        if by_outcome:
            if one.outcome is other.outcome or one.outcome is Outcome.UNKNOWN:
                return ""
        elif one.outcome is not other.outcome:
            pass  # that it cannot be decided shows the difference where nothing better does
        elif one.outcome is not Outcome.FAIL:
            return ""
        elif one.severity != other.severity:
            extra["severity"] = Leaf(one.severity)
        else:
            kept = set(other.found)
            gone = [each for each in one.found if each and each not in kept]
            if not gone:
                return ""
            extra["found"] = Leaf(gone[0], "quoted")
        example = _written(str(one.outcome), tree, extra)
        return example if self._is_sound(example) else ""

    def _both(self, tree: Tree) -> tuple[Came, Came] | None:
        if self._last is not None and self._last[0] is tree:
            return self._last[1:]
        node = self.source.loaded.node
        example = node_of(_example(tree, "pass"), node.source, node.span)
        try:
            read = prepared(self.source, example)
            one, other = read.came(self.source), read.came(self.other)
        except Wrong:
            self._last = None
            return None
        self._last = (tree, one, other)
        return one, other

    def _is_sound(self, example: str) -> bool:
        """Whether it says what it should once it is read back from text."""
        root, problems = read_yaml(Source("example", example))
        if problems or not isinstance(root, Sequence):
            return False
        try:
            read = prepared(self.source, root.items[0])
            one, other = read.came(self.source), read.came(self.other)
        except Wrong:
            return False
        return not read.problem(one) and bool(read.problem(other))


def _example(tree: Tree, word: str) -> dict[str, Tree]:
    """An example of the form that policies have."""
    assert isinstance(tree, dict)
    rest = {key: value for key, value in tree.items() if key != "record"}
    return {word: tree["record"], **rest}


def _written(word: str, tree: Tree, extra: dict[str, Tree]) -> str:
    """An example as lines of YAML."""
    parts = {**_example(tree, word), **extra}
    lines = [f"{key}: {flow(value)}" for key, value in parts.items()]
    return "\n".join(f"{'- ' if at == 0 else '  '}{line}" for at, line in enumerate(lines))


def _bases(source: RuleSource) -> Iterator[Tree]:
    """The records to begin with: of the examples of the rule, of its kinds, and a bare one."""
    node = source.loaded.node
    own = list(_listed(node.get("examples") if isinstance(node, Mapping) else None))
    own.sort(key=lambda pair: _WORDS.index(pair[0]))
    yield from (tree for _, tree in own)
    for kind in source.check.kinds:
        module = import_module(KINDS[kind.name])
        root, _ = read_yaml(Source(f"examples of {kind.name}", str(module.EXAMPLES)))
        yield from (tree for _, tree in _listed(root))
    yield {"record": {"text": Leaf("The road is closed.", "quoted")}}
    yield {"record": {"id": Leaf("one")}}


def _listed(node: Node | None) -> Iterator[tuple[str, Tree]]:
    for one in node.items if isinstance(node, Sequence) else ():
        if not isinstance(one, Mapping):
            continue
        given = {key: tree_of(entry.value) for key, entry in one.entries.items()}
        word = next((word for word in _WORDS if word in given), "")
        if word:
            beside = {key: one for key, one in given.items() if key in _BESIDE}
            yield word, {"record": given[word], **beside}
