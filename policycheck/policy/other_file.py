"""A file that is no policy, given where one is asked for: what it is, and what to name instead."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from policycheck.document import Mapping, Node, Scalar
from policycheck.policy.target import file_of

__all__ = ["OtherFile", "other_file"]

_SUITE_ENDING = ".test.yaml"
_SUITE_KEYS = frozenset({"records", "expect"})
_PROJECT_FILE = "policycheck.yaml"


class OtherFile(NamedTuple):
    """What a file is, the place that says so, and the policy to name instead.

    `policy` is a file, a folder with a pack, what the file itself calls it where there is none of
    that name, or empty. `advice` has `{}` in its place.
    """

    what: str
    at: Node
    policy: Path | str
    advice: str


def other_file(node: Mapping, file: Path) -> OtherFile | None:
    """What the file is, if it is a suite, the file of a project or a chapter of a pack.

    A file with the header of a policy (`policycheck: 1`) is a policy, whatever it is called.
    """
    if "policycheck" in node.entries:
        return None
    pack = file.parent if (file.parent / "pack.yaml").is_file() else None
    at = node.get("policy") or node
    if file.name.endswith(_SUITE_ENDING) or node.entries.keys() >= _SUITE_KEYS:
        named = _named(node, file) or pack or "the file beside it that begins with policycheck: 1"
        advice = "name the policy that it tests: {}; policycheck test runs this suite with it"
        return OtherFile("a suite of tests", at, named, advice)
    if file.name == _PROJECT_FILE:
        named = _named(node, file) or "the file that begins with policycheck: 1"
        return OtherFile("a project file", at, named, "name the policy of the project: {}")
    if pack is not None and "rules" in node.entries:
        return OtherFile("one file of a pack", node, pack, "name the whole pack: {}")
    return None


def _named(node: Mapping, file: Path) -> Path | str:
    """The policy that a file names with `policy:`; empty where it names none."""
    named = node.get("policy")
    if not isinstance(named, Scalar) or named.is_null:
        return ""
    found = file_of(named.text, file.parent)
    if found is None or not found.exists():
        return named.text
    return found.parent if found.name == "pack.yaml" else found
