"""Rules as SARIF describes them: `reportingDescriptor` objects of the tool's driver."""

from __future__ import annotations

from policycheck.model.finding import Authority, Severity
from policycheck.model.report import RuleInForce
from policycheck.reports.json_text import Json

__all__ = ["KINDS", "LEVELS", "descriptor"]

#: The level is `none` wherever the kind is not `fail` (SARIF 2.1.0, 3.27.10).
KINDS = {
    Severity.ERROR: "fail",
    Severity.WARNING: "fail",
    Severity.REVIEW: "review",
    Severity.INFO: "informational",
}
LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.REVIEW: "none",
    Severity.INFO: "none",
}
#: What GitHub orders alerts by. A rule for review says itself that it may be wrong.
_PRECISION = {
    Severity.ERROR: "high",
    Severity.WARNING: "high",
    Severity.REVIEW: "medium",
    Severity.INFO: "medium",
}
_WEIGHT = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.REVIEW: "recommendation",
    Severity.INFO: "recommendation",
}
#: GitHub's limits: characters of a description, tags of a rule.
_LONGEST, _MOST_TAGS = 1024, 20


def descriptor(rule: RuleInForce) -> Json:
    title = _short(rule.title)
    tags = list(dict.fromkeys((*rule.controls, *rule.serves)))[:_MOST_TAGS]
    url = next((authority.url for authority in rule.authority if authority.url), "")
    address: dict[str, Json] = {"helpUri": url} if url else {}
    return {
        "id": rule.id,
        "shortDescription": {"text": title},
        "fullDescription": {
            "text": _short(f"{rule.title}. {rule.remedy}" if rule.remedy else title)
        },
        **address,
        "help": {"text": _help(rule), "markdown": _markdown(rule)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": [*tags],
            "precision": _PRECISION[rule.severity],
            "problem.severity": _WEIGHT[rule.severity],
        },
    }


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _help(rule: RuleInForce) -> str:
    remedy = [rule.remedy] if rule.remedy else []
    because = [f"Authority: {_cite(authority)}" for authority in rule.authority]
    return "\n".join((*remedy, f"Clause: {rule.clause.path}:{rule.clause.line}", *because))


def _markdown(rule: RuleInForce) -> str:
    lines = [f"**{rule.title}**", *([rule.remedy] if rule.remedy else [])]
    lines.append(f"Clause: `{rule.clause.path}:{rule.clause.line}`")
    for authority in rule.authority:
        cite = _cite(authority)
        lines.append(
            f"Authority: [{cite}](<{authority.url}>)" if authority.url else f"Authority: {cite}"
        )
    return "\n\n".join(lines)


def _cite(authority: Authority) -> str:
    return ", ".join(filter(None, (authority.cite, authority.section)))
