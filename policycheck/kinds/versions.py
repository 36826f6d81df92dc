"""Versions of a post in several languages: what is read of each, and which belong together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from policycheck.kinds.agreement.sayings import Sayings, Sense
from policycheck.kinds.dates import OwnInstant
from policycheck.model.moment import Moment
from policycheck.model.shape import ABSENT
from policycheck.plan import Binding, Case, Missing, NotCarried, Path, Place

__all__ = ["Family", "Told", "Version", "VersionReader", "families", "speaks"]


class Version(NamedTuple):
    """A post in one language. Missing stands for what cannot be told of it."""

    id: str
    lang: str | Missing
    at: Moment | Missing
    at_place: Place
    says: Sayings | Missing


class Told(NamedTuple):
    """A post with the versions that it names; `untold` says why it cannot name them."""

    version: Version
    named: tuple[Version, ...] = ()
    untold: Missing | None = None


@dataclass(slots=True)
class Family:
    """Posts that belong together, by id; `index_of` are those under check, by their facts."""

    members: dict[str, Version] = field(default_factory=dict)
    index_of: dict[str, int] = field(default_factory=dict)
    untold: list[Missing] = field(default_factory=list)

    def others(self, own: str, language: str) -> list[Version]:
        """The versions in a language, in the order of their ids."""
        found = [one for name, one in self.members.items() if name != own]
        return sorted((one for one in found if speaks(one, language)), key=lambda one: one.id)


def speaks(version: Version, language: str) -> bool:
    """Whether a version is in a language, by basic filtering (RFC 4647): `fr` covers `fr-CA`."""
    if isinstance(version.lang, Missing):
        return False
    tag, wanted = version.lang.replace("_", "-").casefold(), language.casefold()
    return tag == wanted or tag.startswith(f"{wanted}-")


@dataclass(frozen=True, slots=True)
class _Paths:
    """The fields of a post that are read, from the post itself or from one that refers to it."""

    lang: Path
    text: Path
    links: Path
    own: OwnInstant

    def version(self, case: Case, name: str, sense: Sense | None) -> Version:
        lang, spot = case.value(self.lang), self.own.spot(case)
        at = spot.value if isinstance(spot.value, Moment) else _gap(spot.value, name, "no time")
        told = lang if isinstance(lang, str) else _gap(lang, name, "no language", "lang")
        return Version(name, told, at, spot.place, self._says(case, sense))

    def _says(self, case: Case, sense: Sense | None) -> Sayings | Missing:
        if sense is None:
            return Missing("text", "it is not compared")
        text, links = case.value(self.text), case.spots(self.links)
        for value in (text, *(spot.value for spot in links)):
            if isinstance(value, NotCarried):
                return value.missing
        return sense.of(text if isinstance(text, str) else "", links)


def _gap(value: object, name: str, what: str, path: str = "publish_at") -> Missing:
    if isinstance(value, NotCarried):
        return value.missing
    return Missing(path, f"{name} says {what}")


class VersionReader:
    """Reads a post and the translations that it names. Without a `sense` texts are not read."""

    def __init__(self, bind: Binding, sense: Sense | None) -> None:
        self._sense = sense
        self._list = bind.path("translations")
        self._id = bind.within(self._list, "value")
        self._here = _Paths(
            bind.path("lang"),
            bind.path("text"),
            bind.path("links.url"),
            OwnInstant.of_posts(bind),
        )
        self._there = _Paths(
            bind.within(self._list, "lang"),
            bind.within(self._list, "text"),
            bind.within(self._list, "links.url"),
            OwnInstant.of_elements(bind, self._list),
        )

    def told(self, case: Case) -> Told:
        own = self._here.version(case, case.record.id, self._sense)
        elements = case.elements(self._list)
        if isinstance(elements, Missing):
            return Told(own, untold=elements)
        named = [
            self._there.version(element, name, self._sense)
            for element in elements
            if (name := element.value(self._id)) is not ABSENT
        ]
        return Told(own, tuple(named))


def families(told: Sequence[Told]) -> list[Family]:
    """The family of each post, in their order."""
    links: dict[str, set[str]] = defaultdict(set)
    known: dict[str, Version] = {}
    for one in told:
        for other in one.named:
            links[one.version.id].add(other.id)
            links[other.id].add(one.version.id)
            known[other.id] = other
    known |= {one.version.id: one.version for one in told}
    index_of = {one.version.id: index for index, one in enumerate(told)}
    found: dict[str, Family] = {}
    for one in told:
        if one.version.id not in found:
            family = _family(one.version.id, links, known, index_of)
            found |= dict.fromkeys(family.members, family)
    for one in told:
        if one.untold:
            found[one.version.id].untold.append(one.untold)
    return [found[one.version.id] for one in told]


def _family(
    start: str,
    links: dict[str, set[str]],
    known: dict[str, Version],
    index_of: dict[str, int],
) -> Family:
    family, waiting = Family(), [start]
    while waiting:
        name = waiting.pop()
        if name in family.members:
            continue
        family.members[name] = known[name]
        if name in index_of:
            family.index_of[name] = index_of[name]
        waiting += sorted(links[name])
    return family
