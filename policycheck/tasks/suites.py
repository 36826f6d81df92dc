"""The suites of a policy: `*.test.yaml` beside its files, and which policy each one tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.errors import Problem
from policycheck.mistakes.language import WRONG_VALUE
from policycheck.mistakes.policies import UNKNOWN_POLICY
from policycheck.policy.loaded import LoadedPolicy
from policycheck.policy.problems import Problems
from policycheck.policy.rule_file import Shelf
from policycheck.policy.suite_surface import SuiteSurface
from policycheck.policy.surface import validated
from policycheck.policy.target import file_of

__all__ = ["Suite", "policy_files", "suites_of"]

_RAW = frozenset({"params", "records"})
_ENDING = "*.test.yaml"


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite as read: its file, the file of the policy that it tests, and what it says."""

    file: Path
    policy: Path
    node: Mapping
    surface: SuiteSurface

    @property
    def path(self) -> str:
        """Its path as it is shown."""
        return self.node.source.path

    @property
    def zone(self) -> ZoneInfo:
        """Whose days count."""
        return ZoneInfo(self.surface.timezone)

    @property
    def expectations(self) -> list[Mapping]:
        """The expectations as written, in the order of those of the surface."""
        listed = self.node.entries["expect"].value
        return [one for one in getattr(listed, "items", ()) if isinstance(one, Mapping)]

    @property
    def equivalents(self) -> list[tuple[str, str, Node]]:
        """The ids of mutants that no test can notice, each with its reason and where it stands."""
        written, node = self.surface.mutants, self.node.get("mutants")
        listed = node.get("equivalent") if isinstance(node, Mapping) else None
        if written is None or not isinstance(listed, Sequence):
            return []
        pairs = zip(written.equivalent, listed.items, strict=True)
        return [(one.id, one.reason, item) for one, item in pairs]


def policy_files(policy: LoadedPolicy) -> list[Path]:
    """The files with the header of a policy or pack: its own first, then what it extends."""
    return [file for file, node in policy.documents.items() if "policycheck" in node.entries]


def suites_of(policy: LoadedPolicy, root: Path) -> Iterator[Suite | Problem]:
    """The suites beside the files of a policy, each with what is wrong with it instead.

    One that names a policy is of that one alone: where that is neither the policy at hand nor one
    that it extends, the suite is not among these.
    """
    files = policy_files(policy)
    for folder in dict.fromkeys(file.parent for file in files):
        for file in sorted(folder.glob(_ENDING)):
            yield from _suite(file, files, root)


def _suite(file: Path, files: list[Path], root: Path) -> Iterator[Suite | Problem]:
    shelf = Shelf(root)
    node = shelf.read(file)
    surface = validated(SuiteSurface, node, shelf.problems, _RAW) if node else None
    target = _target(node, file, files, shelf.problems) if node else None
    if shelf.problems.found and (target is None or target in files):
        yield from shelf.problems.found
    elif node is not None and surface is not None and target in files:
        yield Suite(file, target, node, surface)


def _target(node: Mapping, file: Path, files: list[Path], problems: Problems) -> Path | None:
    """The file of the policy that a suite tests; None after noting that there is none."""
    named: Node | None = node.get("policy")
    if isinstance(named, Scalar):
        found = file_of(named.text, file.parent)
        if found is None or not found.is_file():
            advice = "write the path of a policy, relative to the suite, or the name of a pack"
            problems.at(
                named, UNKNOWN_POLICY, f"no policy file and no pack is called {named.text}", advice
            )
            return None
        return found
    beside = [one for one in files if one.parent == file.parent]
    if len(beside) > 1 and beside[0] != files[0]:
        names = ", ".join(one.name for one in beside)
        advice = f"write policy: and the one that it tests: {names}"
        problems.at(node, WRONG_VALUE, "several policies stand beside this suite", advice)
        return None
    return beside[0]
