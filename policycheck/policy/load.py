"""Loading a policy and what it extends: rules, parameters and lexicons, each with its place."""

from __future__ import annotations

from pathlib import Path

from policycheck.digests import sha256
from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.mistakes.language import WRONG_TYPE
from policycheck.mistakes.policies import EXTENDS_CIRCLE, NO_POLICY, UNKNOWN_POLICY
from policycheck.policy.dated import Params
from policycheck.policy.inherit import Level, join_levels, override_rules, set_params
from policycheck.policy.loaded import FileAbout, LoadedPolicy, LoadedRule
from policycheck.policy.other_file import OtherFile, other_file
from policycheck.policy.own_fields import own_fields
from policycheck.policy.parameters import declared_by, set_by
from policycheck.policy.params import names_in, names_in_rule, with_params
from policycheck.policy.problems import Problems, nearest
from policycheck.policy.rule_file import Shelf, pack_names
from policycheck.policy.surface import (
    Effective,
    PackSurface,
    PolicySurface,
    RuleFileSurface,
    validated,
)
from policycheck.policy.target import file_of
from policycheck.policy.waiver_rules import inherited

__all__ = ["load_policy", "pack_names"]

#: Parts of the header that stay nodes.
_HEADER_RAW = frozenset({"rules", "params", "override"})
_PACK_RAW = frozenset({"default"})
_RULES = frozenset({"rules"})


def load_policy(target: str, base: Path, revision: str = "") -> LoadedPolicy:
    """The policy at a path (a file, or a folder with pack.yaml) or the shipped pack of that name.

    What cannot be used is noted in `problems`; every rule that can be is loaded. `revision` stands
    before each path where what is below `base` are the files of a revision (`HEAD~1:`).
    """
    shelf = Shelf(base, revision)
    policy = LoadedPolicy(problems=shelf.problems)
    level = _Loader(shelf, policy).load(target, base, None)
    policy.id, policy.title = level.id, level.title
    policy.owner, policy.description = level.owner, level.description
    policy.rules = list(level.rules.values())
    policy.waiver_rules = level.waiver_rules
    policy.documents = shelf.documents
    policy.inputs = shelf.inputs
    policy.declared, policy.lexicons = level.declared, shelf.headers
    text = "\x1e".join(f"{path}\x1f{content}" for path, content in sorted(shelf.contents.items()))
    policy.digest = "sha256:" + sha256(text.encode()).hexdigest()
    return policy


