"""What can be wrong with a policy as a whole: what it extends, sets and overrides."""

from __future__ import annotations

from policycheck.mistakes.mistake import Mistake

__all__ = [
    "COVERS_OWN_RULE",
    "DUPLICATE_RULE",
    "EXTENDS_CIRCLE",
    "FILE_MAPPING",
    "IDLE_PARAMETER",
    "LEXICON_ENTRY",
    "LIST_CHANGE",
    "LOOSENED_RULE",
    "LOOSENED_WAIVER_RULES",
    "NOTHING_TO_CHECK",
    "NO_POLICY",
    "NO_SUCH_RULE",
    "OVERRIDE_REFUSED",
    "OWN_FIELD",
    "PARAMETER_CIRCLE",
    "PARAMETER_GAP",
    "PARAMETER_NAME",
    "PARAMETER_TYPE",
    "PARAMETER_WITHOUT_DEFAULT",
    "POLICIES_AT_ODDS",
    "UNKNOWN_PARAMETER",
    "UNKNOWN_POLICY",
    "VALUES_AT_ONCE",
]

UNKNOWN_POLICY = Mistake(
    "unknown-policy",
    "The policy extends, or the caller names, a policy that does not exist.",
    "Name a built-in pack, or a path that ends in .yaml or is a folder.",
)
NO_POLICY = Mistake(
    "no-policy",
    "A suite of tests, a project file or one file of a pack stands where a policy is asked for.",
    "Name the policy or the pack that it belongs to; its suites are run with it.",
)
EXTENDS_CIRCLE = Mistake(
    "extends-circle",
    "Policies extend one another in a circle.",
    "Remove one of the links: the higher level does not know the lower.",
)
NOTHING_TO_CHECK = Mistake(
    "nothing-to-check",
    "The policy has no rules and extends no other.",
    "Write rules, or extend a policy that has some.",
)
DUPLICATE_RULE = Mistake(
    "duplicate-rule",
    "Two rules have the same id.",
    "Choose another id; what is inherited is changed under override.",
)
COVERS_OWN_RULE = Mistake(
    "covers-own-rule",
    "A rule is said to cover another of its own policy.",
    "Of two rules of one policy that ask the same, remove one.",
)
UNKNOWN_PARAMETER = Mistake(
    "unknown-parameter",
    "A dollar names neither a parameter nor a lexicon.",
    "Correct the name, or declare it; a text that begins with a dollar is written with two.",
)
PARAMETER_CIRCLE = Mistake(
    "parameter-circle",
    "A parameter stands for itself, directly or by way of others.",
    "Write the value of one of them out.",
)
PARAMETER_WITHOUT_DEFAULT = Mistake(
    "parameter-without-default",
    "A pack declares a parameter without a default.",
    "Write a default; an empty list is one.",
)
PARAMETER_NAME = Mistake(
    "parameter-name",
    "A parameter has a name that cannot stand after a dollar.",
    "Use letters, digits, hyphens and underscores, and begin with a letter.",
)
PARAMETER_TYPE = Mistake(
    "parameter-type",
    "A parameter is set to a value of another type than it was declared with.",
    "Write a value of the type that is named.",
)
PARAMETER_GAP = Mistake(
    "parameter-gap",
    "A dated parameter has no value at a time at which a rule needs one.",
    "Give it a value for that time, or end the rule before.",
)
IDLE_PARAMETER = Mistake(
    "idle-parameter",
    "A policy sets a parameter that nothing uses.",
    "Correct its name, use it in a rule, or remove it.",
)
VALUES_AT_ONCE = Mistake(
    "values-at-once",
    "Two dated values of a parameter count at the same time.",
    "End the earlier on the day before the later begins.",
)
LEXICON_ENTRY = Mistake(
    "lexicon-entry",
    "A lexicon has no list of entries, or an entry has no phrase.",
    "Write each entry as a phrase, or as a mapping with a phrase.",
)
OWN_FIELD = Mistake(
    "own-field",
    "A field of one's own is declared that cannot be one: no kind of record, no known type, "
    "or a name that is taken.",
    "Write KIND.NAME with one of the types that are named.",
)
NO_SUCH_RULE = Mistake(
    "no-such-rule",
    "An override names a rule that is not inherited.",
    "Correct the id, or extend the policy that has the rule.",
)
LOOSENED_RULE = Mistake(
    "loosened-rule",
    "A policy loosens a rule that it inherits, and the rule does not allow that.",
    "Keep it as strict, or ask the owner of the rule to make it delegable.",
)
LOOSENED_WAIVER_RULES = Mistake(
    "loosened-waiver-rules",
    "A policy asks less of waivers than the policy above it.",
    "Keep to what is inherited, or ask its owner.",
)
POLICIES_AT_ODDS = Mistake(
    "policies-at-odds",
    "Two policies that are extended change one rule so that neither form is stricter.",
    "Agree on one form with their owners, or extend only one.",
)
OVERRIDE_REFUSED = Mistake(
    "override-refused",
    "An override changes what no override can: the kind of a rule, or the options of combined "
    "checks.",
    "Write a rule of your own beside it.",
)
LIST_CHANGE = Mistake(
    "list-change",
    "A list that is inherited is not changed as lists are: by what comes to it and what goes.",
    "Write add and remove with lists; remove only what is in the list.",
)
FILE_MAPPING = Mistake(
    "file-mapping",
    "A mapping of the project file has both fields and a dialect, neither, or fields that "
    "lead nowhere.",
    "Write either fields or a dialect, and for each field the path in the source.",
)
