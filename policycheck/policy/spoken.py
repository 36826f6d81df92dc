"""The words of a rule in the language that was asked for."""

from __future__ import annotations

from policycheck.policy.rule_surface import RuleSurface
from policycheck.policy.words import Words

__all__ = ["Spoken"]


class Spoken:
    """What a rule says, in a language where it has words in that, else in its first.

    `untranslated` says that some of its words are not in the language that was asked for.
    """

    def __init__(self, surface: RuleSurface, language: str) -> None:
        self.surface = surface
        self.language = language
        self.untranslated = False
        self.title = self._said(surface.title)
        self.message = self._said(surface.message)
        self.remedy = self._said(surface.remedy)

    def _said(self, words: str) -> str:
        if not self.language or not isinstance(words, Words):
            return words
        found = words.into(self.language)
        self.untranslated = self.untranslated or found is None
        return words if found is None else found
