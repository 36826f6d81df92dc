"""Where everything stands in a handbook: chapters in order, and a name for each place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policycheck.model.rulebook import Chapter, ListedRule, Parameter, Rulebook
from policycheck.reports.rulebook.markdown import link, slug

__all__ = ["Layout"]


@dataclass(frozen=True, slots=True)
class Layout:
    """The chapters with their rules, the lists that are used, and the names of their places.

    Two lists of one name (two packs may each have one) are two lists.
    """

    chapters: tuple[Chapter, ...]
    rules: Mapping[str, tuple[ListedRule, ...]]
    lists: Mapping[tuple[str, str, int], Parameter]
    places: Mapping[tuple[str, object], str]

    @classmethod
    def of(cls, book: Rulebook) -> Layout:
        rules: dict[str, list[ListedRule]] = {}
        for rule in book.rules:
            rules.setdefault(rule.clause.path, []).append(rule)
        used = {_key(one): one for rule in book.rules for one in rule.parameters}
        lists = dict(sorted(used.items()))
        names = (
            *(("rule", rule.id, rule.id) for rule in book.rules),
            *(("chapter", path, book.chapters[path].title) for path in rules),
            *(("list", key, key[0]) for key in lists),
        )
        chapters = tuple(book.chapters[path] for path in rules)
        return cls(
            chapters, {key: tuple(value) for key, value in rules.items()}, lists, _places(names)
        )

    def chapter(self, path: str) -> str:
        return self.places["chapter", path]

    def rule(self, rule: ListedRule) -> str:
        return self.places["rule", rule.id]

    def list(self, parameter: Parameter) -> str:
        return self.places["list", _key(parameter)]

    def links(self, rules: Iterable[ListedRule]) -> str:
        """Rules by their ids, each a link to its clause."""
        return ", ".join(link(rule.id, f"#{self.rule(rule)}") for rule in rules)


def _key(parameter: Parameter) -> tuple[str, str, int]:
    return (parameter.name, parameter.path, parameter.line)


def _places(names: Iterable[tuple[str, object, str]]) -> dict[tuple[str, object], str]:
    """A name of its own for each place: two that read alike are numbered."""
    taken: dict[str, int] = {}
    places: dict[tuple[str, object], str] = {}
    for what, key, text in names:
        name = f"{what}-{slug(text)}"
        taken[name] = taken.get(name, 0) + 1
        places[what, key] = name if taken[name] == 1 else f"{name}--{taken[name]}"
    return places
