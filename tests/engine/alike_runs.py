"""Records judged together and one by one, and the world that they are judged in."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from policycheck.engine.alike import Alike
from policycheck.engine.evaluate import Evaluation
from policycheck.engine.world import World
from policycheck.model.record import Record
from tests.engine.made import record

__all__ = ["compared", "made", "said", "world"]


def made(fields: dict[str, Any], kind: str, carried: frozenset[str] | None = None) -> Record:
    return record(json.dumps(fields), kind, carried, path=f"{fields['id']}.json")


@cache
def world() -> World:
    given: dict[str, list[dict[str, Any]]] = {
        "account": [
            {"id": "epa", "class": "agency", "platform": "x", "handle": "epa"},
            {"id": "campaign", "class": "campaign", "platform": "facebook"},
        ],
        "person": [{"id": "ann"}, {"id": "bob", "departed_at": "2026-04-01"}],
        "assignment": [
            {"id": "1", "account": "epa", "person": "ann", "role": "approver",
             "granted_at": "2026-03-15"},
            {"id": "2", "account": "epa", "person": "bob", "role": "approver"},
        ],
        "calendar": [
            {"id": "c", "windows": [{"id": "w", "type": "election", "from": "2026-04-10",
                                     "to": "2026-04-20"}]},
        ],
        "moderation": [
            {"id": "m", "account": "epa", "at": "2026-04-01", "action": {}},
            *[{"id": f"{post}-{action}", "account": "epa", "post": post, "political": True,
               "action": {"type": action}}
              for post in ("p40", "p90", "p140") for action in ("none", "hide")],
        ],
    }  # fmt: skip
    return World(
        {kind: {one["id"]: made(one, kind) for one in ones} for kind, ones in given.items()}
    )


def said(result: Evaluation) -> list[object]:
    return [
        list(result.findings),
        list(result.unknown),
        result.outcomes,
        result.records,
        list(result.record_ids),
        result.matched,
        result.in_force,
        result.secrets,
        result.left_out,
        result.verdicts
        and sorted((one.rule, one.record.id, one.outcome) for one in result.verdicts),
    ]


def compared(judge: Callable[[], list[object]], monkeypatch: pytest.MonkeyPatch) -> float:
    """Judge together and one by one; the share of records that was taken for like others."""
    met: list[bool] = []
    sort = Alike.sort

    def counted(self: Alike, *given: Any) -> Any:
        found = sort(self, *given)
        met.append(found is not None)
        return found

    monkeypatch.setattr(Alike, "sort", counted)
    together = judge()
    monkeypatch.setattr(Alike, "sort", lambda *_: None)
    assert together == judge()
    return sum(met) / len(met)
