"""Which files a check reads, and as what: the paths that were named, or all of a project."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from policycheck.engine.world import World
from policycheck.errors import Problem
from policycheck.model.record import Record
from policycheck.plan import Profiles
from policycheck.policy.known_profiles import known_profiles
from policycheck.policy.project import MappedFiles, Project, kind_of_key
from policycheck.readers import Input, inputs

__all__ = [
    "claimed_inputs",
    "given_kinds",
    "matches_any",
    "named_inputs",
    "project_inputs",
    "world_of",
]


def named_inputs(
    paths: Sequence[str],
    project: Project | None,
    base: Path,
    stdin_filename: str,
    read_stdin: Callable[[], bytes],
) -> Iterator[Input | Problem]:
    """The files at the paths, each as what the project claims it for; unclaimed ones are posts."""
    root = project.root if project else base
    wanted = [path if path == "-" else str(base / path) for path in paths]
    found = inputs(wanted, base=root, stdin_filename=stdin_filename, read_stdin=read_stdin)
    return _claimed(found, project) if project else found


def project_inputs(project: Project, kinds: Container[str]) -> Iterator[Input | Problem]:
    """Everything of these kinds that the globs of a project name.

    A file that several globs of one kind name is read once.
    """
    seen: set[tuple[str, str]] = set()
    for found in _project_files(project, kinds):
        if isinstance(found, Problem):
            yield found
        elif (found.kind, found.path) not in seen:
            seen.add((found.kind, found.path))
            yield found


def _project_files(project: Project, kinds: Container[str]) -> Iterator[Input | Problem]:
    for plural, globs in project.records.items():
        kind = kind_of_key(plural)
        if kind in kinds:
            for glob in globs:
                yield from _expanded(glob, kind, project)
    for mapped in project.mappings:
        if mapped.kind in kinds:
            for glob in mapped.files:
                yield from _expanded(glob, mapped.kind, project, mapped)


def claimed_inputs(found: Iterable[Input], project: Project | None) -> Iterator[Input]:
    """Those that the globs of a project name, each as what it is claimed for; without one all."""
    for one in found:
        if project is None:
            yield one
            continue
        for mapped in project.mappings:
            if _is_mapped(one, mapped):
                yield _as_mapped(one, mapped)
        globs = [glob for named in project.records.values() for glob in named]
        if matches_any(one.path, globs):
            yield replace(one, kind=_kind_of(one, project))


def given_kinds(project: Project) -> frozenset[str]:
    """The kinds for which a project names files, even if they hold nothing.

    A reference to one of these may lead nowhere, which is not the same as not knowing.
    """
    named = {kind_of_key(plural) for plural in project.records}
    return frozenset(named | {mapped.kind for mapped in project.mappings})


def world_of(
    given: Iterable[str],
    records: Iterable[Record],
    profiles: Callable[[], Profiles] = known_profiles,
) -> World:
    """What records can be found by: their kind, of those that are given, and id."""
    by_kind: dict[str, dict[str, Record]] = {kind: {} for kind in given}
    for record in records:
        if record.kind in by_kind:
            by_kind[record.kind][record.id] = record
    platforms = by_kind.get("platform")
    if not platforms:
        return World(by_kind, profiles)
    # A project with platforms of its own is rare.
    from policycheck.engine.platform_book import PlatformBook

    book = PlatformBook(platforms.values(), profiles())
    return World({**by_kind, "platform": book}, profiles)


def _expanded(
    glob: str, kind: str, project: Project, mapped: MappedFiles | None = None
) -> Iterator[Input | Problem]:
    files = sorted(str(file) for file in project.root.glob(glob) if file.is_file())
    if not files and not any(mark in glob for mark in "*?["):
        files = [str(project.root / glob)]  # a file that is named and not there is a problem
    for found in inputs(files, base=project.root):
        if isinstance(found, Problem):
            yield found
        elif mapped is None:
            if not any(_is_mapped(found, one) for one in project.mappings):
                yield replace(found, kind=kind)
        else:
            yield _as_mapped(found, mapped)


def _claimed(found: Iterable[Input | Problem], project: Project) -> Iterator[Input | Problem]:
    for one in found:
        if isinstance(one, Problem):
            yield one
            continue
        if matches_any(one.path, project.waivers):
            continue  # waivers are no records; a check reads them anyway
        mapped = [each for each in project.mappings if _is_mapped(one, each)]
        for each in mapped:
            yield _as_mapped(one, each)
        if not mapped:
            yield replace(one, kind=_kind_of(one, project))


def _kind_of(found: Input, project: Project) -> str:
    for plural, globs in project.records.items():
        if matches_any(found.path, globs):
            return kind_of_key(plural)
    return "post"


def _is_mapped(found: Input, mapped: MappedFiles) -> bool:
    return matches_any(found.path, mapped.files)


def matches_any(path: str, globs: Iterable[str]) -> bool:
    """Whether a path, as a report shows it, is one of those that globs of a project name."""
    return any(_matches(path, glob) for glob in globs)


def _matches(path: str, glob: str) -> bool:
    from pathspec import PathSpec

    return PathSpec.from_lines("gitignore", [f"/{glob}"]).match_file(path)


def _as_mapped(found: Input, mapped: MappedFiles) -> Input:
    return replace(
        found,
        kind=mapped.kind,
        mapping=mapped.fields,
        dialect=mapped.dialect,
        records=mapped.records,
    )
