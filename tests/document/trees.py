from collections.abc import Iterator
from typing import TypeAlias

from policycheck.document import Mapping, Node, Scalar
from policycheck.errors import Problem
from policycheck.source import Source, Span

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"

#: Characters that a run of one for one may show otherwise in the text: line breaks.
FOLDED = {("\n", " "), ("\r", " "), ("\r", "\n")}


def texts(node: Node) -> Plain:
    """The tree with the text of each scalar."""
    if isinstance(node, Mapping):
        return {entry.key.text: texts(entry.value) for entry in node}
    if isinstance(node, Scalar):
        return node.text
    return [texts(item) for item in node.items]


def scalars(node: Node) -> Iterator[Scalar]:
    """Every scalar, keys too."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for entry in node:
            yield entry.key
            yield from scalars(entry.value)
    else:
        for item in node.items:
            yield from scalars(item)


def mapped_whole(scalar: Scalar) -> bool:
    """Whether a text of several characters maps as a whole: the fallback."""
    return any(run.length > 1 and run.length != run.size for run in scalar.segments.runs())


def check_map(scalar: Scalar) -> None:
    """Characters stand in order within the span, each at itself, at an escape or at a break."""
    source, last = scalar.source.text, scalar.span.start
    assert not mapped_whole(scalar)
    for index, character in enumerate(scalar.text):
        start, end = scalar.segments.locate(index, index + 1)
        assert last <= start < end <= scalar.span.end
        last = end
        there = source[start:end]
        if end - start == 1:
            assert there == character or (there, character) in FOLDED
        else:
            assert there[0] in "\\'\r", (there, character)
    assert scalar.segments.locate(0, len(scalar.text)) == Span(
        scalar.segments.locate(0, 0).start,
        last if scalar.text else scalar.segments.locate(0, 0).start,
    )


def shown(problems: list[Problem]) -> list[str]:
    assert all(problem.help for problem in problems)
    return [str(problem) for problem in problems]


def source(text: str) -> Source:
    return Source("f", text)
