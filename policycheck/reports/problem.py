"""A problem with the input, for a person: where, what, the line with a caret, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.errors import Problem
from policycheck.model.finding import Excerpt, Location
from policycheck.reports.format import Style
from policycheck.reports.frame import Frame, Mark
from policycheck.reports.paint import Paint
from policycheck.text.harmless import one_line

__all__ = ["problem_lines"]


def problem_lines(problem: Problem, style: Style) -> Iterator[str]:
    """Write `path:line:column: message`, for editors to find; without line ends.

    One with a policy ends in its id, and its source line stands below with a caret.
    """
    known = f" [{problem.id}]" if problem.id else ""
    yield one_line(str(problem)) + known
    if problem.excerpt:
        line, column = problem.line, problem.column
        excerpt = Excerpt(((line, problem.excerpt),))
        place = Location(problem.path, line, column, line, column + 1, excerpt=excerpt)
        frame = Frame("-->", [Mark(place, "^", "", Paint(style).bold)])
        yield from frame.marked(frame.widest, style)
    if problem.help:
        yield f"  help: {one_line(problem.help)}"
