"""Which fixes are not tried, since what stands there is not, or not only, what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from policycheck.document import Mapping, Node, Scalar, read_yaml
from policycheck.fix.file_text import FileText
from policycheck.fix.job import Job
from policycheck.fix.targets import Target
from policycheck.fix.wanted import Wanted
from policycheck.readers import reader_name
from policycheck.readers.front_matter import read_front_matter
from policycheck.source import Span

__all__ = ["Refused", "Why", "possible"]

#: What may go with the words around it: blanks, and the backslash of an escape.
_BLANKS = " \t\r\n\\"


class Why(StrEnum):
    """Why a fix is not made, and what to do."""

    ELSEWHERE = "the words stand in a file that is not among those checked; write it by hand"
    NOT_THERE = "the file does not have these words there; write it by hand"
    A_NAME = "this is the name of the record, which others may refer to; rename it by hand"
    SHARED = "the words stand for several records, and in some they may stay; decide by hand"
    REPEATED = "an alias (*) repeats this value elsewhere; write the value out first"
    MARKS = "marks stand between these words, such as a link or bold; write it by hand"
    UNREADABLE = "the file would then not read as it should; write it by hand"


Refused = tuple[Wanted, Why]


def possible(file: FileText, found: Sequence[Target]) -> tuple[list[Target], list[Refused]]:
    """The fixes that can be tried, and those that are not."""
    repeated = _repeated(file) if found else frozenset()
    whys = [(target, _why_not(file, target, repeated)) for target in found]
    refused = [(target.wanted, why) for target, why in whys if why is not None]
    return [target for target, why in whys if why is None], refused


def _why_not(file: FileText, target: Target, repeated: frozenset[Span]) -> Why | None:
    stands = target.stands
    if not stands:
        return Why.NOT_THERE
    if stands[0].steps == ("id",):
        return Why.A_NAME
    if stands[0].scalar.span in repeated:
        return Why.REPEATED
    if target.records > len(target.wanted.records):
        return Why.SHARED
    if Job.of(file, target).gap(target.wanted).strip(_BLANKS):
        return Why.MARKS
    return None


def _repeated(file: FileText) -> frozenset[Span]:
    """The values of a YAML document, or of front matter, that an alias repeats."""
    reader = reader_name(file.source.path)
    root: Node | None = None
    if "*" in file.text and "&" in file.text:
        if reader == "yaml":
            root, _ = read_yaml(file.source)
        elif reader in ("markdown", "tweet"):
            root = read_front_matter(file.source).fields
    seen: set[Span] = set()
    twice: set[Span] = set()
    for scalar in _scalars(root) if root is not None else ():
        (twice if scalar.span in seen else seen).add(scalar.span)
    return frozenset(twice)


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for _, value in node:
            yield from _scalars(value)
    else:
        for item in node.items:
            yield from _scalars(item)
