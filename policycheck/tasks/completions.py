"""What a shell offers where the id of a rule or the name of a pack is asked for."""

from __future__ import annotations

from pathlib import Path

from policycheck.document import Mapping, Scalar
from policycheck.errors import PolicycheckError
from policycheck.lint import LINTS, lint_named
from policycheck.policy.load import load_policy, pack_names
from policycheck.tasks.built_in import BUILT_IN
from policycheck.tasks.projects import project_at
from policycheck.tasks.ready import policy_named

__all__ = ["lints_that_begin", "packs", "rules_that_begin"]


def rules_that_begin(start: str, policy: str, folder: Path) -> list[tuple[str, str]]:
    """The rules of a policy whose ids begin so, each with its title; none where it has none.

    Without a `policy` it is that of the project, else core. Nothing is wrong enough to be said
    while somebody is typing: what cannot be read offers nothing.
    """
    try:
        project = project_at(folder)
        named = policy_named(policy, project, folder)
        loaded = load_policy(named, project.root if project else folder)
    except PolicycheckError:
        return []
    found = {id_: rule.title for id_, rule in BUILT_IN.items()}
    for rule in loaded.rules:
        title = rule.node.get("title") if isinstance(rule.node, Mapping) else None
        found[rule.id] = title.text if isinstance(title, Scalar) else ""
    return sorted((id_, title) for id_, title in found.items() if id_.startswith(start))


def packs() -> list[str]:
    """The names of the built-in packs."""
    return sorted(pack_names())


def lints_that_begin(start: str) -> list[tuple[str, str]]:
    """The lints whose ids begin so, each with its title."""
    found = {lint.id: lint.title for lint in map(lint_named, LINTS)}
    return sorted((id_, title) for id_, title in found.items() if id_.startswith(start))
