"""Everything that the bench measures so far, in the order in which it is to be printed."""

from __future__ import annotations

from bench.measure import Measure
from bench.measures.cold import COLD
from bench.measures.text_search import TEXT_SEARCH
from bench.measures.warm import WARM

__all__ = ["MEASURES"]

MEASURES: dict[str, Measure] = {one.name: one for one in (COLD, WARM, TEXT_SEARCH)}
