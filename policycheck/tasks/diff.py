"""`diff`: what two versions of a policy change, rule by rule, and which way each change leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from policycheck import __version__
from policycheck.document import Mapping, Node, Scalar
from policycheck.errors import Problem
from policycheck.model.moment import Moment
from policycheck.model.policy_diff import PolicyDiff, RuleDiff, Weight
from policycheck.policy.headers_compared import compared_headers, own_field
from policycheck.policy.loaded import LoadedRule
from policycheck.policy.periods import ALWAYS, Period
from policycheck.policy.policies_compared import ComparedRule, compared_rules
from policycheck.policy.project import FILE_NAME, Project
from policycheck.policy.worded import place_of
from policycheck.tasks.diff_fields import field_diff
from policycheck.tasks.policy_versions import Version, read_version

__all__ = ["DiffRequest", "diff"]


@dataclass(frozen=True, slots=True)
class DiffRequest:
    """Two versions of a policy, by name: a file, a folder, a built-in pack, or `REV:path`.

    `base` is the folder that names are relative to. Without `as_of` all that is written is
    compared, through all time; with it, what counts then.
    """

    old: str
    new: str
    base: Path
    project: Project | None = None
    as_of: Moment | None = None


def diff(request: DiffRequest) -> PolicyDiff:
    """Compare the two. What is wrong with either is in `errors`, and the rest is compared."""
    old, new = (
        read_version(named, request.base, request.project) for named in (request.old, request.new)
    )
    within = _within(request.as_of)
    errors = sorted({*old.problems, *new.problems, *_at_odds(old, new)})
    is_whole = old.stand.policy.documents and new.stand.policy.documents
    compared = list(compared_rules(old.stand, new.stand, within)) if is_whole else []
    policies = old.stand.policy, new.stand.policy
    both = policies[0].rule_ids() & policies[1].rule_ids()
    return PolicyDiff(
        version=__version__,
        as_of=str(request.as_of or ""),
        old=old.about,
        new=new.about,
        changes=tuple(map(field_diff, compared_headers(*policies))) if is_whole else (),
        rules=tuple(map(_rule_diff, compared)),
        unchanged=len(both - {one.id for one in compared}) if is_whole else 0,
        errors=tuple(errors),
    )


def _within(as_of: Moment | None) -> Period:
    if as_of is None:
        return ALWAYS
    return Period(as_of.first, as_of.first + timedelta(microseconds=1))


def _rule_diff(found: ComparedRule) -> RuleDiff:
    shown = found.new or found.old
    assert shown is not None
    return RuleDiff(
        id=found.id,
        title=_text(shown, "title"),
        verdict=found.verdict,
        old=_weight(found.old) if found.old else None,
        new=_weight(found.new) if found.new else None,
        changes=tuple(map(field_diff, found.fields)),
        renamed=found.renamed,
    )


def _weight(rule: LoadedRule) -> Weight:
    at = rule.node
    if isinstance(at, Mapping) and "id" in at.entries:
        at = at.entries["id"].key
    line = at.source.position(at.span.start).line
    return Weight(_text(rule, "severity"), at.source.path, line, rule.policy)


def _text(rule: LoadedRule, key: str) -> str:
    """What a rule says under a key; of words in several languages, those of the first."""
    found = rule.node.get(key) if isinstance(rule.node, Mapping) else None
    if isinstance(found, Mapping):
        found = next((entry.value for entry in found), None)
    return found.text if isinstance(found, Scalar) else ""


def _at_odds(old: Version, new: Version) -> Iterator[Problem]:
    """Fields of one's own that have another type: what is asked of them cannot be compared."""
    for name in sorted(old.fields.keys() & new.fields.keys()):
        if old.fields[name] == new.fields[name]:
            continue
        nodes = [own_field(one.stand.policy, name) for one in (old, new)]
        before, after = (_said(one) for one in nodes)
        at = nodes[1]
        path, (line, column) = FILE_NAME, (1, 1)
        if at is not None:
            path, (line, column) = at.source.path, at.source.position(at.span.start)
        yield Problem(
            path,
            line,
            column,
            f"the field {name} has another type in each version: {before}, and {after}",
            "what rules ask of it is not the same; give a field of another type another name",
            excerpt=at.source.line(line) if at else "",
        )


def _said(node: Node | None) -> str:
    if not isinstance(node, Scalar):
        return f"that of {FILE_NAME}"
    return f"{node.text} at {place_of(node)}"
