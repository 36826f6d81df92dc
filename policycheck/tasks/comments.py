"""Comments in records that suppress findings; what reads them is loaded where there may be one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

from policycheck.engine.evaluation import Evaluation
from policycheck.model.record import Record
from policycheck.tasks.ready import ReadyPolicy
from policycheck.waive.perhaps import may_claim

if TYPE_CHECKING:
    from policycheck.waive.inline import InlineSuppressions

__all__ = ["Comments"]


class Comments(Struct):
    """Watches records go by, and hands on those of files that may have a comment meant for us."""

    ready: ReadyPolicy
    #: Records that went by and are not judged, by kind and id.
    beside: frozenset[tuple[str, str]] = frozenset()
    _claiming: dict[str, bool] = field(default_factory=dict)
    _inline: InlineSuppressions | None = None

    def over(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records as they are."""
        for record in records:
            source = record.node.source
            claims = self._claiming.get(source.path)
            if claims is None:
                claims = self._claiming[source.path] = may_claim(source.text)
            if claims:
                self._watcher().watch(record)
            yield record

    def _watcher(self) -> InlineSuppressions:
        if self._inline is None:
            from policycheck.tasks.suppressions import what_is_allowed
            from policycheck.waive.inline import InlineSuppressions

            self._inline = InlineSuppressions(what_is_allowed(self.ready))
        return self._inline

    def apply(self, result: Evaluation) -> None:
        """Waive what comments cover, and add findings about the comments themselves."""
        if self._inline is not None:
            from policycheck.tasks.suppressions import apply_suppressions

            apply_suppressions(self._inline.found(), result, self.ready, self.beside)
