"""Loading a policy and what it extends: rules, parameters and lexicons, each with its place."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.model.shape import Type
from policycheck.policy.own_fields import own_fields
from policycheck.policy.params import names_in
from policycheck.policy.problems import Problems, nearest
from policycheck.policy.rule_file import Shelf
from policycheck.policy.shipped import shipped
from policycheck.policy.surface import Effective, PackSurface, PolicySurface, validated

__all__ = ["LoadedPolicy", "LoadedRule", "load_policy", "pack_names"]

#: Parts of the header that stay nodes.
_HEADER_RAW = frozenset({"rules", "params"})
_PACK_RAW = frozenset({"default"})


@dataclass(frozen=True, slots=True)
class LoadedRule:
    """A rule as it stands in its file, with the parameters that count there."""

    node: Node
    params: dict[str, Node]
    policy: str
    effective: Effective
    examples_as_of: str


@dataclass(slots=True)
class LoadedPolicy:
    """A policy and all that it extends, from the highest level to the lowest."""

    id: str = ""
    title: str = ""
    fields: dict[str, Type] = field(default_factory=dict)
    rules: list[LoadedRule] = field(default_factory=list)
    digest: str = ""
    problems: Problems = field(default_factory=Problems)

    def rule_ids(self) -> set[str]:
        """The ids of all rules, also of those that turn out not to be usable."""
        ids = (rule.node.get("id") for rule in self.rules if isinstance(rule.node, Mapping))
        return {one.text for one in ids if isinstance(one, Scalar)}


def pack_names() -> list[str]:
    """The names of the shipped packs."""
    return sorted(file.parent.name for file in shipped("rules").glob("*/pack.yaml"))


def load_policy(target: str, base: Path) -> LoadedPolicy:
    """The policy at a path (a file, or a folder with pack.yaml) or the shipped pack of that name.

    What cannot be used is noted in `problems`; every rule that can be is loaded.
    """
    shelf = Shelf(base)
    policy = LoadedPolicy(problems=shelf.problems)
    _Loader(shelf, policy).load(target, base, None)
    text = "\x1e".join(f"{path}\x1f{content}" for path, content in sorted(shelf.contents.items()))
    policy.digest = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    return policy


class _Loader:
    """Follows `extends`; each file is loaded once, however often it is reached."""

    def __init__(self, shelf: Shelf, policy: LoadedPolicy) -> None:
        self.shelf = shelf
        self.policy = policy
        self.problems = shelf.problems
        self.loaded: dict[Path, dict[str, Node]] = {}
        self.open: dict[str, bool] = {}

    def load(self, target: str, base: Path, named: Scalar | None) -> dict[str, Node]:
        """Load one policy; the parameters that it leaves to those below."""
        file = _file_of(target, base)
        if file is None:
            self._unknown(target, base, named)
            return {}
        file = file.resolve()
        if file in self.loaded:
            return self.loaded[file]
        self.loaded[file] = {}
        node = self.shelf.read(file)
        if node is not None:
            load = self._pack if file.name == "pack.yaml" else self._policy
            self.loaded[file] = load(node, file.parent)
        return self.loaded[file]

    def _policy(self, node: Mapping, folder: Path) -> dict[str, Node]:
        surface = validated(PolicySurface, node, self.problems, _HEADER_RAW)
        params: dict[str, Node] = {}
        extends = node.get("extends")
        names = extends.items if isinstance(extends, Sequence) else [extends] if extends else []
        for name in names:
            if isinstance(name, Scalar):
                params |= self.load(name.text, folder, name)
        rules = _rule_nodes(node, self.problems)
        params |= self._own_params(node, params, rules)
        if surface is not None:
            self.policy.id, self.policy.title = surface.id, surface.title
            self.policy.fields |= own_fields(node.get("fields"), self.problems)
        effective = surface.effective if surface else Effective()
        examples_as_of = surface.examples_as_of if surface else ""
        params = self._with_lexicons(rules, params, folder)
        policy = surface.id if surface else ""
        self.policy.rules += [
            LoadedRule(rule, params, policy, effective, examples_as_of) for rule in rules
        ]
        return params

    def _pack(self, node: Mapping, folder: Path) -> dict[str, Node]:
        surface = validated(PackSurface, node, self.problems, _PACK_RAW)
        params: dict[str, Node] = {}
        declared = node.get("params")
        if surface is not None and isinstance(declared, Mapping):
            for entry in declared:
                default = entry.value.get("default") if isinstance(entry.value, Mapping) else None
                if default is None:
                    self.problems.at(entry.key, f"parameter {entry.key.text} has no default")
                    continue
                params[entry.key.text] = default
                self.open[entry.key.text] = surface.params[entry.key.text].open
        rules: list[Node] = []
        for file in sorted(folder.glob("*.yaml")):
            if file.name != "pack.yaml":
                content = self.shelf.read(file)
                rules += _rule_nodes(content, self.problems) if content else []
        if surface is not None and not self.policy.id:
            self.policy.id, self.policy.title = surface.id, surface.title
        params = self._with_lexicons(rules, params, folder)
        as_of = surface.examples_as_of if surface else ""
        name = surface.id if surface else folder.name
        self.policy.rules += [LoadedRule(rule, params, name, Effective(), as_of) for rule in rules]
        return params

    def _own_params(
        self, node: Mapping, inherited: dict[str, Node], rules: list[Node]
    ) -> dict[str, Node]:
        """The parameters that a policy sets, or declares for its own rules."""
        own = node.get("params")
        if not isinstance(own, Mapping):
            return {}
        used = {name for rule in rules for name in names_in(rule)}
        for entry in own:
            name = entry.key.text
            if name in inherited and not self.open.get(name, True):
                self.problems.at(entry.key, f"parameter {name} is not open: only its pack sets it")
            elif name not in inherited and name not in used:
                advice = (
                    nearest(name, inherited) if inherited else "remove it, or use it as $" + name
                )
                self.problems.at(
                    entry.key, f"parameter {name} is declared and nothing uses it", advice
                )
        return {entry.key.text: entry.value for entry in own}

    def _with_lexicons(
        self, rules: list[Node], params: dict[str, Node], folder: Path
    ) -> dict[str, Node]:
        """The parameters, and the lexicons that the rules name besides."""
        found = dict(params)
        for name in sorted({name for rule in rules for name in names_in(rule)} - params.keys()):
            entries = self.shelf.lexicon(name, folder)
            if entries is not None:
                found[name] = entries
        return found

    def _unknown(self, target: str, base: Path, named: Scalar | None) -> None:
        advice = nearest(target, pack_names()) + "; a path ends in .yaml or is a folder"
        message = f"no policy file and no pack is called {target}"
        if named is not None:
            self.problems.at(named, message, advice)
        else:
            self.shelf.note(target, message, advice)


def _file_of(target: str, base: Path) -> Path | None:
    """The file of a policy: a path, a folder with a pack, or the name of a shipped pack."""
    path = base / target
    if path.is_dir() and (path / "pack.yaml").is_file():
        return path / "pack.yaml"
    if path.exists() or path.is_symlink() or target.endswith((".yaml", ".yml")):
        return path
    pack = shipped("rules") / target / "pack.yaml"
    return pack if target in pack_names() and pack.is_file() else None


def _rule_nodes(node: Mapping, problems: Problems) -> list[Node]:
    rules = node.get("rules")
    if rules is None or (isinstance(rules, Scalar) and rules.is_null):
        return []
    if not isinstance(rules, Sequence):
        problems.at(rules, "rules is a list")
        return []
    return list(rules.items)
