"""What lint says can never be is held against records: none of many may prove it wrong."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policycheck.document import read_yaml
from policycheck.lint.bench import Bench
from policycheck.lint.compared import covered
from policycheck.lint.conditions import clash_in, ways
from policycheck.lint.conflict import Conflict
from policycheck.lint.conflicts_of_bounds import conflicts_of_bounds
from policycheck.lint.conflicts_of_fields import conflicts_of_fields
from policycheck.lint.conflicts_of_texts import conflicts_of_texts
from policycheck.lint.forms import Form, forms_of
from policycheck.model.record import Record
from policycheck.policy.paths import Scope, Shapes
from policycheck.source import Source
from tests.engine.made import NOW, Policy, record
from tests.policy.asked import asked

SETTINGS = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

DAYS = ["2026-03-01", "2026-03-02", "2026-03-01T10:00Z", "2026-03-01T14:00Z", "now"]
WORDS = ["draft", "scheduled", "published"]
TEXTS = ["rain", "rain today", "snow"]


def pieces(values: list[str] | list[bool], *operators: str) -> st.SearchStrategy[dict[str, object]]:
    one: st.SearchStrategy[str | bool] = st.sampled_from([*values])
    made = [st.builds(lambda v, n=name: {n: v}, one) for name in operators]
    filled = st.sampled_from([{"filled": True}, {"filled": False}])
    return st.one_of(*made, filled)


SCALAR = {
    "status": st.one_of(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
        pieces(WORDS, "not", "matches", "contains"),
        st.builds(lambda v: {"not": {"not": v}}, st.sampled_from(WORDS)),
    ),
    "category": st.one_of(st.sampled_from(TEXTS), pieces(TEXTS, "not", "matches", "contains")),
    "publish_at": pieces(DAYS, "before", "after", "at_least", "at_most"),
    "hashtags": pieces(TEXTS, "has", "none", "every", "some"),
    "location_approved": st.one_of(st.booleans(), pieces([True, False], "not")),
}
RECORDS = [
    record(yaml.safe_dump({"text": "x", **dict(zip(names, values, strict=True))}))
    for names, values in [
        *((("status",), (one,)) for one in [*WORDS, "removed"]),
        *((("category",), (one,)) for one in [*TEXTS, ""]),
        *((("publish_at",), (one,)) for one in [*DAYS[:-1], "2026-06-15T12:00:00Z", "2027-01-01"]),
        *((("hashtags",), (list(one),)) for one in [(), ("rain",), ("rain", "snow"), ("snow",)]),
        *((("location_approved",), (one,)) for one in (True, False)),
        ((), ()),
    ]
]


def condition(draw: Callable[[st.SearchStrategy[object]], object], name: str) -> dict[str, object]:
    parts = draw(st.lists(SCALAR[name], min_size=2, max_size=3))
    assert isinstance(parts, list)
    return {"all": [{name: part} for part in parts]}


@SETTINGS
@given(data=st.data(), name=st.sampled_from(sorted(SCALAR)))
def test_no_record_meets_a_condition_that_is_said_to_be_impossible(
    data: st.DataObject, name: str
) -> None:
    when = yaml.safe_dump(condition(data.draw, name))
    node, _ = read_yaml(Source("w.yaml", when))
    found = [clash_in(way) for way in ways(node, Scope(Shapes.known(), "post"), UTC)]
    if not all(found):
        return
    for one in RECORDS:
        met, _ = asked(when, one, now=NOW)
        assert met is not True, (when, one.fields)


@pytest.mark.parametrize(
    "when",
    [
        "{all: [{status: draft}, {status: scheduled}]}",
        "{all: [{category: {not: rain}}, {category: [rain]}]}",
        "{all: [{publish_at: {before: now}}, {publish_at: {after: now}}]}",
        "{all: [{publish_at: {at_least: 2026-03-03}}, {publish_at: {at_most: 2026-03-01}}]}",
        "{all: [{hashtags: {has: rain}}, {hashtags: {none: [rain, snow]}}]}",
        "{all: [{hashtags: {filled: false}}, {hashtags: {has: rain}}]}",
        "{status: {matches: '^draught$'}}",
        "{category: {filled: false, contains: rain}}",
    ],
)
def test_conditions_that_exclude_each_other_are_seen(when: str) -> None:
    node, _ = read_yaml(Source("w.yaml", when))
    assert all(clash_in(way) for way in ways(node, Scope(Shapes.known(), "post"), UTC))


# Pairs of rules.

CHECKS = [
    *(
        f"{{kind: count, of: hashtags, {bound}: {number}}}"
        for bound in ("min", "max")
        for number in (0, 1, 3)
    ),
    *(
        f"{{kind: text-length, method: code_points, {b}: {n}}}"
        for b in ("min", "max")
        for n in (4, 9)
    ),
    *(
        f"{{kind: forbidden-text, phrases: [{one}]}}"
        for one in ("rain", "rain today", "rain, snow")
    ),
    "{kind: forbidden-text, phrases: [rain], except: [rain today]}",
    "{kind: forbidden-text, phrases: [rain], near: [today]}",
    "{kind: forbidden-text, phrases: [Rain], match_case: true}",
    *(f"{{kind: required-text, phrases: [{one}]}}" for one in ("rain", "rain today", "rain, snow")),
    "{kind: required-text, phrases: ['#rain'], where: start}",
    *(f"{{kind: link-hosts, deny: [{one}]}}" for one in ("gov", "epa.gov", "epa.gov, bit.ly")),
    *(f"{{kind: link-hosts, allow: [{one}]}}" for one in ("gov", "epa.gov", "bit.ly")),
    *(f"{{kind: link-hosts, require: [{one}]}}" for one in ("gov", "epa.gov", "bit.ly")),
    "{kind: link-hosts, deny: [gov], allow: [epa.gov]}",
    "{kind: preferred-text, swap: {rain: drizzle}}",
    *(
        f"{{kind: field, path: category, is: {one}}}"
        for one in ("rain", "[rain, snow]", "{not: rain}", "{filled: true}", "{filled: false}")
    ),
    "{kind: required-fields, fields: [category]}",
    "{kind: required-fields, fields: [category, lang]}",
]
WHENS = ["", "when: {lang: en}", "when: {lang: [en, fr]}", "when: {lang: {not: en}}"]
PARTS = ["rain", "Rain", "rain today", "snow", "drizzle", "epa.gov", "noaa.gov", "bit.ly/x", "#a"]
POSTS = [
    record(yaml.safe_dump({"text": " ".join(words), **more}))
    for size in (0, 1, 2)
    for words in itertools.combinations([*PARTS, "#b #c #d"], size)
    for more in (
        {},
        {"lang": "en"},
        {"lang": "fr", "category": "rain"},
        {"lang": "en", "category": "snow"},
    )
]


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> list[Form]:
    """Every check under every condition, as a rule each."""
    rules = "".join(
        f"  - {{id: R{number}, title: T, applies_to: post, severity: error, check: {check}"
        f"{', ' * bool(when)}{when}}}\n"
        for number, (check, when) in enumerate(itertools.product(CHECKS, WHENS))
    )
    policy = Policy(tmp_path_factory.mktemp("pairs"), "rules:\n" + rules)
    assert not policy.problems
    return [form for source in policy.sources for form in forms_of(source)]


@pytest.fixture(scope="module")
def outcomes(forms: list[Form]) -> dict[str, list[str]]:
    """What every rule comes to on every post."""
    bench = Bench(forms, NOW, UTC)
    found: dict[str, list[str]] = {}
    for form in forms:
        found[form.id] = [outcome(bench, form, post) for post in POSTS]
    return found


def outcome(bench: Bench, form: Form, post: Record) -> str:
    trial = bench.tried(form, form, post.fields)
    assert trial is not None
    return str(trial.outcomes[0])


def test_a_rule_that_is_covered_fails_nothing_that_the_other_does_not(
    forms: list[Form], outcomes: dict[str, list[str]]
) -> None:
    pairs = [
        pair for one, other in itertools.combinations(forms, 2) for pair in covered([one, other])
    ]
    assert len(pairs) > 100
    for pair in pairs:
        loose = pair.earlier if pair.stricter is pair.later else pair.later
        for strict_one, loose_one in zip(
            outcomes[pair.stricter.id], outcomes[loose.id], strict=True
        ):
            assert loose_one != "fail" or strict_one == "fail", (asks(pair.stricter), asks(loose))


def test_no_record_passes_two_rules_that_are_said_to_contradict(
    forms: list[Form], outcomes: dict[str, list[str]]
) -> None:
    bench = Bench(forms, NOW, UTC)
    found = [
        *conflicts_of_bounds(forms, bench),
        *conflicts_of_fields(forms, bench),
        *conflicts_of_texts(forms, bench),
    ]
    whole = [one for one in found if not one.partly]
    assert len(whole) > 200
    for one in whole:
        both = zip(outcomes[one.one.form.id], outcomes[one.other.form.id], strict=True)
        assert ("pass", "pass") not in both, shown(one)


def test_every_witness_divides_the_rules(forms: list[Form]) -> None:
    bench = Bench(forms, NOW, UTC)
    found = [*conflicts_of_texts(forms, bench), *conflicts_of_bounds(forms, bench)]
    witnesses = [one.witness for one in found if one.witness]
    assert len(witnesses) > len(found) / 2
    assert all(one.divides for one in witnesses)


def asks(form: Form) -> str:
    return form.check.source.cut(form.check.span)


def shown(found: Conflict) -> str:
    return f"{asks(found.one.form)} and {asks(found.other.form)}"


def test_the_records_of_this_test_tell_the_rules_apart(outcomes: dict[str, list[str]]) -> None:
    assert all({"pass", "fail"} & set(one) for one in outcomes.values())
    assert sum({"pass", "fail"} <= set(one) for one in outcomes.values()) > 100