class _Loader:
    """Follows `extends`; each file is loaded once, however often it is reached."""

    def __init__(self, shelf: Shelf, policy: LoadedPolicy) -> None:
        self.shelf = shelf
        self.policy = policy
        self.problems = shelf.problems
        self.loaded: dict[Path, Level] = {}
        self.reading: list[Path] = []

    def load(self, target: str, base: Path, named: Scalar | None) -> Level:
        """Load one policy, and first what it extends."""
        file = file_of(target, base)
        if file is None or not self.shelf.holds(file):
            self._unknown(target, named)
            return Level()
        if file in self.reading and named is not None:
            self._circle(file, named)
            return Level()
        self.shelf.inputs.targets[target, str(base)] = str(file)
        if file not in self.loaded:
            self.reading.append(file)
            node = self.shelf.read(file)
            self.loaded[file] = Level() if node is None else self._level(node, file)
            self.reading.pop()
        return self.loaded[file]

    def _level(self, node: Mapping, file: Path) -> Level:
        if file.name == "pack.yaml":
            return self._pack(node, file.parent)
        other = other_file(node, file)
        if other is not None:
            self._refuse(other)
            return Level()
        return self._policy(node, file.parent)

    def _policy(self, node: Mapping, folder: Path) -> Level:
        surface = validated(PolicySurface, node, self.problems, _HEADER_RAW)
        above = [(self.load(name.text, folder, name), name) for name in _extended(node)]
        level = join_levels(above, self.problems)
        rules = _rule_nodes(node, self.problems)
        own_id = node.get("id")
        level.id = own_id.text if isinstance(own_id, Scalar) else ""
        self._set_params(node, level, rules, folder)
        override_rules(level, node.get("override"), level.id, self.problems)
        if surface is not None:
            level.title, level.owner, level.description = surface.title, surface.owner, ""
            level.waiver_rules = inherited(
                level.waiver_rules, surface.waiver_rules, node, self.problems
            )
            self.policy.fields |= own_fields(node.get("fields"), self.problems)
        self.policy.files[node.source.path] = FileAbout(level.id, level.title)
        effective = surface.effective if surface else Effective()
        as_of = surface.examples_as_of if surface else ""
        self._add(level, rules, folder, effective, as_of)
        return level

    def _pack(self, node: Mapping, folder: Path) -> Level:
        surface = validated(PackSurface, node, self.problems, _PACK_RAW)
        level = Level(id=folder.name)
        if surface is not None:
            level.id, level.title = surface.id, surface.title
            level.owner, level.description = surface.owner, surface.description
            level.declared = declared_by(surface, node, self.problems)
        self.policy.files[node.source.path] = FileAbout(level.id, level.title)
        rules: list[Node] = []
        for file in self.shelf.yaml_in(folder):
            if file.name != "pack.yaml" and not file.name.endswith(".test.yaml"):
                rules += self._rule_file(file, level.id)
        self._add(level, rules, folder, Effective(), surface.examples_as_of if surface else "")
        return level

    def _rule_file(self, file: Path, policy: str) -> list[Node]:
        content = self.shelf.read(file)
        if content is None:
            return []
        surface = validated(RuleFileSurface, content, self.problems, _RULES)
        if surface is None:
            return []
        about = FileAbout(policy, surface.title, surface.description, is_pack=True)
        self.policy.files[content.source.path] = about
        return _rule_nodes(content, self.problems)

    def _set_params(self, node: Mapping, level: Level, rules: list[Node], folder: Path) -> None:
        """Set parameters for the rules of this policy and for all that it builds on."""
        own = set_by(node, level.declared, _names_in_rules(rules), self.problems)
        names = {name for value in own.values() for name in names_in(value)}
        known = self._with_lexicons({**level.declared.values, **own}, names, folder)
        whole = {
            name: with_params(value, known, self.problems, (name,)) for name, value in own.items()
        }
        set_params(level, whole, self.problems)

    def _add(
        self, level: Level, nodes: list[Node], folder: Path, effective: Effective, as_of: str
    ) -> None:
        names = _names_in_rules(nodes)
        params = Params(self._with_lexicons(level.declared.values, names, folder))
        for node in nodes:
            level.rules[id(node)] = LoadedRule(
                _id_of(node), node, params, level.id, effective, as_of, node, params
            )

    def _with_lexicons(
        self, params: dict[str, Node], names: set[str], folder: Path
    ) -> dict[str, Node]:
        """The parameters, and the lexicons among these names besides."""
        found = dict(params)
        for name in sorted(names - params.keys()):
            entries = self.shelf.lexicon(name, folder)
            if entries is not None:
                found[name] = entries
        return found

    def _unknown(self, target: str, named: Scalar | None) -> None:
        message = f"no policy file and no pack is called {target}"
        advice = nearest(target, pack_names()) + "; a path ends in .yaml or is a folder"
        if named is not None:
            self.problems.at(named, UNKNOWN_POLICY, message, advice)
        else:
            self.shelf.note(target, UNKNOWN_POLICY, message, advice)

    def _refuse(self, other: OtherFile) -> None:
        """Say of a file that is no policy what it is, and which policy to name instead."""
        advice = other.advice.format(self.shelf.called(other.policy))
        self.problems.at(other.at, NO_POLICY, f"this is {other.what}, and no policy", advice)

    def _circle(self, file: Path, named: Scalar) -> None:
        files = [*self.reading[self.reading.index(file) :], file]
        chain = " -> ".join(self.shelf.shown(one) for one in files)
        advice = "remove one of the links: the higher level does not know the lower"
        self.problems.at(named, EXTENDS_CIRCLE, f"extends goes in a circle: {chain}", advice)


def _extended(node: Mapping) -> list[Scalar]:
    extends = node.get("extends")
    names = extends.items if isinstance(extends, Sequence) else [extends]
    return [name for name in names if isinstance(name, Scalar) and not name.is_null]


def _names_in_rules(rules: list[Node]) -> set[str]:
    """The parameters that rules name, where they count."""
    return {name for rule in rules for name in names_in_rule(rule)}


def _id_of(node: Node) -> str:
    found = node.get("id") if isinstance(node, Mapping) else None
    return found.text if isinstance(found, Scalar) else ""


def _rule_nodes(node: Mapping, problems: Problems) -> list[Node]:
    rules = node.get("rules")
    if rules is None or (isinstance(rules, Scalar) and rules.is_null):
        return []
    if not isinstance(rules, Sequence):
        problems.at(rules, WRONG_TYPE, "rules is a list", "begin each rule with '- id:'")
        return []
    return list(rules.items)
