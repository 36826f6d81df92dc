"""What differs between two policies besides their rules.

What they ask of waivers, which parameters a policy below sets freely, their names and owners, what
they extend, and what their lexicons say of themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from policycheck.document import Mapping, Node
from policycheck.model.finding import Severity
from policycheck.model.policy_diff import Verdict
from policycheck.policy.loaded import LoadedPolicy
from policycheck.policy.rules_compared import ComparedField
from policycheck.policy.validation import as_python

__all__ = ["compared_headers", "own_field"]

_WORDS = ("id", "title", "owner", "description", "extends", "examples_as_of")
_OF_LEXICON = ("title", "owner", "source", "checked_on", "recheck_by")


def compared_headers(old: LoadedPolicy, new: LoadedPolicy) -> Iterator[ComparedField]:
    """What differs, that which finds more or less first. What `extends` changes, its rules say."""
    yield from _of_waivers(old, new)
    yield from _of_open_parameters(old, new)
    yield from _of_own_fields(old, new)
    one, other = _document(old), _document(new)
    for key in _WORDS:
        yield from _words((key,), _at(one, key), _at(other, key))
    yield from _of_lexicons(old, new)


def _of_waivers(old: LoadedPolicy, new: LoadedPolicy) -> Iterator[ComparedField]:
    """Where nothing is said of days a waiver may last; without roles nobody may approve one."""
    one, other = old.waiver_rules, new.waiver_rules
    for severity in Severity:
        days, others = one.max_days.get(severity), other.max_days.get(severity)
        if days != others:
            tighter = days is None or (others is not None and others < days)
            yield _of_waiver_rule(old, new, f"max_days.{severity}", tighter=tighter)
    roles, come = set(one.approver_roles or ()), set(other.approver_roles or ())
    if roles != come:
        named = "approver_roles"
        found = _of_waiver_rule(old, new, named, tighter=come < roles)
        is_mixed = bool(roles - come and come - roles)
        yield found._replace(verdict=Verdict.BOTH) if is_mixed else found
    if bool(one.allow_inline) != bool(other.allow_inline):
        yield _of_waiver_rule(old, new, "allow_inline", tighter=not other.allow_inline)


def _of_waiver_rule(
    old: LoadedPolicy, new: LoadedPolicy, name: str, *, tighter: bool
) -> ComparedField:
    before, after = (one.waiver_rules.stands.get(name) for one in (old, new))
    verdict = Verdict.TIGHTER if tighter else Verdict.LOOSER
    return ComparedField(("waiver_rules", *name.split(".")), before, after, verdict)


def _of_open_parameters(old: LoadedPolicy, new: LoadedPolicy) -> Iterator[ComparedField]:
    """One that is open may be loosened by a policy below."""
    opened, others = old.declared.opened, new.declared.opened
    for name in sorted(opened ^ others):
        verdict = Verdict.LOOSER if name in others else Verdict.TIGHTER
        before, after = (one.declared.values.get(name) for one in (old, new))
        yield ComparedField(("params", name, "open"), before, after, verdict)


def _of_own_fields(old: LoadedPolicy, new: LoadedPolicy) -> Iterator[ComparedField]:
    """Fields that came or went find nothing by themselves; of another type is said elsewhere."""
    for name in sorted(old.fields.keys() ^ new.fields.keys()):
        yield from _words(("fields", name), own_field(old, name), own_field(new, name))


def own_field(policy: LoadedPolicy, name: str) -> Node | None:
    """Where a policy, or one that it extends, declares a field of its own."""
    for document in policy.documents.values():
        fields = document.get("fields")
        found = fields.get(name) if isinstance(fields, Mapping) else None
        if found is not None:
            return found
    return None


def _of_lexicons(old: LoadedPolicy, new: LoadedPolicy) -> Iterator[ComparedField]:
    """What the lexicons that both have say of themselves; of their entries the rules tell."""
    ones, others = _lexicons(old), _lexicons(new)
    for name in sorted(ones.keys() & others.keys()):
        for key in _OF_LEXICON:
            yield from _words(("lexicons", name, key), ones[name].get(key), others[name].get(key))


def _lexicons(policy: LoadedPolicy) -> dict[str, Mapping]:
    documents = (one for one in policy.documents.values() if one.source.path in policy.lexicons)
    return {PurePosixPath(one.source.path).stem: one for one in documents}


def _words(
    field: tuple[str, ...], before: Node | None, after: Node | None
) -> Iterator[ComparedField]:
    one, other = (as_python(node) if node else None for node in (before, after))
    if one != other:
        yield ComparedField(field, before, after, Verdict.REWORDED)


def _document(policy: LoadedPolicy) -> Mapping | None:
    """The policy's own file: the first that was read."""
    return next(iter(policy.documents.values()), None)


def _at(node: Mapping | None, key: str) -> Node | None:
    return node.get(key) if node else None
