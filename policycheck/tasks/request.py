"""What is asked of a check: which records, against what, as of when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from policycheck.model.moment import Moment
from policycheck.model.shape import Type
from policycheck.policy.project import Project
from policycheck.readers.files import STDIN_NAME, shown

if TYPE_CHECKING:
    from policycheck.tasks.changes import Changes

__all__ = ["CheckRequest"]

#: The endings of files that hold one post.
_OF_ONE_RECORD = (".md", ".tweet", ".toot")


class CheckRequest(Struct, frozen=True):
    """What to check against what, and when. `now` is read by the caller, never here.

    `base` is the folder that `paths` and `policy` are relative to. Without paths the whole project
    is checked; an empty `policy` is that of the project, else the built-in core pack. Without a
    `baseline` that of the project holds. `unsaved` has the texts of files of waivers that count
    instead of what is on disk; `unwritten` has the same of records, by the paths that are shown.
    `jobs` are the processes among which much work is shared; with `profile` one does all, and the
    report says where the time went. Compiled policies are kept in the folder `cache`, None nowhere.
    With `changes` only records that changed are judged.
    `with_view` asks for the records as a person looks at them.
    """

    paths: Sequence[str]
    base: Path
    now: datetime
    project: Project | None = None
    policy: str = ""
    read_stdin: Callable[[], bytes] = bytes
    stdin_filename: str = STDIN_NAME
    as_of: Moment | None = None
    rules_as_of: Moment | None = None
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    max_findings: int | None = None
    reveal: bool = False
    unsaved: Mapping[Path, str] = field(default_factory=dict)
    language: str = ""
    baseline: Path | None = None
    write_baseline: Path | None = None
    unwritten: Mapping[str, bytes] = field(default_factory=dict)
    with_view: bool = False
    jobs: int = 1
    profile: bool = False
    cache: Path | None = None
    changes: Changes | None = None

    @property
    def zone(self) -> tzinfo | None:
        return self.project.zone if self.project else None

    @property
    def own_fields(self) -> Mapping[str, Type]:
        """The fields that the project declares itself."""
        return self.project.fields if self.project else {}

    @property
    def is_of_one_file(self) -> bool:
        """Whether one file is asked for, which most likely holds one record."""
        return len(self.paths) == 1 and self.paths[0].endswith(_OF_ONE_RECORD)

    @property
    def root(self) -> Path:
        """The folder that all paths in the report are relative to."""
        return self.project.root if self.project else self.base

    @property
    def named(self) -> frozenset[str]:
        """The paths as they are shown, none where the whole project is meant."""
        return frozenset(shown(self.base / one, self.root) for one in self.paths)
