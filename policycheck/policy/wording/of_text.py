"""The kinds that measure a text or look at it whole, in words."""

from __future__ import annotations

from collections.abc import Callable

from policycheck.policy.wording.saying import Options, joined

__all__ = ["OF_TEXT", "bounds"]


def bounds(options: Options) -> str:
    """`at least 2 and at most 5`."""
    said = [
        f"{words} {options.value(name)}"
        for name, words in (("min", "at least"), ("max", "at most"))
        if name in options
    ]
    return " and ".join(said)


def _text_length(options: Options) -> list[str]:
    unit = "characters"
    if "method" in options:
        unit += f" (counted as {options.value('method')})"
    return [f"the length of {options.parts()} is {bounds(options)} {unit}"]


def _readability(options: Options) -> list[str]:
    formula = options.value("formula", "flesch-kincaid-grade").replace("-", " ")
    said = [f"the score of {options.parts()} by the formula {formula} is {bounds(options)}"]
    if formula == "flesch kincaid grade":
        said.append("that is a number of years of schooling")
    least = options.value("min_words", "12")
    return [*said, f"texts of fewer than {least} words are not measured"]


_CASES = {
    "shouting": "{run} or more words in a row are in capitals",
    "decorative": "no letter is borrowed from mathematics or another script for its looks",
    "lowercase-hashtag": "each word of a hashtag begins with a capital",
    "alternating": "capitals and small letters do not take turns within a word",
}


def _letter_case(options: Options) -> list[str]:
    run = options.value("run", "3")
    said = [
        f"no {_CASES[one].format(run=run)}" if one == "shouting" else _CASES.get(one, one)
        for one in options.words("forbid")
    ]
    if "allow" in options:
        said.append(f"these are fine: {options.items('allow', conjunction='and')}")
    return said


_EMPTY_WORDS = {
    "file-name": "the name of a file",
    "redundant": "a text that begins by saying that it is a picture",
    "placeholder": "a placeholder",
    "same-as-text": "the text of the post once more",
}


def _alternative_text(options: Options) -> list[str]:
    said = []
    if options.flag("require", default=True):
        said.append("every picture that does not only decorate has an alternative text")
    forbidden = [_EMPTY_WORDS.get(one, one) for one in options.words("forbid")]
    if forbidden:
        said.append(f"no alternative text is {joined(forbidden)}")
    if "max" in options:
        said.append(f"an alternative text has at most {options.value('max')} characters")
    return said


def _acronyms(options: Options) -> list[str]:
    said = [f"an abbreviation in {options.parts()} is spelt out where it first stands"]
    if "known" in options:
        known = options.items("known", conjunction="and")
        said.append(f"these are known and need not be: {known}")
    return said


def _gibberish(options: Options) -> list[str]:
    said = ["the text is meant, and not the slip of a hand"]
    if "max_share" in options:
        said.append(f"at most {options.value('max_share')} % of its words look like no word")
    if "min_known_words" in options:
        said.append(f"it has at least {options.value('min_known_words')} English words")
    return said


def _no_repeats(options: Options) -> list[str]:
    scope = options.value("scope")
    where = {
        "post": "within a post",
        "account": "by two posts of one account",
        "project": "by two posts of the agency",
    }
    said = [f"the same is not said twice {where.get(scope, scope)}"]
    if "similarity" in options:
        said.append(f"texts that are {options.value('similarity')} % alike count as the same")
    return said


def _platform_limits(_options: Options) -> list[str]:
    of = "of length, hashtags, mentions, links, pictures and polls"
    return [f"the post keeps to the limits that its platform has on the day of publishing: {of}"]


OF_TEXT: dict[str, Callable[[Options], list[str]]] = {
    "text-length": _text_length,
    "readability": _readability,
    "letter-case": _letter_case,
    "alternative-text": _alternative_text,
    "acronyms": _acronyms,
    "gibberish": _gibberish,
    "no-repeats": _no_repeats,
    "platform-limits": _platform_limits,
}
