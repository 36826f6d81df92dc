"""Whether an approval is one of the content that the post now has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from policycheck.kinds.approvals.answer import Answer
from policycheck.kinds.approvals.decisions import Decision
from policycheck.model.shape import ABSENT
from policycheck.plan import Binding, Case, NotCarried, Path

__all__ = ["SameContent"]


@dataclass(frozen=True, slots=True)
class SameContent:
    """The digests of what the post says and of what went out.

    Where `strict`, an approval has to name the content that it is of; else one that names none is
    taken as one of whatever there is.
    """

    content: Path
    published: Path
    strict: bool

    @classmethod
    def of(cls, bind: Binding, *, strict: bool) -> SameContent:
        return cls(bind.path("content_sha256"), bind.path("published_sha256"), strict)

    def approved(self, case: Case, decision: Decision) -> Answer:
        """Whether the content is what was approved, or why not."""
        digest = decision.digest
        if digest is ABSENT or isinstance(digest, NotCarried):
            return self._unnamed(digest)
        content, published = case.value(self.content), case.value(self.published)
        if _differs(content, digest):
            return Answer(False, "the content has changed since")
        if _differs(published, digest):
            return Answer(False, "what went out is not what was approved")
        if isinstance(content, NotCarried):
            return Answer(None, "", (content.missing,))
        return Answer(True)

    def _unnamed(self, digest: Any) -> Answer:
        if not self.strict:
            return Answer(True)
        if isinstance(digest, NotCarried):
            return Answer(None, "", (digest.missing,))
        return Answer(False, "it does not say which content was approved (content_sha256)")


def _differs(value: Any, digest: str) -> bool:
    return isinstance(value, str) and value.strip().lower() != digest.strip().lower()
