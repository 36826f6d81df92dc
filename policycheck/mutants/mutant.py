"""A mutant: a rule changed in one small thing, to see whether its tests notice.

A part of `when` or `check` is changed as the rule sees it, with every parameter and lexicon filled
in, so an example with values of its own meets the mutant with those values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from policycheck.document import Entry, Mapping, Node, Pointer, Scalar, Sequence
from policycheck.policy.compile import RuleSource, recompiled
from policycheck.policy.loaded import Alteration, LoadedRule

__all__ = ["Edit", "Mutant", "Sort", "edited", "mutated"]

#: What becomes of the node at the field of a mutant; None takes it out.
Edit = Callable[[Node], Node | None]

_IN_PARTS = ("when", "check")


class Sort(StrEnum):
    """What a mutant changes."""

    TERM = "term"  # an entry of a list: a phrase, a host, a role
    LIMIT = "limit"  # a number, a length of time or a date, moved one step the looser way
    NEAR = "near"  # the same the tighter way; coverage asks for it, mutation does not count it
    CONDITION = "condition"  # a condition, or what it asks
    CHECK = "check"  # a check among those that a rule combines, or a switch of one
    STANDING = "standing"  # severity, kinds of records, dates, stages


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a rule.

    `change` is what the id ends in, and stays the same from run to run; `words` say it to a person.
    `node` is what is changed, where it was written: of a term of a lexicon, in the lexicon. `term`
    is the text that was taken out, `was` and `becomes` the values of a limit. A mutant that takes
    out the only entry of a list is `sole`: the check may have nothing left to ask.
    """

    rule: str
    sort: Sort
    field: Pointer
    change: str
    words: str
    node: Node
    edit: Edit
    term: str = ""
    was: str = ""
    becomes: str = ""
    sole: bool = False

    @property
    def id(self) -> str:
        return f"{self.rule}:{self.place}:{self.change}"

    @property
    def place(self) -> str:
        """The field, as a path: `check/max`."""
        return "/".join(map(str, self.field))


def edited(root: Node, field: Pointer, edit: Edit) -> Node | None:
    """The tree with the node at a field changed; where there is none, as it was.

    A mapping that is left without an entry goes too: no condition at all holds for every record.
    """
    if not field:
        return edit(root)
    step, below = field[0], field[1:]
    if isinstance(root, Mapping) and isinstance(step, str) and step in root.entries:
        entries = dict(root.entries)
        value = edited(entries[step].value, below, edit)
        if value is None:
            del entries[step]
        else:
            entries[step] = Entry(entries[step].key, value)
        return Mapping(root.source, root.span, entries) if entries else None
    if isinstance(root, Sequence) and isinstance(step, int) and step < len(root.items):
        changed = edited(root.items[step], below, edit)
        before, after = root.items[:step], root.items[step + 1 :]
        middle = [] if changed is None else [changed]
        return Sequence(root.source, root.span, [*before, *middle, *after])
    return root


def mutated(source: RuleSource, mutant: Mutant) -> RuleSource | None:
    """The rule as the mutant has it; None where nothing of the kind can be written."""
    made = recompiled(source, _changed(source.loaded, mutant))
    if made is None and mutant.sole and mutant.field[0] == "check":
        made = recompiled(source, _silenced(source.loaded, mutant.field))
    return made


def _changed(loaded: LoadedRule, mutant: Mutant) -> LoadedRule:
    part, below = mutant.field[0], mutant.field[1:]
    if part in _IN_PARTS:
        return replace(loaded, altered=_altering(str(part), below, mutant.edit))
    node = edited(loaded.node, mutant.field, mutant.edit) or loaded.node
    if loaded.own_node is loaded.node:
        return replace(loaded, node=node, own_node=node)
    own = edited(loaded.own_node, mutant.field, mutant.edit) or loaded.own_node
    return replace(loaded, node=node, own_node=own)


def _altering(part: str, below: Pointer, edit: Edit) -> Alteration:
    return lambda name, node: edited(node, below, edit) if name == part else node


def _silenced(loaded: LoadedRule, field: Pointer) -> LoadedRule:
    """The rule with a check that always holds in place of one that has nothing left to ask."""
    option = next(n for n in range(len(field), 0, -1) if n == 1 or isinstance(field[n - 1], str))
    below = field[1 : max(option - 1, 1)]
    altered = _altering("check", below, _holding)
    own = _without_message(loaded.own_node)
    node = own if loaded.own_node is loaded.node else _without_message(loaded.node)
    return replace(loaded, node=node, own_node=own, altered=altered)


def _holding(node: Node) -> Node:
    """A check that always holds."""
    said = {"kind": "cel", "expr": "true"}
    pairs = [
        (Scalar.made(node.source, node.span, key), Scalar.made(node.source, node.span, value))
        for key, value in said.items()
    ]
    return Mapping.of(node.source, node.span, pairs)


def _without_message(node: Node) -> Node:
    """The names in a message may be those of the check that was silenced."""
    return edited(node, ("message",), lambda _: None) or node
