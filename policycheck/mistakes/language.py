"""What can be wrong with keys and values, wherever they stand."""

from __future__ import annotations

from policycheck.mistakes.mistake import Mistake

__all__ = [
    "BAD_ID",
    "EMPTY_TEXT",
    "ENDS_BEFORE_IT_BEGINS",
    "MISSING_KEY",
    "NO_SUCH_DATE",
    "NO_VALUE",
    "OUT_OF_BOUNDS",
    "STAGES_AT_ODDS",
    "UNKNOWN_KEY",
    "UNKNOWN_WORD",
    "WORDS_BY_LANGUAGE",
    "WRONG_TYPE",
    "WRONG_VALUE",
    "WRONG_VERSION",
]

UNKNOWN_KEY = Mistake(
    "unknown-key",
    "A key is not one that is known in this place.",
    "Correct its spelling, or remove it.",
)
MISSING_KEY = Mistake(
    "missing-key",
    "A key that must be there is missing.",
    "Write the key with a value.",
)
NO_VALUE = Mistake(
    "no-value",
    "A key or an item of a list has no value.",
    "Give it one, or remove it.",
)
WRONG_TYPE = Mistake(
    "wrong-type",
    "A value is of another sort than the key takes: a list in place of a text, a word in "
    "place of a number.",
    "Write a value of the sort that is named.",
)
OUT_OF_BOUNDS = Mistake(
    "out-of-bounds",
    "A number is too small or too large, or a list too short or too long.",
    "Change the value until it is within the bounds that are named.",
)
UNKNOWN_WORD = Mistake(
    "unknown-word",
    "A value is none of the words that the key takes.",
    "Write one of the words that are known.",
)
EMPTY_TEXT = Mistake(
    "empty-text",
    "A text that must say something is empty.",
    "Write a few words.",
)
WRONG_VALUE = Mistake(
    "wrong-value",
    "A value is of the right sort, and there is no such thing: a time zone, for instance.",
    "Correct the value.",
)
WRONG_VERSION = Mistake(
    "wrong-version",
    "The policy is written in a version of the language that this program does not read.",
    "Write policycheck: 1, or use a newer program.",
)
BAD_ID = Mistake(
    "bad-id",
    "An id holds signs that an id cannot have.",
    "Use letters, digits, dots, hyphens and underscores; begin with a letter or a digit.",
)
NO_SUCH_DATE = Mistake(
    "no-such-date",
    "A value is no date, or there is no such day.",
    "Write year-month-day, or an instant with its zone.",
)
ENDS_BEFORE_IT_BEGINS = Mistake(
    "ends-before-it-begins",
    "Something ends before it begins, so that it would never count.",
    "Exchange the two dates, or correct one.",
)
STAGES_AT_ODDS = Mistake(
    "stages-at-odds",
    "The stages of a rule are out of order, or stand beside dates of its own.",
    "Write the stages in the order in which they begin, without effective.",
)
WORDS_BY_LANGUAGE = Mistake(
    "words-by-language",
    "Words in several languages lack a text, or name a language by what is no tag.",
    "Write such as {en: …, fr: …}, with a text for each.",
)
