"""What the YAML parser could not read, said in plain words, with what to do about it."""

from __future__ import annotations

from typing import Final, NamedTuple

import yaml

from policycheck.errors import Problem
from policycheck.mistakes.files import EXPLICIT_TAG, NOT_YAML, TAB_INDENT
from policycheck.mistakes.mistake import Mistake
from policycheck.source import Source

__all__ = ["syntax_problem"]


class _Words(NamedTuple):
    """What to say where the parser's own words contain `sign`; `{line}` is where it begins."""

    sign: str
    message: str
    help: str
    mistake: Mistake = NOT_YAML
    at_start: bool = False  # the parser only notices far away; the thing itself begins here


_QUOTE: Final = "put the whole value in quotes"
_INDENT: Final = (
    "indent the keys of one mapping alike, with spaces, and put values with odd signs in quotes"
)

#: The parser in C and the one in Python word some of these differently, hence two signs for one.
_TABLE: Final = (
    _Words(
        "mapping values are not allowed",
        "a ':' cannot stand here: a value has none, unless it is in quotes",
        f"{_QUOTE}, or begin a new line before the key",
    ),
    _Words(
        "could not find expected ':'",
        "this line is no 'key: value'",
        "write a ':' and a space after the key, or indent the line more than the key it belongs to",
        at_start=True,
    ),
    _Words(
        "sequence entries are not allowed",
        "a '- ' cannot stand here",
        f"begin the list on a line of its own, or {_QUOTE}",
    ),
    _Words("mapping keys are not allowed", "a '?' cannot stand here", _QUOTE),
    _Words("tab character", "a tab indents this line", "indent with spaces", TAB_INDENT),
    _Words(
        "found unexpected end of stream",
        "the quotes that open here are never closed",
        "close them; within '…' write '' for ', within \"…\" write \\\" for \"",
        at_start=True,
    ),
    _Words(
        "found unexpected document",
        "the quotes that open here are not closed before a line '---' or '...'",
        "close them",
        at_start=True,
    ),
    _Words(
        "unknown escape character",
        "this escape does not exist",
        "write \\\\ for a backslash, or put the value in '…', where a backslash means itself",
    ),
    _Words(
        "hexdecimal number",
        "an escape \\x has 2 hexadecimal digits, \\u has 4 and \\U has 8",
        "write all digits, or \\\\ for a backslash",
    ),
    _Words(
        "hexadecimal numbers",
        "an escape \\x has 2 hexadecimal digits, \\u has 4 and \\U has 8",
        "write all digits, or \\\\ for a backslash",
    ),
    _Words(
        "invalid Unicode character escape code",
        "this escape is no character",
        "write the character itself, or one \\U escape with its 8 digits",
    ),
    _Words(
        "',' or ']'",
        "the list in brackets that opens in line {line} is not closed or lacks a ',' here",
        "write ',' between values and ']' at the end; put values with odd signs in quotes",
    ),
    _Words(
        "',' or '}'",
        "the mapping in braces that opens in line {line} is not closed or lacks a ',' here",
        "write ',' between entries and '}' at the end; put values with odd signs in quotes",
    ),
    _Words(
        "expected key", "this does not belong to the mapping that begins in line {line}", _INDENT
    ),
    _Words(
        "expected '-' indicator",
        "this does not belong to the list that begins in line {line}",
        "begin each value of the list with '- ', indented alike",
    ),
    _Words("expected <block end>", "this does not belong to what begins in line {line}", _INDENT),
    _Words("node content", "a value is missing before this sign", _QUOTE),
    _Words(
        "<document start>",
        "the document ended before this",
        "keep one document in the file; indent what belongs to a value above",
    ),
    _Words(
        "comment or line break",
        "after '|' or '>' nothing more can stand in the line",
        "begin the text on the next line, indented",
    ),
    _Words(
        "chomping or indentation indicators",
        "after '|' or '>' nothing more can stand in the line",
        "begin the text on the next line, indented",
    ),
    _Words("found 0", "a block cannot be indented by 0", "leave the digit out"),
    _Words("indicator equal to 0", "a block cannot be indented by 0", "leave the digit out"),
    _Words(
        "alphabetic or numeric character",
        "the name of an anchor or alias is missing",
        f"to begin a value with '&' or '*', {_QUOTE}",
    ),
    _Words("tag handle", "tags are not used here", f"remove the tag, or {_QUOTE}", EXPLICIT_TAG),
)


def syntax_problem(source: Source, base: int, error: yaml.MarkedYAMLError) -> Problem:
    """Give the problem that an error of the parser stands for; marks count from `base`."""
    problem, mark, start = str(error.problem), error.problem_mark, error.context_mark
    words = next((words for words in _TABLE if words.sign in problem), None)
    if words and words.at_start and start:
        mark = start
    offset = base + (mark.index if mark else 0)
    position = source.position(offset)
    if "cannot start any token" in problem:
        words = _odd_start(source.text[offset : offset + 1])
    if words is None:
        words = _Words("", f"this is no YAML: {problem}", f"if it is meant as text, {_QUOTE}")
    line = source.position(base + start.index).line if start else position.line
    message = words.message.replace("{line}", str(line))
    return Problem(source.path, *position, message, words.help, words.mistake.id)


def _odd_start(sign: str) -> _Words:
    if sign == "\t":
        return _Words("", "a tab indents this line", "indent with spaces", TAB_INDENT)
    return _Words("", f"a value cannot begin with {sign!r}", _QUOTE)
