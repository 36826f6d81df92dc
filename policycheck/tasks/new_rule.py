"""`new rule`: a rule with examples at the end of a policy, tried before it is written."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from policycheck.document import Mapping
from policycheck.errors import InputError, Problem, UsageError
from policycheck.policy.load import load_policy, pack_names
from policycheck.policy.loaded import LoadedPolicy
from policycheck.policy.project import FILE_NAME, Project
from policycheck.policy.rule_file import shown_path
from policycheck.readers.opening import open_source
from policycheck.readers.reader import Input
from policycheck.tasks.examples import run_examples
from policycheck.tasks.policies import ready_policy
from policycheck.tasks.replaced_file import replace_file
from policycheck.tasks.rule_append import with_rule
from policycheck.tasks.scaffold import NewRule

__all__ = ["Written", "add_rule", "policy_file"]

_BOM = "\ufeff"
#: The instant that the examples of kinds are about, for a policy that names another.
_AS_OF = "2026-01-01T00:00Z"


@dataclass(frozen=True, slots=True)
class Written:
    """A rule that was written: the file, and the line where it begins."""

    path: str
    line: int


def policy_file(given: str, project: Project | None, base: Path) -> Path:
    """The file that a rule is to be added to: the one that was named, else that of the project.

    Raises UsageError where there is none, or none that is one's own.
    """
    if given:
        return _own(base / given, given)
    if project is None:
        advice = "name the policy with --policy, or print the rule with --policy -"
        raise UsageError(f"there is no {FILE_NAME} here or above: {advice}")
    return _own(project.root / project.policy, project.policy)


def _own(file: Path, given: str) -> Path:
    if file.is_dir():
        advice = "write the rule into one of its files, with what --policy - prints"
        raise UsageError(f"{given} is a folder with a pack: {advice}")
    if not file.exists() and given in pack_names():
        advice = "name a file of your own with --policy; it may say extends: "
        raise UsageError(f"{given} is a built-in pack: {advice}[{given}]")
    return file


def add_rule(file: Path, rule: NewRule, base: Path, project: Project | None) -> Written:
    """Add a rule to a policy, which keeps all that is in it.

    The policy is read as it would be with the rule, and the examples of the rule are run, before
    anything is written. Raises InputError where the policy cannot be read or written or has the id
    already.
    """
    path = shown_path(file, base)
    loaded = load_policy(str(file), base)
    _refuse_broken(loaded)
    _refuse_taken(loaded, rule.id)
    before, mark = _text(file, path)
    for tried in (rule, rule._replace(as_of=_AS_OF)):
        after = with_rule(path, before, tried)
        if after is None:
            message = "the rules of this file have a form that cannot be added to"
            advice = "add the rule by hand: --policy - prints it"
            raise InputError([Problem(path, 1, 1, message, advice)])
        problems = _tried(file, after, rule.id, base, project)
        if not problems:
            _write(file, path, mark + after)
            return Written(path, _line(base, file, rule.id))
    raise InputError(problems)


def _refuse_broken(loaded: LoadedPolicy) -> None:
    if loaded.problems.found:
        raise InputError(loaded.problems.found)


def _refuse_taken(loaded: LoadedPolicy, id_: str) -> None:
    for one in loaded.rules:
        if one.id == id_:
            node = one.own_node.get("id") if isinstance(one.own_node, Mapping) else None
            node = node or one.own_node
            line, column = node.source.position(node.span.start)
            message = f"the id {id_} is taken by this rule"
            excerpt = node.source.line(line)
            advice = "give the new rule another id; nothing was written"
            problem = Problem(node.source.path, line, column, message, advice, excerpt=excerpt)
            raise InputError([problem])


def _text(file: Path, path: str) -> tuple[str, str]:
    """The text of the file, and the byte order mark before it."""
    opened = open_source(Input(path, file))
    if isinstance(opened, Problem):
        raise InputError([opened])
    return opened.text, _BOM if file.read_bytes().startswith(_BOM.encode()) else ""


def _tried(file: Path, text: str, id_: str, base: Path, project: Project | None) -> list[Problem]:
    """What is wrong with the policy as it would be: it is read beside the file that it is to be."""
    unfinished = _beside(file, text)
    try:
        return _problems(unfinished, shown_path(file, base), id_, base, project)
    finally:
        unfinished.unlink()


def _beside(file: Path, text: str) -> Path:
    try:
        descriptor, name = tempfile.mkstemp(
            dir=file.parent, prefix=f".{file.stem}-", suffix=".yaml"
        )
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as opened:
            opened.write(text)
    except OSError as error:
        raise _unwritable(file.as_posix(), error) from None
    return Path(name)


def _problems(
    unfinished: Path, path: str, id_: str, base: Path, project: Project | None
) -> list[Problem]:
    fields = project.fields if project else None
    ready = ready_policy(str(unfinished), base, fields=fields)
    was = shown_path(unfinished, base)
    found = [replace(one, path=one.path.replace(was, path)) for one in ready.problems]
    for source in ready.sources:
        if source.surface.id == id_:
            for result in run_examples(source):
                if result.problem:
                    line, column = result.node.source.position(result.node.span.start)
                    message = f"an example of the new rule does not hold here: {result.problem}"
                    advice = "add the rule by hand: --policy - prints it"
                    found.append(Problem(path, line, column, message, advice))
    return found


def _write(file: Path, path: str, text: str) -> None:
    try:
        replace_file(file.resolve(), [text])
    except OSError as error:
        raise _unwritable(path, error) from None


def _unwritable(path: str, error: OSError) -> InputError:
    reason = (error.strerror or type(error).__name__).lower()
    message = f"the rule cannot be written: {reason}"
    return InputError([Problem(path, 1, 1, message, "check the folder and its rights")])


def _line(base: Path, file: Path, id_: str) -> int:
    node = next(one.own_node for one in load_policy(str(file), base).rules if one.id == id_)
    return node.source.position(node.span.start).line
