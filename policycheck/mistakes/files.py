"""What can be wrong with a file before anybody asks what it says."""

from __future__ import annotations

from policycheck.mistakes.mistake import Mistake

__all__ = [
    "CONTROL_CHARACTER",
    "DUPLICATE_KEY",
    "EMPTY_FILE",
    "EXPLICIT_TAG",
    "NOT_UTF_8",
    "NOT_YAML",
    "NO_MAPPING",
    "ODD_KEY",
    "REFUSED_ALIAS",
    "SECOND_DOCUMENT",
    "TAB_INDENT",
    "TOO_DEEP",
    "UNREADABLE_FILE",
]

UNREADABLE_FILE = Mistake(
    "unreadable-file",
    "A file or folder that the policy is made of cannot be read.",
    "Check the path and who may read it; name a file, or a folder with pack.yaml.",
)
NOT_UTF_8 = Mistake(
    "not-utf-8",
    "The file holds bytes that are no UTF-8.",
    "Save the file as UTF-8.",
)
EMPTY_FILE = Mistake(
    "empty-file",
    "The file holds nothing, or only comments.",
    "Write the header of a policy, beginning with policycheck: 1.",
)
NO_MAPPING = Mistake(
    "no-mapping",
    "The file is a list or a single value, where keys with values are expected.",
    "Begin each line at the left margin with a key, such as policycheck: 1.",
)
NOT_YAML = Mistake(
    "not-yaml",
    "The file is no YAML from this place on.",
    "Correct the line; a value with odd signs goes in quotes.",
)
TAB_INDENT = Mistake(
    "tab-indent",
    "A tab stands where YAML takes only spaces.",
    "Indent with spaces.",
)
CONTROL_CHARACTER = Mistake(
    "control-character",
    "The file holds a control character, which cannot be seen and which YAML does not take.",
    "Remove it, or write it as an escape within double quotes.",
)
DUPLICATE_KEY = Mistake(
    "duplicate-key",
    "A key stands twice in one mapping: one of the values would be lost.",
    "Remove one of the two, or rename it.",
)
ODD_KEY = Mistake(
    "odd-key",
    "A key is missing, is no name, or is the merge key of YAML.",
    "Write a name before the colon, and write merged entries out.",
)
EXPLICIT_TAG = Mistake(
    "explicit-tag",
    "A value has a tag of YAML, and tags are not used here.",
    "Remove the tag; a value that begins with an exclamation mark goes in quotes.",
)
REFUSED_ALIAS = Mistake(
    "refused-alias",
    "An alias names nothing, contains itself, or makes the document far too large.",
    "Write the value out, or define the anchor above the alias.",
)
SECOND_DOCUMENT = Mistake(
    "second-document",
    "A second document begins in the file.",
    "Keep one document in a file, or indent the dashes as part of a text.",
)
TOO_DEEP = Mistake(
    "too-deep",
    "Lists and mappings are nested deeper than any policy needs.",
    "Nest less deeply.",
)
