"""`rules`: the rules of a policy on a date, with every field as it counts then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from policycheck import __version__
from policycheck.errors import Problem
from policycheck.model.moment import Moment
from policycheck.model.rulebook import Chapter, ListedRule, Rulebook
from policycheck.policy.loaded import LoadedPolicy
from policycheck.policy.project import Project
from policycheck.tasks.policies import ready_policy
from policycheck.tasks.ready import policy_named
from policycheck.tasks.rule_listing import listed_rule

__all__ = ["RulesListed", "RulesRequest", "rules"]


@dataclass(frozen=True, slots=True)
class RulesRequest:
    """Which rules, of which policy, on which date. `everything`: also those not in force then.

    `base` is the folder that `policy` is relative to; an empty one is that of the project, else the
    built-in core pack.
    """

    base: Path
    as_of: Moment
    policy: str = ""
    project: Project | None = None
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    language: str = ""
    everything: bool = False


@dataclass(frozen=True, slots=True)
class RulesListed:
    """The rules that were asked for, and what is wrong with the policy.

    `untranslated` are the ids of rules some of whose words are in another language than asked for.
    """

    book: Rulebook
    problems: tuple[Problem, ...]
    untranslated: tuple[str, ...]


def rules(request: RulesRequest) -> RulesListed:
    """List the rules in the order of the policy.

    Raises UsageError for a selection that names no rule.
    """
    project = request.project
    ready = ready_policy(
        policy_named(request.policy, project, request.base),
        project.root if project else request.base,
        zone=project.zone if project else None,
        fields=project.fields if project else {},
        select=request.select,
        ignore=request.ignore,
        language=request.language,
    )
    at = request.as_of
    wanted = [one for one in ready.sources if request.everything or one.rule.at(at) is not None]
    listed = [listed_rule(one, ready.loaded, at, request.language) for one in wanted]
    untranslated = (one.surface.id for one in wanted if one.untranslated)
    book = _book(ready.loaded, listed, str(at), len(ready.sources))
    return RulesListed(book, ready.problems, tuple(sorted(untranslated)))


def _book(policy: LoadedPolicy, listed: Iterable[ListedRule], as_of: str, total: int) -> Rulebook:
    found = tuple(listed)
    packs = {path for path, about in policy.files.items() if about.is_pack}
    return Rulebook(
        version=__version__,
        as_of=as_of,
        id=policy.id,
        title=policy.title,
        owner=policy.owner,
        description=policy.description,
        digest=policy.digest,
        total=total,
        rules=found,
        chapters={
            path: _chapter(path, policy)
            for path in dict.fromkeys(rule.clause.path for rule in found)
        },
        policies={
            about.policy: about.title
            for path, about in sorted(policy.files.items())
            if path not in packs
        },
    )


def _chapter(path: str, policy: LoadedPolicy) -> Chapter:
    """The heading of a file: its own, else its name as words."""
    about = policy.files.get(path)
    name = PurePosixPath(path).stem.replace("-", " ").replace("_", " ")
    title = (about.title if about else "") or name[:1].upper() + name[1:]
    return Chapter(path, title, about.description if about else "", about.policy if about else "")
