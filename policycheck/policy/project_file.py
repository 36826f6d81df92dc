"""The project file, `policycheck.yaml`: where a policy is, which records it is for, and whose zone.

```yaml
policy: policies/agency.yaml
timezone: America/New_York
fail_on: [error]
records:
  posts: [posts/**/*.md, schedule/*.csv]
  accounts: [accounts.yaml]
fields: {post.ticket: string}
baseline: .policycheck/baseline.json
mappings:
  - files: [exports/*.csv]
    as: posts
    fields: {text: Message, publish_at: When}
  - files: [hootsuite/*.csv]
    as: posts
    dialect: hootsuite
waivers: waivers.yaml
```
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from policycheck.document import Mapping
from policycheck.errors import InputError
from policycheck.mistakes.policies import FILE_MAPPING
from policycheck.mistakes.rules import UNKNOWN_RECORD_KIND
from policycheck.model.registry import BY_PLURAL
from policycheck.plan import Strings
from policycheck.policy.own_fields import own_fields
from policycheck.policy.problems import Problems, nearest
from policycheck.policy.project import FAIL_ON, RECORD_KEYS, MappedFiles, Project
from policycheck.policy.rule_file import Shelf
from policycheck.policy.surface import Surface, validated
from policycheck.readers.mapping import parse_mapping

__all__ = ["read_project"]


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(
            f"there is no time zone {name}; write one such as America/New_York"
        ) from None
    return name


def _fail_on(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if name not in FAIL_ON:
            raise ValueError(f"{name} is none of {', '.join(FAIL_ON)}")
    if "never" in names and len(set(names)) > 1:
        raise ValueError("never stands alone")
    return names


class MappingSurface(Surface):
    """Files in somebody else's shape: by a mapping of fields, or a dialect."""

    files: Strings
    as_: Annotated[str, Field(alias="as")] = "posts"
    fields: Any = None
    dialect: str = ""
    records: str = ""


class ProjectSurface(Surface):
    """The keys of the project file."""

    policy: str = "core"
    policies: Annotated[dict[str, str], Field(default_factory=dict)]
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    fail_on: Annotated[Strings, AfterValidator(_fail_on)] = ("error",)
    records: Annotated[dict[str, Strings], Field(default_factory=dict)]
    fields: Annotated[dict[str, str], Field(default_factory=dict)]
    mappings: tuple[MappingSurface, ...] = ()
    waivers: Strings = ()
    baseline: str = ""


def read_project(file: Path) -> Project:
    """What a project file says. Raises InputError with everything that is wrong with it."""
    shelf = Shelf(file.parent)
    node = shelf.read(file)
    surface = validated(ProjectSurface, node, shelf.problems) if node else None
    project = _project(file.parent, node, surface, shelf.problems) if node and surface else None
    if shelf.problems.found or project is None:
        raise InputError(shelf.problems.found)
    return project


def _project(root: Path, node: Mapping, surface: ProjectSurface, problems: Problems) -> Project:
    for plural in surface.records:
        if plural not in RECORD_KEYS:
            problems.at_key(
                node,
                ("records", plural),
                UNKNOWN_RECORD_KIND,
                f"unknown kind of record {plural}",
                nearest(plural, RECORD_KEYS),
            )
    return Project(
        root=root,
        policy=surface.policy,
        policies=surface.policies,
        zone=ZoneInfo(surface.timezone) if node.get("timezone") else None,
        fail_on=surface.fail_on,
        records=surface.records,
        fields=own_fields(node.get("fields"), problems),
        mappings=tuple(
            _mapping(one, node, number, problems) for number, one in enumerate(surface.mappings)
        ),
        waivers=surface.waivers,
        baseline=surface.baseline,
    )


def _mapping(
    surface: MappingSurface, node: Mapping, number: int, problems: Problems
) -> MappedFiles:
    at = ("mappings", number)
    if surface.as_ not in BY_PLURAL:
        problems.under(
            node,
            (*at, "as"),
            UNKNOWN_RECORD_KIND,
            f"unknown kind of record {surface.as_}",
            nearest(surface.as_, BY_PLURAL),
        )
    if (surface.fields is None) == (not surface.dialect):
        problems.under(
            node, at, FILE_MAPPING, "a mapping has either fields or a dialect", "write one of them"
        )
    fields = surface.fields if isinstance(surface.fields, dict) else {}
    try:
        parse_mapping(fields)
    except ValueError as problem:
        advice = "write a dotted path of the source for each field"
        problems.under(node, (*at, "fields"), FILE_MAPPING, str(problem), advice)
    kind = BY_PLURAL[surface.as_].name if surface.as_ in BY_PLURAL else "post"
    return MappedFiles(surface.files, kind, fields, surface.dialect, surface.records)
