"""Platform profiles, `rules/platforms/*.yaml`: dated limits with their sources.

```yaml
platform: bluesky
name: Bluesky
aliases: [bsky]
hosts: [bsky.app]
limits:
  text.max:
    - {value: 300, unit: graphemes, source: …, as_of: 2026-06-03, confidence: official}
```
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from policycheck.counting import METHODS
from policycheck.document.yaml import read_yaml
from policycheck.errors import InputError
from policycheck.mistakes.language import UNKNOWN_WORD
from policycheck.plan import Decimal, Limit, Platform, Profiles, Strings
from policycheck.policy.problems import Problems, nearest, with_lines
from policycheck.policy.shipped import shipped
from policycheck.policy.surface import Day, Surface, validated
from policycheck.source import Source

__all__ = ["LimitSurface", "ProfileSurface", "load_profiles", "read_profile"]


class LimitSurface(Surface):
    """One dated value of a limit. Only `official` and `agreed` facts may make a finding."""

    value: Decimal
    unit: str
    source: str
    as_of: str
    confidence: Literal["official", "agreed", "single"]
    from_: Annotated[Day | None, Field(alias="from")] = None
    to: Day | None = None
    scope: str = ""
    media: Literal["", "image", "gif", "video", "audio", "document"] = ""


class ProfileSurface(Surface):
    """One platform."""

    platform: str
    name: str
    aliases: Strings = ()
    hosts: Strings = ()
    limits: dict[str, tuple[LimitSurface, ...]]


@cache
def load_profiles() -> Profiles:
    """Every shipped profile, by id and alias. Raises InputError where one cannot be used."""
    problems = Problems()
    platforms: dict[str, Platform] = {}
    for file in sorted((shipped("rules") / "platforms").glob("*.yaml")):
        platform = read_profile(file, problems)
        if platform:
            for name in (platform.id, platform.name, *platform.aliases):
                platforms[name.casefold()] = platform
    if problems.found:
        raise InputError(problems.found)
    return Profiles(platforms)


def read_profile(file: Path, problems: Problems) -> Platform | None:
    source = Source(f"rules/platforms/{file.name}", file.read_text(encoding="utf-8"))
    node, found = read_yaml(source)
    problems.found.extend(with_lines(found, source))
    surface = validated(ProfileSurface, node, problems) if node else None
    if surface is None or node is None:
        return None
    limits: dict[str, tuple[Limit, ...]] = {}
    for name, dated in surface.limits.items():
        for number, one in enumerate(dated):
            if one.unit != "count" and one.unit not in METHODS:
                at = ("limits", name, number, "unit")
                advice = nearest(one.unit, [*METHODS, "count"])
                problems.under(node, at, UNKNOWN_WORD, f"unknown unit {one.unit}", advice)
        limits[name] = tuple(
            Limit(
                one.value,
                one.unit,
                one.source,
                one.as_of,
                one.confidence != "single",
                one.from_,
                one.to,
                one.scope,
                one.media,
            )
            for one in dated
        )
    return Platform(surface.platform, surface.name, surface.aliases, surface.hosts, limits)
