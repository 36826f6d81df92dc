"""Words in several languages: a title, message or remedy may be such as `{en: …, fr: …}`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import ValidatorFunctionWrapHandler, WithJsonSchema, WrapValidator

from policycheck.mistakes.language import WORDS_BY_LANGUAGE
from policycheck.policy.validation import Refused

__all__ = ["Words", "WordsOf"]

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Words(str):
    """A text; where it was written in several languages, that of the first of them."""

    __slots__ = ("by_language",)
    by_language: Mapping[str, str]

    @classmethod
    def written(cls, by_language: Mapping[str, str]) -> Words:
        words = cls(next(iter(by_language.values())))
        words.by_language = by_language
        return words

    def into(self, language: str) -> str | None:
        """The text in a language, else in the language that it is a variety of; None without."""
        while language:
            if language in self.by_language:
                return self.by_language[language]
            language = language.rpartition("-")[0]
        return None


def _words(value: Any, text: ValidatorFunctionWrapHandler) -> Any:
    """What a text may be; `text` makes plain text of its argument, and would forget the rest."""
    if not isinstance(value, dict):
        return text(value)
    if not value:
        raise Refused(WORDS_BY_LANGUAGE, "no language is given", "write such as {en: …, fr: …}")
    for language, said in value.items():
        if not _LANGUAGE.fullmatch(language):
            message = f"{language!r} is no tag of a language"
            raise Refused(WORDS_BY_LANGUAGE, message, "write such as en, fr or pt-BR")
        if not isinstance(said, str) or not said:
            message = f"there is no text in {language}"
            raise Refused(WORDS_BY_LANGUAGE, message, "write it, or remove the language")
    return Words.written({language: str(said) for language, said in value.items()})


_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string"},
        {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1},
    ]
}
#: A text, or a mapping from languages to it.
WordsOf: TypeAlias = Annotated[str, WrapValidator(_words), WithJsonSchema(_SCHEMA)]
