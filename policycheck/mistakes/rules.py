"""What can be wrong with a single rule: its paths, conditions, check and message."""

from __future__ import annotations

from policycheck.mistakes.mistake import Mistake

__all__ = [
    "CERTAIN_HEURISTIC",
    "CHECKS_AT_ODDS",
    "EXPRESSION_REFUSED",
    "KIND_MISAPPLIED",
    "LONE_BRACE",
    "MATCHER_VALUE",
    "MESSAGE_NAME",
    "NOTHING_TO_FIND",
    "NO_CHECK",
    "NO_CONDITION",
    "NO_SUCH_FIELD",
    "OPTION_CONTRADICTION",
    "OPTION_MISSING",
    "OPTION_VALUE",
    "PATTERN_REFUSED",
    "UNFIT_FIELD",
    "UNKNOWN_KIND",
    "UNKNOWN_MATCHER",
    "UNKNOWN_OPTION",
    "UNKNOWN_RECORD_KIND",
]

UNKNOWN_RECORD_KIND = Mistake(
    "unknown-record-kind",
    "There is no record of that kind.",
    "Write one of the kinds of record that are known.",
)
NO_SUCH_FIELD = Mistake(
    "no-such-field",
    "A path names a field that no record of the kind has.",
    "Correct the path, or declare the field under fields.",
)
UNFIT_FIELD = Mistake(
    "unfit-field",
    "A field exists and does not fit here: it is a list, or none, or of another sort.",
    "Name a field of the sort that is asked for.",
)
NO_CONDITION = Mistake(
    "no-condition",
    "A condition is no mapping of paths to what they must be.",
    "Write paths with values or matchers; any and all take lists of conditions.",
)
UNKNOWN_MATCHER = Mistake(
    "unknown-matcher",
    "A matcher does not exist, or cannot be asked of such a field.",
    "Use one of the matchers that are named.",
)
MATCHER_VALUE = Mistake(
    "matcher-value",
    "A matcher is given a value that it does not take.",
    "Write a value of the sort that the field holds.",
)
EXPRESSION_REFUSED = Mistake(
    "expression-refused",
    "An expression cannot be read, or is not a question with a yes or a no.",
    "Correct it at the place that is shown; write a condition, such as publish_at > now.",
)
PATTERN_REFUSED = Mistake(
    "pattern-refused",
    "A pattern is no RE2 pattern.",
    "Write it in RE2 syntax, without look-around and back-references.",
)
NOTHING_TO_FIND = Mistake(
    "nothing-to-find",
    "A phrase or a pattern holds nothing that could be looked for, or is met everywhere.",
    "Write a phrase with words, or a pattern that takes at least one character.",
)
MESSAGE_NAME = Mistake(
    "message-name",
    "A message names in braces what nothing fills.",
    "Name a field of the record or a value of the kind of check.",
)
LONE_BRACE = Mistake(
    "lone-brace",
    "A brace in a message stands alone.",
    "Double a brace that is meant as itself.",
)
NO_CHECK = Mistake(
    "no-check",
    "A check is no kind with options, and no list of such.",
    "Write a mapping with a kind and its options.",
)
UNKNOWN_KIND = Mistake(
    "unknown-kind",
    "There is no kind of check of that name.",
    "Correct the name.",
)
CHECKS_AT_ODDS = Mistake(
    "checks-at-odds",
    "Checks are combined that cannot be: with keys beside them, or across records.",
    "Put each check into the list, and make what looks across records a rule of its own.",
)
KIND_MISAPPLIED = Mistake(
    "kind-misapplied",
    "A kind of check does not judge what the rule applies to.",
    "Change applies_to or each, or use another kind.",
)
CERTAIN_HEURISTIC = Mistake(
    "certain-heuristic",
    "A rule that can only guess has a severity that claims certainty.",
    "Write severity: review, and let a person decide.",
)
UNKNOWN_OPTION = Mistake(
    "unknown-option",
    "A kind of check has no option of that name.",
    "Correct its spelling, or remove it.",
)
OPTION_MISSING = Mistake(
    "option-missing",
    "A kind of check lacks an option that it needs.",
    "Write the option with a value.",
)
OPTION_VALUE = Mistake(
    "option-value",
    "An option has a value that its kind of check cannot use.",
    "Write a value as the kind takes it.",
)
OPTION_CONTRADICTION = Mistake(
    "option-contradiction",
    "The options of a check contradict one another, or ask nothing together.",
    "Add the option that is named, or remove one.",
)
