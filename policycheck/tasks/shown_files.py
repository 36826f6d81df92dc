"""Which files a check reads, as what and by which reader, and which it leaves out and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from policycheck.errors import Problem
from policycheck.model.account_security import ACCOUNT_SECURITY
from policycheck.model.registry import RECORD_KINDS
from policycheck.policy.project import FILE_NAME, Project
from policycheck.readers import Input, reader_name
from policycheck.readers.endings import known_endings
from policycheck.readers.files import shown
from policycheck.readers.ignored import Ignored
from policycheck.tasks.baselines import Baselines
from policycheck.tasks.policies import policy_files
from policycheck.tasks.request import CheckRequest
from policycheck.tasks.sources import named_inputs, project_inputs
from policycheck.tasks.waived import waiver_files

__all__ = ["ShownFile", "ShownFiles", "shown_files"]


class ShownFile(NamedTuple):
    """A file and what it is read as: a kind of record, by a reader; or why it is left out.

    `kind` and `reader` are empty for what is left out, `why` for what is read.
    """

    path: str
    kind: str = ""
    reader: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class ShownFiles:
    """All files by their paths, and what is wrong with those that were named."""

    files: tuple[ShownFile, ...]
    problems: tuple[Problem, ...]


def shown_files(request: CheckRequest) -> ShownFiles:
    """Look for files as a check does, and at what else is there; nothing is read."""
    problems: list[Problem] = []
    read: list[ShownFile] = []
    for one in _found(request):
        if isinstance(one, Problem):
            problems.append(one)
        else:
            dialect = f" ({one.dialect})" if one.dialect else " (mapped)" if one.mapping else ""
            read.append(ShownFile(one.path, one.kind, f"{reader_name(one.path)}{dialect}"))
    known = {one.path for one in read}
    left = [one for folder in _folders(request) for one in _left_out(folder, request, known)]
    return ShownFiles(tuple(sorted({*read, *left})), tuple(sorted(set(problems))))


def _found(request: CheckRequest) -> Iterator[Input | Problem]:
    if request.paths:
        found = named_inputs(
            request.paths, request.project, request.base, request.stdin_filename, lambda: b""
        )
    elif request.project:
        kinds = frozenset(RECORD_KINDS) | {ACCOUNT_SECURITY.name}
        found = project_inputs(request.project, kinds)
    else:
        return
    own = Baselines.of(request.baseline, request.write_baseline, request.project, request.base)
    yield from own.without_own(found) if request.paths else found


def _folders(request: CheckRequest) -> Iterator[Path]:
    """The folders that were looked through: those that were named, or that of the project."""
    named = [request.base / one for one in request.paths if one != "-"]
    yield from (one for one in named if one.is_dir())
    if not request.paths and request.project:
        yield request.project.root


def _left_out(folder: Path, request: CheckRequest, read: set[str]) -> Iterator[ShownFile]:
    absolute = folder.absolute()
    reasons = dict(_reasons(request))
    stack = [(absolute, Ignored.above(absolute))]
    while stack:
        within, ignored = stack.pop()
        ignored = ignored.within(within)
        for entry in sorted(within.iterdir()):
            is_folder = entry.is_dir() and not entry.is_symlink()
            path = shown(entry, request.root)
            if path in read:
                continue
            if ignored.leaves_out(entry, is_folder=is_folder) and path not in reasons:
                hidden = entry.name.startswith(".")
                why = "hidden" if hidden else "a .gitignore names it"
                yield ShownFile(f"{path}/" if is_folder else path, why=why)
            elif is_folder:
                stack.append((entry, ignored))
            else:
                why = reasons.get(path) or _why(entry, request.project)
                yield ShownFile(path, why=why)


def _reasons(request: CheckRequest) -> Iterator[tuple[str, str]]:
    """What is read, but holds no records."""
    root = request.root
    for file in policy_files(request.policy, request.project, request.base):
        yield shown(file, root), "no records: the policy, or part of it"
    for file in waiver_files(request.project):
        yield shown(file, root), "no records: waivers"
    own = Baselines.of(request.baseline, request.write_baseline, request.project, request.base)
    for one in (own.known, own.target):
        if one:
            yield one.source.path, "no records: a baseline"
    if request.project:
        yield shown(request.project.root / FILE_NAME, root), "no records: the project file"


def _why(file: Path, project: Project | None) -> str:
    if reader_name(file.name) is None:
        ending = f"files that end in {file.suffix}" if file.suffix else "files without an ending"
        return f"policycheck reads no {ending} (it reads {known_endings()})"
    if project:
        return f"no glob of {FILE_NAME} names it"
    return "settings of a tool, and no records"
