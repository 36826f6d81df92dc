"""What is taken over from one record to the next is what each would have come to by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from policycheck.engine.evaluate import Instants, evaluate
from policycheck.engine.program import Program
from policycheck.engine.run import Run
from policycheck.engine.setting import Setting
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.policy.compile import compile_policy
from policycheck.policy.load import load_policy
from tests.engine.alike_runs import compared, made, said, world
from tests.engine.made import NOW

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
def program(pack: str) -> Program:
    return compile_policy(load_policy(pack, Path.cwd()), UTC)[0]


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
