"""Catalogues of controls, `rules/controls/*.yaml`: which ids there are, and which are withdrawn.

```yaml
catalogue: nist-800-53r5
controls: {AC: [0, 13]}       # AC-1 without enhancements, AC-2 with AC-2(1) to AC-2(13)
withdrawn: [AC-2(10)]
```
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from policycheck.document.yaml import read_yaml
from policycheck.errors import InputError
from policycheck.plan import Strings, Whole
from policycheck.policy.problems import Problems
from policycheck.policy.shipped import shipped
from policycheck.policy.surface import Day, Surface, validated
from policycheck.source import Source

__all__ = ["Catalogue", "CatalogueSurface", "catalogues"]


class CatalogueSurface(Surface):
    """A catalogue as its file says it: for each family how many enhancements each control has."""

    catalogue: str
    title: str
    source: str
    url: str = ""
    checked_on: Day
    controls: dict[str, tuple[Whole, ...]]
    withdrawn: Strings = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The ids of a catalogue, `AC-2` and `AC-2(1)`."""

    title: str
    ids: frozenset[str]
    withdrawn: frozenset[str]


@cache
def catalogues() -> dict[str, Catalogue]:
    """Every shipped catalogue by its id. Raises InputError where one cannot be used."""
    problems = Problems()
    found: dict[str, Catalogue] = {}
    for file in sorted((shipped("rules") / "controls").glob("*.yaml")):
        source = Source(f"rules/controls/{file.name}", file.read_text(encoding="utf-8"))
        node, wrong = read_yaml(source)
        problems.found.extend(wrong)
        surface = validated(CatalogueSurface, node, problems) if node else None
        if surface is not None:
            found[surface.catalogue] = _catalogue(surface)
    if problems.found:
        raise InputError(problems.found)
    return found


def _catalogue(surface: CatalogueSurface) -> Catalogue:
    ids: set[str] = set()
    for family, controls in surface.controls.items():
        for number, enhancements in enumerate(controls, 1):
            ids.add(f"{family}-{number}")
            ids |= {f"{family}-{number}({one})" for one in range(1, enhancements + 1)}
    return Catalogue(surface.title, frozenset(ids), frozenset(surface.withdrawn))
