"""What is taken over from one record to the next is what each would have come to by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from policycheck.engine.alike import Alike
from policycheck.engine.evaluate import Evaluation, Instants, evaluate
from policycheck.engine.program import Program
from policycheck.engine.world import World
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.policy.compile import compile_policy
from policycheck.policy.load import load_policy
from tests.engine.made import NOW, record

TEXTS = (
    "The road is closed. Take Mill Street. Crews will be there until noon on Friday and longer.",
    "THE ROAD IS CLOSED NOW, SO STAY AWAY FROM IT AND TAKE ANOTHER WAY.",
    "See https://bit.ly/road for a map 🎉🎉🎉🎉",
    "Mail jane.doe@gmail.com or call 202-555-0143.",
    "Vote for Pat in the election: she is the candidate of our hearts.",
    "Ask NOAA and the EPA. #roadclosedtoday",
    "Straße gesperrt… “bis Montag” – danke",
    "Number 078-05-1120 was on the form.",
    "Ofice of Rain: we were wrong, and correct what we said.",
    "",
    "rain\u200bfall is near",
)
ARCHETYPES: tuple[dict[str, Any], ...] = (
    {},
    {"kind": "story", "status": "published"},
    {"kind": "reply", "goals": ["inform"]},
    {"category": "emergency", "status": "published", "goals": ["inform"]},
    {"category": "medical", "claims": [{"text": "x"}], "lang": "en"},
    {"media": [{"file": "a.png", "alt": "A map"}, {"file": "b.mp4", "type": "video"}]},
    {"media": [{"file": "a.png"}], "lang": "de"},
    {"kind": "repost", "repost_of": {"url": "https://x.com/pat/status/1"}},
    {"removal": {"reason": "violation"}, "status": "removed"},
    {"lang": "en", "goals": [], "partner": "Exampla", "geo": {"lat": 1.5}},
)
APPROVALS: tuple[list[dict[str, Any]], ...] = (
    [],
    [{"person": "ann", "role": "approver", "decision": "approved"}],
    [{"person": "bob", "role": "approver", "decision": "approved"}, {"decision": "rejected"}],
)


#: What a table has columns for.
COLUMNS = frozenset({"id", "text", "account", "published_at", "lang", "kind", "goals"})


def made(fields: dict[str, Any], kind: str, carried: frozenset[str] | None = None) -> Record:
    import json

    return record(json.dumps(fields), kind, carried, path=f"{fields['id']}.json")


def posts(seed: int, count: int, carried: frozenset[str] | None = None) -> Iterator[Record]:
    random = Random(seed)
    kinds = random.sample(ARCHETYPES, 3)
    for at in range(count):
        out = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=random.randrange(2_000))
        fields = {"id": f"p{at}", "text": random.choice(TEXTS), **random.choice(kinds)}
        if random.random() < 0.8:
            fields["account"] = random.choice(["epa", "campaign", "nobody"])
        if random.random() < 0.7:
            fields["published_at"] = out.isoformat()
        approvals = [dict(one) for one in random.choice(APPROVALS)]
        for one in approvals:
            one["at"] = (out - timedelta(hours=random.randrange(-5, 2_000))).isoformat()
        if approvals:
            fields["approvals"] = approvals
        if random.random() < 0.5:
            fields["capture"] = {"at": (out + timedelta(hours=3)).isoformat(), "includes": ["text"]}
        if carried is not None:
            fields = {name: value for name, value in fields.items() if name in carried}
        yield made(fields, "post", carried)


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
        "moderation": [{"id": "m", "account": "epa", "at": "2026-04-01", "action": {}}],
    }  # fmt: skip
    return World(
        {kind: {one["id"]: made(one, kind) for one in ones} for kind, ones in given.items()}
    )


@cache
def program(pack: str) -> Program:
    return compile_policy(load_policy(pack, Path.cwd()), UTC)[0]


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


def judged(pack: str, records: Sequence[Record], *, keep_verdicts: bool) -> list[object]:
    instants = Instants(NOW, UTC)
    return said(evaluate(program(pack), records, instants, world(), keep_verdicts=keep_verdicts))


@pytest.mark.parametrize("carried", [None, COLUMNS], ids=["all-fields", "some-columns"])
@pytest.mark.parametrize("pack", ["us-federal", "core"])
@pytest.mark.parametrize("seed", range(4))
def test_records_that_are_alike_come_to_what_each_comes_to_by_itself(
    pack: str, seed: int, carried: frozenset[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = list(posts(seed, 450, carried))
    met: list[int] = []
    sort = Alike.sort

    def counted(self: Alike, *given: Any) -> Any:
        found = sort(self, *given)
        met.append(found is not None)
        return found

    monkeypatch.setattr(Alike, "sort", counted)
    together = judged(pack, records, keep_verdicts=seed % 2 == 0)
    assert sum(met) > len(records) / 4, "hardly any record was taken for like another"
    monkeypatch.setattr(Alike, "sort", lambda *_: None)
    for record_ in records:
        record_.derived.clear()
    assert together == judged(pack, records, keep_verdicts=seed % 2 == 0)


def test_what_a_rule_asks_of_a_record_is_all_noted() -> None:
    from policycheck.engine.setting import Setting
    from policycheck.engine.watched import watched

    at = Moment.instant(datetime(2026, 4, 1, tzinfo=UTC))
    given = made({"id": "p", "text": "See epa.gov", "poll": {"options": ["a"]}, "geo": 1,
                  "approvals": [{"person": "ann"}]}, "post")  # fmt: skip
    copy, setting, asked = watched(given, Setting(world(), at, NOW))

    def newly(ask: object) -> set[str]:
        assert callable(ask)
        asked.clear()
        ask()
        return set(asked)

    assert newly(lambda: copy.fields.get("text")) == {"text"}
    assert newly(lambda: copy.fields.get("lang")) == {"lang?"}
    assert newly(lambda: copy.fields["poll"]) == {"poll?"}
    assert newly(lambda: copy.fields["poll"]["options"]) == {"poll?", "poll.options"}
    assert newly(lambda: copy.fields["poll"].get("question")) == {"poll?", "poll.question?"}
    assert newly(lambda: copy.fields["approvals"][0]["person"]) == {
        "approvals?",
        "approvals.0.person",
    }
    assert newly(lambda: dict(copy.fields)) >= {"(itself)", "id", "text", "poll?", "geo"}
    assert newly(lambda: {**copy.fields["poll"]}) >= {"poll?", "poll.options"}
    assert newly(lambda: copy.derived["links"]) == {"links"}
    assert newly(lambda: copy.id) == {"(itself)"}
    assert newly(lambda: copy.node) == {"(itself)"}
    assert newly(lambda: setting.at) == {"(at)"}
    assert newly(lambda: setting.now) == {"(now)"}
    assert newly(lambda: copy.kind) == set()
