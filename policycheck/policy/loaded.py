"""A policy as loaded: its rules, not yet compiled, and where every part of them came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeAlias

from policycheck.document import Mapping, Node, Pointer, Scalar
from policycheck.model.shape import Type
from policycheck.policy.dated import Params
from policycheck.policy.inputs import Inputs
from policycheck.policy.parameters import Declared
from policycheck.policy.params import names_in_rule
from policycheck.policy.problems import Problems
from policycheck.policy.surface import Effective, LexiconSurface
from policycheck.policy.tightness import Way
from policycheck.policy.waiver_rules import WaiverRules

__all__ = ["Alteration", "Changed", "FileAbout", "LoadedPolicy", "LoadedRule"]

#: What becomes of the `when` or the `check` of a rule, in which every parameter stands filled in.
Alteration: TypeAlias = Callable[[str, Node], Node | None]


class Changed(NamedTuple):
    """A field that a policy below has set in a rule: what it was, what it is, who did it and why.

    `before` is None where it was not given. Of a field that is neither tighter nor looser, such as
    a title, `way` is None.
    """

    field: Pointer
    before: Node | None
    after: Node
    way: Way | None
    policy: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LoadedRule:
    """A rule as it stands for one policy.

    `node` is the rule with all that was changed in it, `params` those that count; `own_node` and
    `own_params` are as in its own file. Each node knows the file and the line that it is from.
    `altered` is for those who try a rule in another form than anybody wrote it.
    """

    id: str
    node: Node
    params: Params
    policy: str
    effective: Effective
    examples_as_of: str
    own_node: Node
    own_params: Params
    changes: tuple[Changed, ...] = ()
    altered: Alteration | None = None

    def names_used(self) -> set[str]:
        """The parameters that the rule names, and those that these are made of."""
        return self.params.all_of(names_in_rule(self.node))

    @property
    def is_delegable(self) -> bool:
        """Whether a policy below may loosen it."""
        given = self.node.get("delegable") if isinstance(self.node, Mapping) else None
        return isinstance(given, Scalar) and given.text == "true"


class FileAbout(NamedTuple):
    """What a file of a policy says of itself: of which policy it is, its heading, what it is about.

    `is_pack` is set for a file of a pack, which is one theme of its policy.
    """

    policy: str
    title: str = ""
    description: str = ""
    is_pack: bool = False


@dataclass(slots=True)
class LoadedPolicy:
    """A policy and all that it extends, from the highest level to the lowest.

    `documents` are all files that it is made of, the policy's own first. `files` and `lexicons` go
    by path, as places show it; `declared` are the parameters that a policy below could still set.
    """

    id: str = ""
    title: str = ""
    owner: str = ""
    description: str = ""
    files: dict[str, FileAbout] = field(default_factory=dict)
    lexicons: dict[str, LexiconSurface] = field(default_factory=dict)
    declared: Declared = field(default_factory=Declared)
    fields: dict[str, Type] = field(default_factory=dict)
    rules: list[LoadedRule] = field(default_factory=list)
    waiver_rules: WaiverRules = field(default_factory=WaiverRules)
    digest: str = ""
    documents: dict[Path, Mapping] = field(default_factory=dict)
    inputs: Inputs = field(default_factory=Inputs)
    problems: Problems = field(default_factory=Problems)

    def rule_ids(self) -> set[str]:
        """The ids of all rules, also of those that turn out not to be usable."""
        return {rule.id for rule in self.rules if rule.id}
