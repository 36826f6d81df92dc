"""Everything that the bench measures, in the order in which it is printed."""

from __future__ import annotations

from typing import Final

from bench.measure import Measure
from bench.measures.audit import AUDIT
from bench.measures.backtest import BACKTEST
from bench.measures.bulk import BULK
from bench.measures.cold import COLD
from bench.measures.policy_load import POLICY_LOAD
from bench.measures.report_page import REPORT_PAGE
from bench.measures.text_search import TEXT_SEARCH
from bench.measures.warm import WARM

__all__ = ["MEASURES"]

_ALL: Final = (COLD, WARM, BULK, TEXT_SEARCH, AUDIT, POLICY_LOAD, BACKTEST, REPORT_PAGE)
MEASURES: Final[dict[str, Measure]] = {one.name: one for one in _ALL}
