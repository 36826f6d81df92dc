"""`test --update`: suites brought to what happens now, where somebody says that this is right.

Only suites are: an example says what a rule is meant to do, so a person changes one or the other.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from policycheck.document import Mapping, Scalar
from policycheck.document import Sequence as SequenceNode
from policycheck.errors import InputError, Problem
from policycheck.policy.problems import Problems
from policycheck.tasks.replaced_file import replace_file
from policycheck.tasks.rule_work import RuleWork
from policycheck.tasks.suite_bench import Bench
from policycheck.tasks.suite_edits import TextEdit, added, edited_text, removed, replaced
from policycheck.tasks.suite_runs import SuiteRun, run_suite
from policycheck.tasks.suites import Suite
from policycheck.tasks.tested_policies import ProvingRequest
from policycheck.tasks.trial_findings import Failure

__all__ = ["Update", "updates_of", "write_updates"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_OF_FAILURES = ("found", "message", "severity")


@dataclass(slots=True)
class Update:
    """A suite that would change: its text before and after.

    `left` are sentences on expectations that a person has to change.
    """

    file: Path
    path: str
    before: str
    after: str = ""
    left: list[str] = field(default_factory=list)

    @property
    def diff(self) -> Iterator[str]:
        """The difference, line by line, as `diff -u` writes it."""
        before, after = _LINE.findall(self.before), _LINE.findall(self.after)
        return difflib.unified_diff(before, after, f"a/{self.path}", f"b/{self.path}")


def updates_of(request: ProvingRequest) -> list[Update]:
    """What would change in the suites of a request. Raises UsageError for a wrong selection."""
    work = RuleWork.of(request)
    found = (_update(suite, work, request) for suite in work.suites())
    return [one for one in found if one and (one.after != one.before or one.left)]


def write_updates(updates: Sequence[Update]) -> None:
    """Write the files. Raises InputError where one cannot be written or has changed meanwhile."""
    for one in updates:
        try:
            if one.file.read_bytes() != one.before.encode():
                message = "the file has changed since it was read"
                raise InputError([Problem(one.path, 1, 1, message, "run it again")])
            replace_file(one.file.resolve(), [one.after])
        except OSError as error:
            message = f"the suite cannot be written: {(error.strerror or str(error)).lower()}"
            raise InputError([Problem(one.path, 1, 1, message, "make it writable")]) from None


def _update(suite: Suite, work: RuleWork, request: ProvingRequest) -> Update | None:
    ready = work.tested.ready(str(suite.policy), suite.zone)
    chosen = frozenset(one for one in ready.rule_ids if request.chooses(one))
    ran = run_suite(Bench(suite, ready, request.root, Problems()), chosen)
    if ran is None:
        return None
    update = Update(suite.file, suite.path, suite.file.read_bytes().decode())
    shift = len(update.before) - len(suite.node.source.text)  # a mark at the beginning, if any
    edits = [edit for one in ran.failures for edit in _edits(one, suite, ran, update.left)]
    moved = [TextEdit(one.start + shift, one.end + shift, one.text) for one in edits]
    update.after = edited_text(update.before, moved)
    return update


def _edits(failure: Failure, suite: Suite, ran: SuiteRun, left: list[str]) -> Iterator[TextEdit]:
    """What to change so that an expectation holds; one that cannot be changed so is left."""
    expected, node = failure.expected, failure.node
    at = node.source.position(node.span.start)
    place = f"{node.source.path}:{at.line}:{at.column}"
    if expected is None:
        yield from _unexpected(failure, suite)
    elif _is_shared(expected):
        left.append(
            f"{place}: it stands for several rules or records: write {failure.trial.name} apart"
        )
    elif failure.came in ran.secrets:
        left.append(f"{place}: what was found is private: write it yourself")
    elif not failure.came or not isinstance(node, Scalar):
        left.append(f"{place}: nothing was found that has words of its own: take found out")
    else:
        yield replaced(node, failure.came)
        if node is expected.get("outcome") and failure.came != "fail":
            yield from (removed(expected, key) for key in _OF_FAILURES if key in expected.entries)


def _is_shared(expected: Mapping) -> bool:
    """Whether an expectation is of several pairs, of which others may hold."""
    named = [expected.get(key) for key in ("rule", "record")]
    return any(not isinstance(one, Scalar) or "*" in one.text for one in named)


def _unexpected(failure: Failure, suite: Suite) -> Iterator[TextEdit]:
    """One more expectation, for a finding that none was of."""
    listed = suite.node.get("expect")
    if isinstance(listed, SequenceNode):
        folder = suite.path.rpartition("/")[0]
        record = failure.findings[0].record.id.removeprefix(f"{folder}/")
        fields = {"rule": failure.trial.rule, "record": record, "outcome": "fail"}
        yield added(listed, fields)
