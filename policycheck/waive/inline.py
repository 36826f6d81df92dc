"""Suppression within a record's own file: which comments there are, and what they are about.

In Markdown a comment is about the posts that are made of the text it stands in, in front matter
about all of the file. In YAML it is about the record in whose lines it stands; before a record,
about that one. A comment on a line of its own below a record is still about it where it stands as
far in as the record's fields.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from msgspec.structs import replace

from policycheck.engine.findings import name_of
from policycheck.model.finding import Accepted, Finding, Outcome, RecordName
from policycheck.model.record import Record
from policycheck.policy.problems import nearest
from policycheck.source import Source, Span
from policycheck.waive.claim import Claim, Fault, Named, claim_in
from policycheck.waive.comments import Comment, comments_of
from policycheck.waive.perhaps import may_claim

__all__ = ["Allowed", "InlineSuppressions", "Suppression", "suppressed"]

_OWN = "policycheck:"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a policy allows: comments at all, which rules there are, and which are never waived.

    `rules` is None where the policy could not be read whole, so that nobody knows them all.
    """

    inline: bool
    rules: Collection[str] | None
    locked: Collection[str]

    def faults(self, claim: Claim) -> tuple[Fault, ...]:
        """Everything that is wrong with a comment of this form under this policy."""
        return claim.faults or tuple(fault for one in claim.rules for fault in self._of(one))

    def _of(self, one: Named) -> Iterator[Fault]:
        if one.rule.startswith(_OWN):
            message = f"{one.rule} is policycheck's own and is never suppressed"
            yield Fault(one.start, one.end, message, "correct what it says, or --ignore it")
        elif one.rule in self.locked:
            message = f"the policy says that {one.rule} is never waived"
            advice = f"remove the comment, and correct what {one.rule} found"
            yield Fault(one.start, one.end, message, advice)
        elif self.rules is not None and one.rule not in self.rules:
            message = f"no rule has the id {one.rule}"
            yield Fault(one.start, one.end, message, nearest(one.rule, self.rules))


class Suppression(NamedTuple):
    """A comment that means to suppress, in its file, and the records that it is about."""

    source: Source
    comment: Comment
    claim: Claim
    faults: tuple[Fault, ...]
    records: tuple[RecordName, ...]

    @property
    def waiver(self) -> str:
        place = self.source.position(self.comment.span.start)
        return f"inline suppression at {self.source.path}:{place.line}: {self.claim.reason}"

    def span(self, start: int, end: int) -> Span:
        """The span of some characters of the comment's text."""
        return Span(self.comment.text.start + start, self.comment.text.start + end)


@dataclass(slots=True)
class _File:
    source: Source
    claims: list[tuple[Comment, Claim]]
    records: list[tuple[Span, RecordName]] = field(default_factory=list)


@dataclass(slots=True)
class InlineSuppressions:
    """Watches records go by, and knows the comments of their files once the last one has."""

    allowed: Allowed
    _files: dict[str, _File | None] = field(default_factory=dict)

    def over(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records as they are."""
        for record in records:
            self.watch(record)
            yield record

    def watch(self, record: Record) -> None:
        """Look at one record and, where it is the first of its file, at the file."""
        source = record.node.source
        if source.path not in self._files:
            self._files[source.path] = _file(source)
        file = self._files[source.path]
        if file:
            file.records.append((record.node.span, name_of(record)))

    def found(self) -> list[Suppression]:
        """Every comment that means to suppress, by file and place."""
        return [one for path in sorted(self._files) for one in self._of(self._files[path])]

    def _of(self, file: _File | None) -> Iterator[Suppression]:
        if file is None:
            return
        records = [(_lines(span, file.source), name) for span, name in file.records]
        for comment, claim in file.claims:
            about = _about(comment, records, file.source)
            yield Suppression(file.source, comment, claim, self._faults(comment, claim), about)

    def _faults(self, comment: Comment, claim: Claim) -> tuple[Fault, ...]:
        whole = 0, comment.text.end - comment.text.start
        if not self.allowed.inline:
            message = "the policy does not allow suppression by a comment"
            return (Fault(*whole, message, "ask for a waiver, or correct what was found"),)
        if not comment.closed:
            message = "this comment is never closed, so that it is part of the text"
            return (Fault(*whole, message, "close it with -->"),)
        return self.allowed.faults(claim)


def suppressed(findings: Iterable[Finding], found: Iterable[Suppression]) -> Iterator[Finding]:
    """The findings, those waived that a comment without a fault covers."""
    covers = {
        (one.rule, record): suppression
        for suppression in reversed([*found])
        if not suppression.faults
        for one in suppression.claim.rules
        for record in suppression.records
    }
    return (_waived(finding, covers.get((finding.rule, finding.record))) for finding in findings)


def _waived(finding: Finding, by: Suppression | None) -> Finding:
    if by is None or finding.outcome is not Outcome.FAIL or finding.observed:
        return finding
    return replace(finding, outcome=Outcome.WAIVED, waiver=by.waiver, accepted=Accepted.COMMENT)


def _file(source: Source) -> _File | None:
    """The file with what its comments claim; None where none does."""
    if not may_claim(source.text):
        return None
    claims = [
        (comment, claim)
        for comment in comments_of(source)
        if (claim := claim_in(source.cut(comment.text)))
    ]
    return _File(source, claims) if claims else None


def _about(
    comment: Comment, records: list[tuple[Span, RecordName]], source: Source
) -> tuple[RecordName, ...]:
    if comment.of_all:
        return tuple(name for _, name in records)
    chosen = _chosen(comment.span, sorted({span for span, _ in records}), source)
    return tuple(name for span, name in records if span == chosen)


def _lines(span: Span, source: Source) -> Span:
    """The span of a record up to the end of the line in which it ends."""
    end = span.start + len(source.cut(span).rstrip())
    line = source.position(end).line + 1 - source.first_line
    return Span(span.start, source.starts[line] if line < len(source.starts) else len(source.text))


def _chosen(at: Span, spans: list[Span], source: Source) -> Span | None:
    """The innermost record around a comment, else the one it is indented under, else the next."""
    around = [span for span in spans if span.start <= at.start < span.end]
    if around:
        return max(around, key=lambda span: span.start)
    before = [span for span in spans if span.end <= at.start]
    line, column = source.position(at.start)
    alone = not source.line(line)[: column - 1].strip()
    if before and alone and column >= source.position(before[-1].start).column:
        return before[-1]
    return next((span for span in spans if span.start > at.start), None)
