"""Mutants of one rule, made: what they have in common is said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policycheck.document import Mapping, Node, Pointer, Scalar, Sequence
from policycheck.mutants.edits import flipped, said, taken_out, without, without_key
from policycheck.mutants.mutant import Edit, Mutant, Sort
from policycheck.mutants.steps import is_amount, stepped, stepping

__all__ = ["Making"]


@dataclass(frozen=True, slots=True)
class Making:
    """Makes mutants of a rule at one of its fields."""

    rule: str
    field: Pointer

    def at(self, *below: str | int) -> Making:
        return Making(self.rule, (*self.field, *below))

    def one(self, sort: Sort, node: Node, change: str, words: str, edit: Edit) -> Mutant:
        return Mutant(self.rule, sort, self.field, change, words, node, edit)

    def dropped(self, sort: Sort, node: Node, what: str) -> Mutant:
        """Without what stands at the field."""
        return self.one(sort, node, "dropped", f"without {what}", taken_out)

    def terms(self, node: Node) -> Iterator[Mutant]:
        """Without one of the entries of a list, or of the only one that is written without it."""
        items = node.items if isinstance(node, Sequence) else [node]
        for item in items:
            yield self._term(item, said(item), without(item), sole=len(items) == 1)

    def pairs(self, node: Mapping) -> Iterator[Mutant]:
        """Without one of the keys of a mapping that is a list in truth, such as `swap`."""
        for entry in node:
            key = entry.key.text
            yield self._term(entry.key, key, without_key(key), sole=len(node.entries) == 1)

    def _term(self, node: Node, text: str, edit: Edit, *, sole: bool) -> Mutant:
        words = f"without {text!r} in {self.field[-1]}"
        return Mutant(
            self.rule,
            Sort.TERM,
            self.field,
            f"without {text}",
            words,
            node,
            edit,
            term=text,
            sole=sole,
        )

    def limit(self, node: Node, looser: int) -> Iterator[Mutant]:
        """A limit one step the looser way, and one step the tighter."""
        if not is_amount(node) or not isinstance(node, Scalar):
            return
        for sort, by in ((Sort.LIMIT, looser), (Sort.NEAR, -looser)):
            becomes = stepped(node.text, by)
            change = f"{node.text}→{becomes}"
            words = f"{self.field[-1]} {becomes} in place of {node.text}"
            yield Mutant(
                self.rule,
                sort,
                self.field,
                change,
                words,
                node,
                stepping(by),
                was=node.text,
                becomes=becomes,
            )

    def switch(self, node: Node, sort: Sort = Sort.CHECK) -> Iterator[Mutant]:
        """`true` for `false`, and the other way round."""
        if isinstance(node, Scalar) and node.text in ("true", "false"):
            other = "false" if node.text == "true" else "true"
            words = f"{self.field[-1]} {other} in place of {node.text}"
            yield self.one(sort, node, f"{node.text}→{other}", words, flipped)


def first_of_each_id(mutants: Iterable[Mutant]) -> Iterator[Mutant]:
    """Each change once: a list may say the same twice."""
    seen: set[str] = set()
    for one in mutants:
        if one.id not in seen:
            seen.add(one.id)
            yield one
