"""Values of YAML, in each of the five styles.

Words go in where they stand, a line that was folded stays folded, and where the style has no way to
write a character the whole value is put in double quotes, which have a way for all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from policycheck.document import Scalar, Sequence, read_yaml
from policycheck.document.yaml_quoting import quoted
from policycheck.fix.file_text import Edit, apart, with_edits
from policycheck.fix.job import Job
from policycheck.fix.wanted import Wanted
from policycheck.source import Source, Span

__all__ = ["in_yaml"]

_FOLD = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t]*")
_PLAIN = re.compile(r"[^\"'|>]")
_LINE_END = re.compile(r"(?:\r\n|\n|\r)+\Z")


def in_yaml(job: Job) -> Iterator[list[Edit]]:
    escape = _ESCAPES.get(job.raw[:1], str)
    in_place, folded = job.in_place(escape), _folded(job, escape)
    if folded != in_place and apart(folded):
        yield folded
    if _PLAIN.match(job.raw) and not _reads(job, in_place):
        yield [_in_double_quotes(job)]
    yield in_place
    yield [_in_double_quotes(job)]


def _reads(job: Job, edits: list[Edit]) -> bool:
    """Whether a value without quotes reads with its edits, as far as that shows by itself."""
    at = job.whole.start
    inside = [Edit(start - at, end - at, text) for start, end, text in edits]
    node, problems = read_yaml(Source("", f"- {with_edits(job.raw, inside)}"))
    items = node.items if isinstance(node, Sequence) else []
    scalar = items[0] if len(items) == 1 else None
    return not problems and isinstance(scalar, Scalar) and scalar.text == job.new_text


def _in_double_quotes(job: Job) -> Edit:
    """The whole value anew; the line end stays that a block has after it."""
    end = _LINE_END.search(job.raw)
    return Edit(*job.whole, quoted(job.new_text) + (end[0] if end else ""))


_ESCAPES: dict[str, Callable[[str], str]] = {
    '"': lambda text: quoted(text)[1:-1],
    "'": lambda text: text.replace("'", "''"),
}


def _folded(job: Job, escape: Callable[[str], str]) -> list[Edit]:
    """The edits, of which one over a folded line end puts the line end back beside its words."""
    edits = []
    for target in job.targets:
        span, new = job.span(target.wanted), escape(target.wanted.replacement)
        fold = _fold(job, target.wanted, span)
        edits.append(_with_fold(job, span, new, fold) if fold else Edit(*span, new))
    return edits


def _fold(job: Job, wanted: Wanted, span: Span) -> str:
    """The first folded line end among the words of a fix; '' where there is none."""
    found = _FOLD.search(job.file.source.cut(span))
    return found[0] if found and "\n" not in wanted.match else ""


def _with_fold(job: Job, span: Span, new: str, fold: str) -> Edit:
    """Fold at a space of the replacement, or at the one after it or before it in the value."""
    text = job.file.text[: job.whole.end]
    if " " in new:
        head, _, tail = new.rpartition(" ")
        return Edit(*span, f"{head}{fold}{tail}")
    if _is_one_space(text, span.end):
        return Edit(span.start, span.end + 1, new + fold)
    if span.start > job.whole.start and _is_one_space(text, span.start - 1):
        return Edit(span.start - 1, span.end, fold + new)
    return Edit(*span, new)


def _is_one_space(text: str, at: int) -> bool:
    around = text[at - 1 : at], text[at + 1 : at + 2]
    return text[at : at + 1] == " " and not any(not one or one.isspace() for one in around)
