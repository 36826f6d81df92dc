"""A version of a policy for a comparison: a file, a folder, a built-in pack, or one of git."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from msgspec.structs import replace

from policycheck.errors import InputError, Problem
from policycheck.model.policy_diff import PolicyVersion
from policycheck.model.shape import Type
from policycheck.policy.compile import compile_policy
from policycheck.policy.load import load_policy
from policycheck.policy.loaded import LoadedPolicy
from policycheck.policy.policies_compared import Stand
from policycheck.policy.project import FILE_NAME, Project, find_project
from policycheck.policy.project_file import read_project
from policycheck.tasks.ready import policy_named
from policycheck.tasks.revisions import Revision, WrittenOut, revision_named, written_out

__all__ = ["Version", "read_version"]


@dataclass(frozen=True, slots=True)
class Version:
    """A version as it was named, its rules ready to be compared, and what is wrong with it.

    `fields` are those of one's own, of the project and of the policy.
    """

    named: str
    stand: Stand
    fields: Mapping[str, Type]
    problems: tuple[Problem, ...] = ()

    @property
    def about(self) -> PolicyVersion:
        policy = self.stand.policy
        return PolicyVersion(
            self.named, policy.id, policy.title, policy.digest, len(policy.rule_ids())
        )


def read_version(named: str, base: Path, project: Project | None) -> Version:
    """The policy that a caller names. What cannot be used is a problem of it; nothing is raised."""
    revision = revision_named(named, base)
    try:
        if revision is None:
            root = project.root if project else base
            policy = load_policy(policy_named(named, project, base), root)
            return _compiled(named, policy, project, ())
        with written_out(revision, base) as files:
            return _of_revision(named, revision, files)
    except InputError as failure:
        return Version(named, Stand(LoadedPolicy(), frozenset()), {}, failure.problems)


def _of_revision(named: str, revision: Revision, files: WrittenOut) -> Version:
    """The policy with the project that it had then."""
    before = f"{revision.name}:"
    policy = load_policy(f"./{files.path}", files.folder, before)
    project, problems = _project(files, before)
    return _compiled(named, policy, project, problems)


def _project(files: WrittenOut, before: str) -> tuple[Project | None, tuple[Problem, ...]]:
    """The nearest project file above the policy in the revision."""
    file = find_project((files.folder / files.path).parent)
    if file is None or not file.is_relative_to(files.folder):
        return None, ()
    try:
        return read_project(file), ()
    except InputError as failure:
        folder = file.parent.relative_to(files.folder).as_posix()
        prefix = before if folder == "." else f"{before}{folder}/"
        return None, tuple(
            replace(one, path=prefix + one.path) if one.path == FILE_NAME else one
            for one in failure.problems
        )


def _compiled(
    named: str, policy: LoadedPolicy, project: Project | None, problems: tuple[Problem, ...]
) -> Version:
    fields = project.fields if project else {}
    zone: tzinfo | None = project.zone if project else None
    _, sources = compile_policy(policy, zone, fields)
    usable = frozenset(one.surface.id for one in sources)
    found = (*problems, *sorted(set(policy.problems.found)))
    return Version(named, Stand(policy, usable), {**fields, **policy.fields}, found)
