"""The two policies of a backtest, made ready: which of their rules are to be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from msgspec.structs import replace

from policycheck.document import Node
from policycheck.engine.program import Program
from policycheck.errors import InputError, Problem
from policycheck.model.backtest import Side
from policycheck.model.kind import RecordKind
from policycheck.policy.load import load_policy
from policycheck.policy.loaded import LoadedPolicy
from policycheck.policy.same_rule import is_same_rule
from policycheck.policy.trial_params import read_trial_params, try_params
from policycheck.policy.worded import worded
from policycheck.tasks.backtest_fields import fields_at_odds
from policycheck.tasks.backtest_request import BacktestRequest
from policycheck.tasks.policies import ReadPolicy, ready_policy
from policycheck.tasks.ready import kinds_with, policy_named
from policycheck.tasks.revisions import revision_named, written_out

__all__ = ["TwoPolicies", "policy_named_anywhere", "two_policies"]

_OLD_PARAM, _NEW_PARAM = "--old-param", "--new-param"


@dataclass(frozen=True, slots=True)
class TwoPolicies:
    """Two programs that hold only the rules to be judged, and how the rules of both relate.

    `both` are the ids of rules that both have and that differ, `added` and `gone` of those that
    only one has; `same` say the same in both, and `not_compared` one of the two cannot use. `alike`
    is the program of the rules that say the same, for what they find to be private.
    """

    old: Program
    new: Program
    alike: Program
    old_side: Side
    new_side: Side
    both: frozenset[str]
    added: frozenset[str]
    gone: frozenset[str]
    same: frozenset[str]
    not_compared: frozenset[str]
    kinds: Mapping[str, RecordKind]
    problems: tuple[Problem, ...]

    def reads_for(self, kinds: frozenset[str]) -> frozenset[str]:
        """The kinds that rules of either look up where records of these kinds are judged."""
        return self.old.reads_for(kinds) | self.new.reads_for(kinds)


def policy_named_anywhere(given: str, request: BacktestRequest) -> LoadedPolicy:
    """The policy of that name: a file, a folder with a pack, a built-in pack, or `REV:path`.

    Raises InputError for a revision or a path in it that does not exist.
    """
    revision = revision_named(given, request.base)
    if revision is None:
        return load_policy(policy_named(given, request.project, request.base), request.root)
    with written_out(revision, request.base) as files:
        return load_policy(f"./{files.path}", files.folder, f"{revision.name}:")


class _One(NamedTuple):
    """One of the policies: `is_whole` where every part of it could be read."""

    ready: ReadPolicy
    is_whole: bool
    side: Side


def two_policies(request: BacktestRequest) -> TwoPolicies:
    """Load and compile both. What cannot be used of them is in `problems`.

    Raises UsageError for a parameter or a rule that does not exist, InputError for a value that
    does not fit where it was tried.
    """
    tried_old = read_trial_params(_OLD_PARAM, request.old_params)
    tried_new = read_trial_params(_NEW_PARAM, request.new_params)
    old, new = (policy_named_anywhere(name, request) for name in (request.old, request.new))
    try_params(_OLD_PARAM, old, tried_old)
    try_params(_NEW_PARAM, new, tried_new)
    odd = fields_at_odds(old, new)
    one = _ready(request.old, old, tried_old, request, new.rule_ids())
    other = _ready(request.new, new, tried_new, request, old.rule_ids())
    _refuse_misfits(_OLD_PARAM, tried_old, one.ready)
    _refuse_misfits(_NEW_PARAM, tried_new, other.ready)
    return _compared(one, other, odd, request)


def _ready(
    name: str,
    policy: LoadedPolicy,
    tried: Mapping[str, Node],
    request: BacktestRequest,
    elsewhere: set[str],
) -> _One:
    is_whole = not policy.problems.found  # compiling adds those of single rules
    ready = ready_policy(
        policy,
        request.root,
        zone=request.project.zone if request.project else None,
        fields=request.project.fields if request.project else None,
        select=request.select,
        ignore=request.ignore,
        known_elsewhere=frozenset(elsewhere),
    )
    about, count = ready.program.policy, len(ready.program.rules)
    params = {param: worded(value) for param, value in tried.items()}
    return _One(ready, is_whole, Side(name, about.id, about.digest, count, params))


def _compared(one: _One, other: _One, odd: list[Problem], request: BacktestRequest) -> TwoPolicies:
    old, new = one.ready, other.ready
    had, has = ({rule.id for rule in ready.program.rules} for ready in (old, new))
    # Where a part of a policy could not be read, nobody can say that a rule is not in it.
    added = {id_ for id_ in has - had if one.is_whole and id_ not in old.rule_ids}
    gone = {id_ for id_ in had - has if other.is_whole and id_ not in new.rule_ids}
    same = _same(old, new) if old.loaded.fields == new.loaded.fields else set()
    both = (had & has) - same
    fields = dict(request.project.fields) if request.project else {}
    return TwoPolicies(
        old=_alone(old.program, both | gone),
        new=_alone(new.program, both | added),
        alike=_alone(new.program, same),
        old_side=one.side,
        new_side=other.side,
        both=frozenset(both),
        added=frozenset(added),
        gone=frozenset(gone),
        same=frozenset(same),
        not_compared=frozenset((had ^ has) - added - gone),
        kinds=kinds_with({**fields, **old.loaded.fields, **new.loaded.fields}),
        problems=tuple(sorted({*old.problems, *new.problems, *odd})),
    )


def _alone(program: Program, ids: set[str]) -> Program:
    """These rules, each of which says for itself what it finds, whatever others cover."""
    return replace(program.selected(frozenset(ids)), covers={})


def _same(old: ReadPolicy, new: ReadPolicy) -> set[str]:
    before = {one.surface.id: one.loaded for one in old.sources}
    after = {one.surface.id: one.loaded for one in new.sources}
    return {id_ for id_ in before.keys() & after.keys() if is_same_rule(before[id_], after[id_])}


def _refuse_misfits(option: str, tried: Mapping[str, Node], ready: ReadPolicy) -> None:
    """Raise InputError for the values that a rule cannot take: nothing was asked that can be."""
    sources = {f"{option} {name}" for name in tried}
    wrong = [problem for problem in ready.problems if problem.path in sources]
    if wrong:
        raise InputError(wrong)
