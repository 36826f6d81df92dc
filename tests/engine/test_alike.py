"""What is taken over from one record to the next is what each would have come to by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from policycheck.engine.alike import Alike
from policycheck.engine.evaluate import Evaluation, Instants, evaluate
from policycheck.engine.program import Program
from policycheck.engine.run import Run
from policycheck.engine.setting import Setting
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
        if random.random() < 0.8:
            fields[random.choice(["publish_at", *["published_at"] * 4])] = instant(random, out, 0)
        approvals = [dict(one) for one in random.choice(APPROVALS)]
        for one in approvals:
            one["at"] = instant(random, out, -random.choice((-5, 0, 1, 24, 719, 720, 721, 2_000)))
        if approvals:
            fields["approvals"] = approvals
        if random.random() < 0.5:
            kept_at = instant(random, out, random.choice((-1, 0, 3, 23, 24, 25)))
            fields["capture"] = {"at": kept_at, "includes": ["text"]}
        if carried is not None:
            fields = {name: value for name, value in fields.items() if name in carried}
        yield made(fields, "post", carried)


def instant(random: Random, out: datetime, hours: int) -> str:
    """So many hours later; now and then only the day, and in another zone."""
    when = out + timedelta(hours=hours)
    if random.random() < 0.1:
        return when.date().isoformat()
    return when.astimezone(timezone(timedelta(hours=random.choice((0, 0, 0, -5))))).isoformat()


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


def timed(seed: int, count: int) -> Iterator[Record]:
    """Posts that differ in nothing but their instants, most of which fall on some boundary."""
    random = Random(seed)
    begin = datetime(2026, 3, 1, tzinfo=UTC)
    for at in range(count):
        out = begin + timedelta(hours=random.choice((336, 960, 1_200, random.randrange(2_000))))
        approved = -random.choice((-1, 0, 1, 3, 719, 720, 721))
        yield made(
            {
                "id": f"p{at}",
                "text": TEXTS[0],
                "account": "epa",
                "status": "published",
                "author": "bob",
                "published_at": instant(random, out, 0),
                "approvals": [{**APPROVALS[1][0], "at": instant(random, out, approved)}],
                "capture": {
                    "at": instant(random, out, random.choice((-1, 0, 1, 23, 24, 25))),
                    "includes": ["text"],
                },
            },
            "post",
        )


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


def judged(
    pack: str, records: Sequence[Record], *, keep_verdicts: bool
) -> Callable[[], list[object]]:
    def judge() -> list[object]:
        for one in records:
            one.derived.clear()
        at = Instants(NOW, UTC)
        return said(evaluate(program(pack), records, at, world(), keep_verdicts=keep_verdicts))

    return judge


@pytest.mark.parametrize("carried", [None, COLUMNS], ids=["all-fields", "some-columns"])
@pytest.mark.parametrize("pack", ["us-federal", "core"])
@pytest.mark.parametrize("seed", range(4))
def test_records_that_are_alike_come_to_what_each_comes_to_by_itself(
    pack: str, seed: int, carried: frozenset[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = list(posts(seed, 450, carried))
    share = compared(judged(pack, records, keep_verdicts=seed % 2 == 0), monkeypatch)
    assert share > 1 / 4, "hardly any record was taken for like another"


@pytest.mark.parametrize("seed", range(2))
def test_records_whose_instants_are_in_one_order_come_to_what_each_comes_to_by_itself(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = list(timed(seed, 1_200))
    share = compared(judged("us-federal", records, keep_verdicts=True), monkeypatch)
    assert share > 1 / 2, "instants tell records apart"


@pytest.mark.parametrize("seed", range(2))
def test_records_judged_at_different_times_come_to_what_each_comes_to_by_itself(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = list(timed(seed, 800))
    hours = [Random(seed + at).choice((-2_000, -1, 0, 1, 24, 2_000)) for at in range(800)]

    def judge() -> list[object]:
        run = Run(program("us-federal"))
        for one, later in zip(records, hours, strict=True):
            one.derived.clear()
            now = Moment.instant(one.fields["published_at"].first + timedelta(hours=later))
            run.judge(one, Setting(world(), Instants(now, UTC).of(one), now))
        run.settle()
        return said(run.result)

    assert compared(judge, monkeypatch) > 1 / 2


REGISTRY = """
policycheck: 1
id: registry
title: Rules that join
rules:
- {id: A1, title: t, applies_to: assignment, severity: warning,
   when: {person.departed_at: {before: now}},
   check: {kind: required-fields, fields: [revoked_at]}}
- {id: A2, title: t, applies_to: assignment, severity: warning,
   check: {kind: required-fields, fields: [granted_by, expires_at]}}
- {id: A3, title: t, applies_to: assignment, severity: warning,
   when: {person.departed_at: {filled: true}},
   check: {kind: deadline, starts: person.departed_at, done: revoked_at, within: 1d}}
- {id: A4, title: t, applies_to: assignment, severity: warning,
   check: {kind: field, path: person.employment_type, is: [employee, contractor]}}
