"""The policy of a check: kept from an earlier run where nothing has changed since, else read."""

from __future__ import annotations

from msgspec import DecodeError, msgpack

from policycheck import __version__
from policycheck.model.finding import Severity
from policycheck.policy.kept.entry import KeptPolicy
from policycheck.policy.kept.folder import Folder
from policycheck.policy.kept.fresh import is_fresh
from policycheck.policy.kept.part import Shared
from policycheck.policy.kept.restoring import profiles_of, program_of
from policycheck.policy.kept.slot import Circumstances, slot_of
from policycheck.policy.paths import OWN_TYPES, Shapes
from policycheck.policy.waiver_rules import WaiverRules
from policycheck.tasks.built_in import BUILT_IN
from policycheck.tasks.ready import (
    ReadyPolicy,
    Selection,
    built_in_among,
    kinds_with,
    policy_named,
)
from policycheck.tasks.request import CheckRequest

__all__ = ["policy_of"]


def policy_of(request: CheckRequest) -> ReadyPolicy:
    """The policy that a check asks for, and of it the rules that were selected.

    Raises UsageError for a selection that names no rule.
    """
    target = policy_named(request.policy, request.project, request.base)
    selection = Selection(request.select, request.ignore)
    if request.cache is None:
        from policycheck.tasks.keeping import read_policy

        return read_policy(target, request).ready(selection)
    folder = Folder(request.cache)
    asked = target, request.root, request.zone, request.own_fields, request.language
    slot = slot_of(Circumstances(__version__, *asked))
    kept = _kept(folder.read(slot))
    if kept is not None and is_fresh(kept.inputs):
        return _ready(kept, request, selection)
    from policycheck.tasks.keeping import keep, read_policy

    compiled = read_policy(target, request)
    keep(compiled, folder, slot, request.zone)
    return compiled.ready(selection)


def _kept(data: bytes | None) -> KeptPolicy | None:
    """What was kept; None where it is not of the form that it should have."""
    if data is None:
        return None
    try:
        return msgpack.decode(data, type=KeptPolicy)
    except DecodeError:
        return None


def _ready(kept: KeptPolicy, request: CheckRequest, selection: Selection) -> ReadyPolicy:
    known = frozenset({*kept.rule_ids, *BUILT_IN})
    chosen = selection.of(known, is_whole=True)
    fields = {**request.own_fields, **{name: OWN_TYPES[one] for name, one in kept.fields.items()}}
    profiles = profiles_of(kept)
    shared = Shared(request.zone, Shapes.known(fields), profiles)
    program = program_of(kept, shared, whole=not request.is_of_one_file)
    days = {Severity(name): most for name, most in kept.max_days.items()}
    return ReadyPolicy(
        program=selection.program(program, chosen),
        built_in=built_in_among(chosen),
        kinds=kinds_with(fields),
        problems=(),
        profiles=profiles,
        waiver_rules=WaiverRules(days, kept.approver_roles, kept.allow_inline),
        terms={one.id: one.terms for one in kept.rules},
        known=known,
        rule_ids=frozenset(kept.rule_ids),
        untranslated=tuple(one for one in kept.untranslated if one in chosen),
    )
