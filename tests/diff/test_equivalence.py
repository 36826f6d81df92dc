"""What is said of two rules is held against records.

Each family makes rules that differ only in what records can show, and has a record near each limit:
then a rule is said to be looser, or both, exactly when one of the records fails the old form and
does not fail the new, and tighter or both the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from policycheck.model.finding import Outcome
from policycheck.model.policy_diff import Verdict
from policycheck.model.record import Record
from policycheck.policy.policies_compared import Stand, compared_rules
from tests.engine.made import Policy, record

SETTINGS = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
Said = dict[str, object]
Rules = st.SearchStrategy[Any]

WORDS = ["rain", "snow", "hail"]
LANGUAGES = ["en", "fr", "de"]
CATEGORIES = ["news", "alert", "event"]
DAYS = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"]


def some(items: Sequence[str], least: int = 1) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(items), min_size=least, unique=True)


@st.composite
def bounds(draw: st.DrawFn, low: str, high: str, most: int, least: int = 1) -> Said:
    """At least one of two limits, in order; a least of 0 would ask nothing."""
    edges = sorted(draw(st.lists(st.integers(least, most), min_size=2, max_size=2)))
    kept = draw(st.sampled_from(["low", "high", "both"]))
    found: Said = {}
    if kept != "high":
        found[low] = edges[0]
    if kept != "low":
        found[high] = edges[1]
    return found


def checks(kind: str, **options: st.SearchStrategy[Any]) -> Rules:
    return st.fixed_dictionaries(
        {"check": st.fixed_dictionaries({**options}).map(lambda found: {"kind": kind, **found})}
    )


def bounded(kind: str, **fixed: object) -> Rules:
    return bounds("min", "max", 6, least=2).map(
        lambda found: {"check": {"kind": kind, **fixed, **found}}
    )


CASES = st.booleans()
LENGTHS = bounded("text-length", method="code_points")
COUNTS = bounded("count", of="hashtags")
FORBIDDEN = checks(
    "forbidden-text",
    phrases=some(WORDS),
    match_case=CASES,
    whole_words=CASES,
    **{"in": st.sampled_from([["text"], ["text", "alt"]])},
)
REQUIRED = checks("required-text", phrases=some(WORDS), match_case=CASES, whole_words=CASES)
CAPITALS = checks(
    "letter-case",
    forbid=some(["decorative", "lowercase-hashtag"], 0).map(lambda found: ["shouting", *found]),
    run=st.integers(1, 4),
)
ALLOWED = checks("link-hosts", allow=some(["a.gov", "b.gov", "c.gov"]), require_https=CASES)
DENIED = checks("link-hosts", deny=some(["a.gov", "b.gov", "c.gov"]), require_https=CASES)
FILLED = checks("required-fields", fields=some(["category", "lang", "campaign"]))
ANY_FILLED = checks("required-fields", any_of=some(["category", "lang", "campaign"]))
ONE_OF = checks("field", path=st.just("lang"), **{"is": some(LANGUAGES)})
NONE_OF = checks(
    "field", path=st.just("lang"), **{"is": st.builds(lambda one: {"not": one}, some(LANGUAGES))}
)
BETWEEN = bounds("at_least", "at_most", 5).map(
    lambda found: {
        "check": {
            "kind": "field",
            "path": "publish_at",
            "is": {key: DAYS[int(str(day)) - 1] for key, day in found.items()},
        }
    }
)

TEXTS = [
    *("x" * length for length in range(1, 9)),
    *(" ".join(f"#Tag{number}" for number in range(count)) for count in range(1, 9)),
    *(form for word in WORDS for form in (word, word.upper(), f"{word}y", f"{word}y".upper())),
    *(
        " ".join(["STAY", "HOME", "FROM", "WORK", "MONDAY"][:count]) + " please"
        for count in range(6)
    ),
    "#floodwarning",
    "𝐬𝐨𝐨𝐧",
    *(f"{scheme}://{host}.gov/" for scheme in ("http", "https") for host in "abcd"),
]


@cache
def texts() -> list[Record]:
    return [
        *(record(yaml.safe_dump({"id": "t", "text": text, "hashtags": []})) for text in TEXTS),
        *(
            record(yaml.safe_dump({"text": "-", "media": [{"file": "a.png", "alt": form}]}))
            for form in TEXTS
        ),
    ]


@cache
def described() -> list[Record]:
    """Records by language, category and campaign, each also without."""
    return [
        record(
            yaml.safe_dump(
                {"text": "rain", **{k: v for k, v in zip(_NAMES, values, strict=True) if v}}
            )
        )
        for values in product(
            [*LANGUAGES, "it", ""], [*CATEGORIES, "plea", ""], ["spring", "fall", "lent", ""]
        )
    ]


_NAMES = ("lang", "category", "campaign")


@cache
def dated() -> list[Record]:
    days = ["2026-02-28", *DAYS, "2026-03-06"]
    return [record(yaml.safe_dump({"text": "rain", "publish_at": f"{day}"})) for day in days]


# Conditions, which are the same on both sides only in how they ask, never in what they ask of.
def asked(name: str, words: list[str], *, none: bool) -> st.SearchStrategy[Said]:
    listed = some(words)
    if none:
        return st.builds(lambda found: {name: {"not": found}}, listed)
    return st.builds(lambda found: {name: found}, listed)


@st.composite
def conditions(draw: st.DrawFn) -> tuple[Said, Said]:
    """Two rules whose conditions ask two fields, all of them or any."""
    none = draw(st.booleans())
    pieces = [asked("lang", LANGUAGES, none=none), asked("category", CATEGORIES, none=False)]
    made = []
    for _ in range(2):
        parts = [draw(one) for one in pieces]
        form = draw(st.sampled_from(["first", "second", "all", "any", "plain", "never"]))
        forms: dict[str, Said | None] = {
            "first": parts[0],
            "second": parts[1],
            "all": {"all": parts},
            "any": {"any": draw(st.permutations(parts))},
            "plain": {**parts[0], **parts[1]},
            "never": None,
        }
        when = forms[form]
        rule: Said = {"check": {"kind": "forbidden-text", "phrases": ["rain"]}}
        made.append({**rule, "when": when} if when else rule)
    return made[0], made[1]


@st.composite
def combined(draw: st.DrawFn) -> tuple[Said, Said]:
    """Two rules that combine two checks in the same way, or one of them alone in one version."""
    word = draw(st.sampled_from(["all", "any"]))
    made: list[Said] = []
    for _ in range(2):
        parts = [
            {"kind": "field", "path": "lang", "is": draw(some(LANGUAGES))},
            {"kind": "field", "path": "category", "is": draw(some(CATEGORIES))},
        ]
        kept = draw(st.sampled_from([1, 2]))
        made.append({"check": {word: parts[:kept]}})
    return made[0], made[1]


@st.composite
def inverted(draw: st.DrawFn) -> tuple[Said, Said]:
    parts = [{"kind": "field", "path": "lang", "is": draw(some(LANGUAGES))} for _ in range(2)]
    return {"check": {"not": parts[0]}}, {"check": {"not": parts[1]}}


@st.composite
def periods(draw: st.DrawFn) -> tuple[Said, Said]:
    """Two rules that count at other times."""
    made: list[Said] = []
    for _ in range(2):
        found = draw(bounds("from", "to", 5))
        dates = {key: DAYS[int(str(day)) - 1] for key, day in found.items()}
        check = {"kind": "forbidden-text", "phrases": ["rain"]}
        made.append({"check": check, **({"effective": dates} if draw(st.booleans()) else {})})
    return made[0], made[1]


@st.composite
def conditional(draw: st.DrawFn) -> tuple[Said, Said]:
    """Two rules that differ in the condition and in the check."""
    one, other = draw(conditions())
    values = [draw(some(["spring", "fall"])) for _ in range(2)]
    checks = [{"kind": "field", "path": "campaign", "is": found} for found in values]
    return {**one, "check": checks[0]}, {**other, "check": checks[1]}


class Family(NamedTuple):
    pairs: st.SearchStrategy[tuple[Said, Said]]
    of: str = "texts"


def alike(rules: Rules) -> st.SearchStrategy[tuple[Said, Said]]:
    return st.tuples(rules, rules)


FAMILIES = {
    "text-length": Family(alike(LENGTHS)),
    "count": Family(alike(COUNTS)),
    "forbidden-text": Family(alike(FORBIDDEN)),
    "required-text": Family(alike(REQUIRED)),
    "letter-case": Family(alike(CAPITALS)),
    "link-hosts allow": Family(alike(ALLOWED)),
    "link-hosts deny": Family(alike(DENIED)),
    "required-fields": Family(alike(FILLED), "described"),
    "required-fields any_of": Family(alike(ANY_FILLED), "described"),
    "field one of": Family(alike(ONE_OF), "described"),
    "field none of": Family(alike(NONE_OF), "described"),
    "field between": Family(alike(BETWEEN), "dated"),
    "when": Family(conditions(), "described"),
    "combined checks": Family(combined(), "described"),
    "not": Family(inverted(), "described"),
    "effective": Family(periods(), "moments"),
    "when and check": Family(conditional(), "described"),
}


def policy(folder: Path, rule: Said) -> Policy:
    whole = {"id": "R", "title": "T", "applies_to": "post", "severity": "error", **rule}
    found = Policy(folder, yaml.safe_dump({"rules": [whole]}, allow_unicode=True))
    assert not found.problems, found.problems
    return found


def failing(found: Policy, family: Family) -> set[tuple[int, str]]:
    """The records that fail, by number, and when."""
    moments = ["2026-02-28", *DAYS, "2026-03-06"] if family.of == "moments" else [""]
    pool = {"texts": texts, "described": described, "dated": dated, "moments": dated}[family.of]()
    return {
        (number, moment)
        for moment in moments
        for number, one in enumerate(pool)
        if found.run(one, rules_as_of=moment or None).outcomes[Outcome.FAIL]
    }


@pytest.mark.parametrize("name", FAMILIES)
@SETTINGS
@given(data=st.data())
def test_a_rule_is_looser_exactly_where_a_record_shows_it(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    family = FAMILIES[name]
    folder = tmp_path_factory.getbasetemp()
    old, new = (policy(folder, one) for one in data.draw(family.pairs))
    stands = [Stand(one.loaded, one.loaded.rule_ids()) for one in (old, new)]
    said = {one.verdict for one in compared_rules(stands[0], stands[1])}
    before, after = failing(old, family), failing(new, family)
    event(", ".join(said) or "the same")
    assert Verdict.CHANGED not in said
    assert bool(said & {Verdict.LOOSER, Verdict.BOTH}) == bool(before - after), said
    assert bool(said & {Verdict.TIGHTER, Verdict.BOTH}) == bool(after - before), said
