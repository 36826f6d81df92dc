"""`init`: a new project in a folder, which passes its own checks from the first day."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from policycheck.document import Sequence
from policycheck.errors import InputError, Problem
from policycheck.policy.load import load_policy
from policycheck.policy.project import FILE_NAME
from policycheck.readers.endings import ENDINGS
from policycheck.tasks.new_files import write_new_files
from policycheck.tasks.starter import automation, guide, policy, records
from policycheck.tasks.starter.answers import Answers, refuse_wrong

__all__ = ["PARTS", "Begun", "begin", "folder_below", "planned"]

_PROJECT: Mapping[str, Callable[[Answers], str]] = {
    FILE_NAME: policy.project,
    "policy.yaml": policy.policy,
    "accounts.yaml": records.accounts,
    "people.yaml": records.people,
    "roles.yaml": records.roles,
    "waivers.yaml": lambda _: records.waivers(),
    records.ENGLISH_POST: records.post,
}
#: What stands at the root of a repository, by the name under which it can be left out.
_AT_ROOT: Mapping[str, tuple[str, Callable[[Answers], str]]] = {
    "pre-commit": (automation.PRE_COMMIT, automation.pre_commit),
    "github": (automation.GITHUB, automation.github),
    "gitlab": (automation.GITLAB, automation.gitlab),
}
#: What can be left out.
PARTS = ("readme", *_AT_ROOT)


@dataclass(frozen=True, slots=True)
class Begun:
    """What was written, relative to the folder; what was not, since it belongs at `root`.

    `picked_up` are files that stood there before and are posts of the project from now on.
    """

    written: tuple[str, ...]
    for_root: tuple[str, ...]
    root: Path | None
    picked_up: tuple[str, ...]


def planned(answers: Answers, without: frozenset[str] = frozenset()) -> dict[str, str]:
    """The files of a new project, by their paths relative to it."""
    files = {path: made(answers) for path, made in _PROJECT.items()}
    if answers.bilingual:
        files[records.FRENCH_POST] = records.french_post(answers)
    if answers.federal:
        files["goals.yaml"] = records.goals()
    if "readme" not in without:
        files["README.md"] = guide.guide(answers, without)
    if not answers.folder:
        for part, (path, made) in _AT_ROOT.items():
            if part not in without:
                files[path] = made(answers)
    return files


def begin(folder: Path, answers: Answers, without: frozenset[str] = frozenset()) -> Begun:
    """Write the files of a new project into a folder, all of them or none.

    Raises UsageError for an answer that no project could be made of, InputError where a file is
    there already or cannot be written; then nothing has been written.
    """
    refuse_wrong(answers)
    root, below = folder_below(folder)
    answers = replace(answers, folder=below, lists=_lists(answers.packs, folder))
    files = planned(answers, without)
    _refuse_existing(folder, files)
    picked_up = _posts_in(folder)
    try:
        write_new_files(folder, files)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        message = f"the project cannot be written: {reason}"
        advice = "nothing was written; check the folder and its rights"
        raise InputError([Problem(folder.as_posix(), 1, 1, message, advice)]) from None
    elsewhere = [path for part, (path, _) in _AT_ROOT.items() if below and part not in without]
    return Begun(tuple(files), tuple(elsewhere), root, picked_up)


def folder_below(folder: Path) -> tuple[Path | None, str]:
    """The root of the git repository that a folder is in, None without one, and its path there."""
    place = folder.resolve()
    for root in (place, *place.parents):
        if (root / ".git").exists():
            below = place.relative_to(root).as_posix()
            return root, "" if below == "." else below
    return None, ""


def _lists(packs: tuple[str, ...], base: Path) -> dict[str, str]:
    """The lists that the packs leave empty for the agency to fill, with what each is for."""
    found: dict[str, str] = {}
    for pack in packs:
        declared = load_policy(pack, base).declared
        for name in sorted(declared.opened):
            value = declared.values[name]
            if isinstance(value, Sequence) and not value.items:
                found.setdefault(name, declared.descriptions[name])
    return found


def _refuse_existing(folder: Path, files: Mapping[str, str]) -> None:
    """Raise InputError with every file that is there, and every folder that cannot be made."""
    taken = {}
    for path in files:
        for one in (folder, *(folder / above for above in reversed(Path(path).parents[:-1]))):
            if os.path.lexists(one) and not one.is_dir():
                message = "this is no folder: nothing can be written below it"
                taken[one] = (message, _advice(""))
        if os.path.lexists(folder / path):
            taken[folder / path] = ("this file is there already", _advice(path))
    if taken:
        raise InputError(Problem(file.as_posix(), 1, 1, *words) for file, words in taken.items())


def _advice(path: str) -> str:
    parts = {"README.md": "readme"} | {file: part for part, (file, _) in _AT_ROOT.items()}
    if path in parts:
        return f"leave it out with --without {parts[path]}, or move it away; nothing was written"
    return "move it away or choose another folder; nothing was written"


def _posts_in(folder: Path) -> tuple[str, ...]:
    """The files that the project's patterns for posts will find."""
    found = (file for ending in ENDINGS for file in folder.glob(f"{policy.POSTS}/**/*{ending}"))
    return tuple(sorted(file.relative_to(folder).as_posix() for file in found if file.is_file()))
