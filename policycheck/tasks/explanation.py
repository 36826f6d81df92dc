"""What every explanation is made of: its lines, what was asked, and the policy it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from policycheck.errors import InputError, UsageError
from policycheck.model.moment import Moment
from policycheck.policy.compile import RuleSource
from policycheck.policy.problems import nearest
from policycheck.policy.project import Project
from policycheck.tasks.policies import ReadPolicy, ready_policy
from policycheck.tasks.ready import policy_named

__all__ = ["ExplainRequest", "Line", "policy_of", "rule_named"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation: what it is about ('' for more of the same) and what it says.

    The first line of each rule or record is a heading: the `id` of it, and what it is called.
    """

    about: str
    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class ExplainRequest:
    """What to explain: the rule or the record `named`, or the rule on the record `on`.

    `now` is read by the caller, never here; `as_of` is given where another day is asked about.
    """

    named: str
    base: Path
    now: datetime
    on: str = ""
    policy: str = ""
    project: Project | None = None
    as_of: Moment | None = None
    language: str = ""
    reveal: bool = False

    @property
    def root(self) -> Path:
        """The folder that all paths are relative to."""
        return self.project.root if self.project else self.base

    @property
    def moment(self) -> Moment:
        return self.as_of or Moment.instant(self.now)


def policy_of(request: ExplainRequest) -> ReadPolicy:
    project = request.project
    return ready_policy(
        policy_named(request.policy, project, request.base),
        request.root,
        zone=project.zone if project else None,
        fields=project.fields if project else {},
        language=request.language,
    )


def rule_named(request: ExplainRequest, ready: ReadPolicy) -> RuleSource:
    """The rule of that id. Raises UsageError for an unknown one, InputError for a broken policy."""
    wanted = request.named
    source = next((one for one in ready.sources if one.surface.id == wanted), None)
    if source is None:
        if ready.problems:
            raise InputError(ready.problems)
        known = [one.surface.id for one in ready.sources]
        named = policy_named(request.policy, request.project, request.base)
        no_file = ", and there is no such file" if "/" in wanted or "." in wanted else ""
        raise UsageError(f"{named} has no rule {wanted}{no_file}; {nearest(wanted, known)}")
    return source
