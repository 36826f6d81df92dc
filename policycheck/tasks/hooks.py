"""The hooks for pre-commit: one definition, from which every file that names them is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policycheck.model.post import POST
from policycheck.policy.project import Project
from policycheck.readers.endings import ENDINGS
from policycheck.readers.files import shown
from policycheck.tasks.sources import matches_any
from policycheck.waive.quoting import quoted

__all__ = ["HOOKS", "HOOKS_FILE", "Hook", "hooks_text", "local_hooks", "posts_among"]

HOOKS_FILE = ".pre-commit-hooks.yaml"

_HEAD = """\
# What pre-commit can run from this repository. Written by `python scripts/integrations.py`; see
# docs/pre-commit.md for how to use it.
"""


@dataclass(frozen=True, slots=True)
class Hook:
    """One hook: `run` is the command of `policycheck hook` behind it.

    `endings` are those of the files that it is about. With `takes_files` it is given those of a
    commit, else it looks at the whole project as soon as one of them is part of a commit.
    """

    run: str
    name: str
    description: str
    endings: Sequence[str]
    takes_files: bool = False

    @property
    def id(self) -> str:
        return f"policycheck-{self.run}"

    @property
    def entry(self) -> str:
        return f"policycheck hook {self.run}"

    @property
    def files(self) -> str:
        """A regular expression for the names of the files."""
        choice = "|".join(sorted(ending.removeprefix(".") for ending in self.endings))
        return rf"(?i)\.({choice})$"


#: All hooks, in the order in which they run.
HOOKS = (
    Hook(
        "posts",
        "policycheck: posts",
        "Check the posts of a commit against the agency's social media policy.",
        tuple(ENDINGS),
        takes_files=True,
    ),
    Hook(
        "project",
        "policycheck: accounts, roles, waivers, calendars",
        "Check the whole project: accounts, people, roles, waivers, calendars and posts together.",
        tuple(ENDINGS),
    ),
    Hook(
        "policy",
        "policycheck: the policy itself",
        "Look for faults of the policy, and run its examples and suites.",
        (".yaml", ".yml"),
    ),
)


def hooks_text() -> str:
    """The file with which this repository offers the hooks to pre-commit."""
    return _HEAD + "".join(f"{line}\n" for hook in HOOKS for line in _offered(hook))


def local_hooks(folder: str = "", posts: Sequence[str] = ()) -> str:
    """The same hooks as a project lists them that has policycheck on its PATH.

    `folder` is that of the project below the root of its repository, `''` where it is the root;
    `posts` are the folders that hold nothing but posts: a commit of these alone needs no look at
    the whole project.
    """
    lines = ["- repo: local", "  hooks:"]
    for hook in HOOKS:
        lines += [f"  {line}" for line in _listed(hook, folder, posts)]
    return "".join(f"{line}\n" for line in lines)


def _offered(hook: Hook) -> Iterator[str]:
    yield from _common(hook, "python")
    yield f"  description: {quoted(hook.description)}"
    yield f"  files: {_single(hook.files)}"


def _listed(hook: Hook, folder: str, posts: Sequence[str]) -> Iterator[str]:
    yield from (f"  {line}" for line in _common(hook, "system"))
    if folder:
        yield f"    args: [--project, {quoted(folder)}]"
    inside = f"^{_literal(folder)}/.*" if folder else ""
    # The flag has to stand first.
    yield f"    files: {_single('(?i)' + inside + hook.files.removeprefix('(?i)'))}"
    if posts and hook.run == "project":
        below = f"{_literal(folder)}/" if folder else ""
        choice = "|".join(_literal(one) for one in posts)
        any_of = f"({choice})" if len(posts) > 1 else choice
        yield f"    exclude: {_single(f'^{below}{any_of}/')}"


def _common(hook: Hook, language: str) -> Iterator[str]:
    yield f"- id: {hook.id}"
    yield f"  name: {quoted(hook.name)}"
    yield f"  entry: {hook.entry}"
    yield f"  language: {language}"
    if not hook.takes_files:
        yield "  pass_filenames: false"


def _literal(path: str) -> str:
    """A path as a regular expression; re.escape would escape more than is needed."""
    return "".join(f"\\{one}" if one in r".^$*+?{}[]\|()" else one for one in path)


def _single(text: str) -> str:
    """A text in single quotes, in which YAML leaves a backslash alone."""
    return "'" + text.replace("'", "''") + "'"


def posts_among(paths: Sequence[str], project: Project | None, base: Path) -> tuple[str, ...]:
    """Of the files in a commit those that the project names as posts; without a project all."""
    if project is None:
        return tuple(paths)
    return tuple(path for path in paths if _is_post(shown(base / path, project.root), project))


def _is_post(path: str, project: Project) -> bool:
    mapped = [one for one in project.mappings if matches_any(path, one.files)]
    if mapped:
        return any(one.kind == POST.name for one in mapped)
    return matches_any(path, project.records.get(POST.plural, ()))