- {id: A5, title: t, applies_to: assignment, severity: warning, when: {role: owner},
   check: {kind: field, path: account.organization, is: {field: person.organization}}}
- {id: A6, title: t, applies_to: assignment, severity: warning,
   check: {kind: field, path: person.supervisor.employment_type, is: employee}}
- {id: P1, title: t, applies_to: person, severity: warning,
   check: {kind: field, path: supervisor.employment_type, is: employee}}
- {id: P2, title: t, applies_to: person, severity: warning,
   check: {kind: required-fields, fields: [name, email]}}
- {id: P3, title: t, applies_to: person, severity: warning,
   check: {kind: freshness, path: started_at, max_age: 100d}}
- {id: C1, title: t, applies_to: account, severity: warning,
   check: {kind: count, of: assignments, where: {role: admin, active: true}, min: 1}}
"""
DATES = ("2026-06-15", "2026-06-14T11:59:59Z", "2026-06-15T12:00Z", "2026-06-15T12:00:01Z",
         "2026-06-14", "2026-01-01", "2027-01-01", None, None)  # fmt: skip


def registry(seed: int) -> dict[str, list[Record]]:
    """Accounts, people and assignments that point at each other, and at some that are not there."""
    random = Random(seed)

    def some(kind: str, count: int, **fields: list[Any]) -> list[Record]:
        def one(at: int) -> Record:
            values = {name: random.choice(values) for name, values in fields.items()}
            filled = {name: value for name, value in values.items() if value is not None}
            carried = frozenset({"id", *fields}) if random.random() < 0.1 else None
            return made({"id": f"{kind}-{at}", **filled}, kind, carried)

        return [one(at) for at in range(count)]

    people: list[Any] = [f"person-{at}" for at in range(40)]
    where: list[Any] = ["Rain", "Snow", None]
    return {
        "account": some("account", 60, organization=where),
        "person": some(
            *("person", 200),
            name=["Ann", " ", "Ödön", None],
            email=["a@example.gov", "", None],
            employment_type=["employee", "contractor", "intern", None],
            organization=where,
            supervisor=[*people[:9], "nobody", None],
            departed_at=[*DATES],
            started_at=[*DATES],
        ),
        "assignment": some(
            *("assignment", 700),
            account=[f"account-{at}" for at in range(5)],
            person=[*people, "nobody", None],
            role=["owner", "admin"],
            granted_by=[*people[:5], "", None],
            expires_at=[*DATES],
            revoked_at=[*DATES],
        ),
    }


@pytest.mark.parametrize("seed", range(4))
def test_records_that_refer_to_alike_records_come_to_what_each_comes_to_by_itself(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "registry.yaml").write_text(REGISTRY, encoding="utf-8")
    rules = compile_policy(load_policy(str(tmp_path / "registry.yaml"), tmp_path), UTC)[0]
    given = registry(seed)
    on_record = World({kind: {one.id: one for one in ones} for kind, ones in given.items()})
    records = [one for ones in given.values() for one in ones]

    def judge() -> list[object]:
        instants = Instants(NOW, UTC)
        return said(evaluate(rules, records, instants, on_record, keep_verdicts=True))

    assert compared(judge, monkeypatch) > 1 / 3


def test_what_a_rule_asks_of_a_record_is_all_noted() -> None:
    from policycheck.engine.watched import Watch

    at = Moment.instant(datetime(2026, 4, 1, tzinfo=UTC))
    given = made({"id": "p", "text": "See epa.gov", "poll": {"options": ["a"]}, "geo": 1,
                  "approvals": [{"person": "ann"}]}, "post")  # fmt: skip
    copy, setting, asked = Watch.over(given, Setting(world(), at, NOW)).begin()

    def newly(ask: object) -> set[str]:
        assert callable(ask)
        asked.clear()
        ask()
        return {str(one) for one in asked}

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
    assert newly(lambda: setting.now.first - NOW.first) == {"(now)"}
    assert newly(lambda: copy.kind) == set()
    assert newly(lambda: setting.referring(copy, "moderation", "post", "")) == {"<moderation.post"}
    assert newly(lambda: setting.has_word(copy, "text")) == {"text^"}
    assert newly(lambda: setting.target(copy, "account", "account")) == {"account>account"}


def test_of_a_record_that_is_referred_to_only_what_is_asked_for_is_noted() -> None:
    from policycheck.engine.watched import Watch

    given = made({"id": "r", "account": "epa", "person": "bob", "role": "admin"}, "assignment")
    copy, setting, asked = Watch.over(given, Setting(world(), NOW, NOW)).begin()
    person = setting.target(copy, "person", "person")
    assert person is not None
    assert asked == {"person>person"}
    assert person.fields.get("supervisor") is None
    assert "person>person.supervisor?" in asked
    departed = person.fields.get("departed_at")
    assert isinstance(departed, Moment)
    assert departed.before(NOW)
    assert "person>person.departed_at?" in asked
    assert any(str(one).startswith("person>person.departed_at.last") for one in asked)
    assert "person" not in asked
    assert person.id == "bob"
    assert "person" in asked
