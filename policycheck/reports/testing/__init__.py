"""How good the tests of a policy are, written out: a file for each measure and form, listed here.

`coverage` says what the tests reach of the rules, `mutation` what changes of a rule they notice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, TypeAlias

from policycheck.reports.format import Style

__all__ = ["MEASURES", "Render", "measure"]

#: Writes what was measured in pieces that follow one another.
Render: TypeAlias = Callable[[Any, Style], Iterator[str]]

#: Measure and form → the module that writes it; imported when it is asked for.
MEASURES: dict[tuple[str, str], str] = {
    ("coverage", "full"): "policycheck.reports.testing.coverage_table",
    ("coverage", "json"): "policycheck.reports.testing.coverage_json",
    ("mutation", "full"): "policycheck.reports.testing.mutation_table",
    ("mutation", "json"): "policycheck.reports.testing.mutation_json",
}


def measure(name: str, form: str) -> Render:
    """What writes a measure in a form. Raises KeyError where there is none."""
    render: Render = import_module(MEASURES[name, form]).render
    return render
