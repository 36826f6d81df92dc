"""`waivers`: the register of a project's waivers, and adding one to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from policycheck.engine.veil import Veil
from policycheck.errors import InputError, Problem, UsageError
from policycheck.model.finding import Severity
from policycheck.model.report import Report
from policycheck.model.waiver import Register
from policycheck.policy.project import FILE_NAME, Project
from policycheck.readers.files import shown
from policycheck.readers.opening import open_source
from policycheck.readers.reader import Input
from policycheck.source import Source
from policycheck.tasks.built_in import EXPIRED_WAIVER, INVALID_WAIVER, UNUSED_WAIVER
from policycheck.tasks.check import Checked, CheckRequest, checked
from policycheck.tasks.register_entry import entry
from policycheck.tasks.replaced_file import replace_file
from policycheck.tasks.waived import is_glob, waiver_files
from policycheck.waive.append import NewWaiver, with_waiver
from policycheck.waive.flaw import Flaw
from policycheck.waive.standing import Judged
from policycheck.waive.written import Written, read_waivers

__all__ = ["Added", "Refused", "add_waiver", "register"]

_SPOKEN = (INVALID_WAIVER, EXPIRED_WAIVER, UNUSED_WAIVER)
_BOM = "\ufeff"
_NAME_A_FILE = f"{FILE_NAME} names no file of waivers; write in it: waivers: waivers.yaml"


@dataclass(frozen=True, slots=True)
class Added:
    """A waiver that was written: the file, where in it, and how it stands."""

    path: str
    line: int
    judged: Judged


@dataclass(frozen=True, slots=True)
class Refused:
    """A waiver that would be invalid, and was not written."""

    flaws: Sequence[Flaw]


def register(request: CheckRequest) -> tuple[Register, Report]:
    """The waivers of the project as they stand, and a report of what is wrong with them.

    Whether a waiver is used shows only where all is judged: the whole project is checked.

    Raises UsageError where there is no project.
    """
    project = _project(request)
    done = checked(request)
    report = _about_waivers(done)
    notes: tuple[str, ...] = ()
    if not project.waivers:
        notes = (_NAME_A_FILE,)
    elif not waiver_files(project):
        notes = (f"{' and '.join(project.waivers)}: no such file yet",)
    veil = Veil(() if request.reveal else done.result.secrets)
    entries = tuple(entry(one, veil) for one in done.waivers)
    made = Register(report.version, report.as_of, report.policy, entries, report.errors, notes)
    return made, report


def add_waiver(request: CheckRequest, new: NewWaiver) -> Added | Refused:
    """Add a waiver to the project's file of waivers, unless it would be invalid.

    Raises UsageError where there is no project or no file to write to, InputError where the project
    or the file cannot be read or written.
    """
    project = _project(request)
    file = _file_to_write(project)
    path = shown(file, project.root)
    before, mark = _text(file, path)
    after = with_waiver(path, before, new)
    if after is None or not _is_one_more(path, before, after, new):
        message = "the list of waivers in this file has a form that cannot be added to"
        advice = "correct the file, or add the waiver by hand"
        raise InputError([Problem(path, 1, 1, message, advice)])
    done = checked(replace(request, unsaved={file: after}))
    if done.report.errors:
        raise InputError(done.report.errors)
    added = [one for one in done.waivers if one.waiver.path == path][-1]
    if added.flaws:
        return Refused(added.flaws)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file.resolve(), [mark, after])
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        advice = "check the folder and its rights"
        problem = Problem(path, 1, 1, f"the waiver cannot be written: {reason}", advice)
        raise InputError([problem]) from None
    node = added.waiver.node
    return Added(path, node.source.position(node.span.start).line, added)


def _project(request: CheckRequest) -> Project:
    if request.project is None:
        raise UsageError(f"waivers belong to a project, and there is no {FILE_NAME} here or above")
    return request.project


def _about_waivers(done: Checked) -> Report:
    """The report with nothing but what it says of waivers."""
    report = done.report
    findings = tuple(one for one in report.findings if one.rule in _SPOKEN)
    counts = {level: sum(one.severity is level for one in findings) for level in Severity}
    summary = replace(report.summary, findings=counts, unknown=0)
    return replace(report, findings=findings, summary=summary)


def _file_to_write(project: Project) -> Path:
    """The file that the project names: of several the first, of patterns the first found."""
    plain = [name for name in project.waivers if not is_glob(name)]
    if plain:
        return project.root / plain[0]
    there = waiver_files(project)
    if there:
        return there[0]
    if project.waivers:
        patterns = ", ".join(project.waivers)
        raise UsageError(f"no file is called {patterns}; name one under waivers: in {FILE_NAME}")
    raise UsageError(_NAME_A_FILE)


def _text(file: Path, path: str) -> tuple[str, str]:
    """The text of the file, '' where there is none yet, and the byte order mark before it."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return "", ""
    except OSError:
        data = b""  # opening it again says what is wrong
    opened = open_source(Input(path, None if data else file, data or None, kind="waiver"))
    if isinstance(opened, Problem):
        raise InputError([opened])
    return opened.text, _BOM if data.startswith(_BOM.encode()) else ""


def _is_one_more(path: str, before: str, after: str, new: NewWaiver) -> bool:
    """Whether the new text reads as the old one and this waiver, and as nothing else."""
    old, _ = read_waivers([Source(path, before)], None)
    now, problems = read_waivers([Source(path, after)], None)
    wanted = (
        *(new.rule, new.record, new.kind, new.account, new.reason),
        *(new.approved_by, new.granted, new.expires, new.evidence),
    )
    return not problems and [_texts(one) for one in now] == [*(_texts(one) for one in old), wanted]


def _texts(one: Written) -> tuple[str, ...]:
    return (
        *(one.rule, one.id, one.kind, one.account, one.reason),
        *(one.approved_by, one.granted, one.expires, one.evidence),
    )
