"""`explain`: a rule, a record, or why a rule came out on a record as it did."""

from __future__ import annotations

from policycheck.tasks.explain_record import explain_record
from policycheck.tasks.explain_rule import explain_rule
from policycheck.tasks.explain_verdict import explain_verdict
from policycheck.tasks.explanation import ExplainRequest, Line

__all__ = ["ExplainRequest", "Line", "explain"]


def explain(request: ExplainRequest) -> list[Line]:
    """What is named: a file is a record, all else the id of a rule.

    Raises UsageError for what there is not, InputError for what cannot be read.
    """
    if request.on:
        return explain_verdict(request)
    if (request.base / request.named).is_file():
        return explain_record(request)
    return explain_rule(request)
