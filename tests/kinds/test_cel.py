from __future__ import annotations

import json
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.world import World
from policycheck.kinds.expressions.edits import rewritten
from policycheck.kinds.expressions.expression import compile_expression
from policycheck.model.record import Record
from policycheck.plan import Condition, Judgement, RefusedOption
from policycheck.policy.bind import RuleBinding
from policycheck.policy.checks import CompiledCheck
from policycheck.policy.conditions import compile_condition
from policycheck.policy.paths import Scope, Shapes
from policycheck.policy.problems import Problems
from policycheck.policy.rule_scope import RuleScope
from tests.kinds.verdicts import AT, compiled, judged, mapping, record, refusal


def check(expr: str) -> str:
    return f"{{kind: cel, expr: {json.dumps(expr)}}}"


def verdict(
    expr: str, text: str, kind: str = "post", others: dict[str, dict[str, Record]] | None = None
) -> Judgement:
    return judged(check(expr), text, kind, others=others)


def by_id(kind: str, *texts: str) -> dict[str, Record]:
    made = [record(f"{{{text}}}", kind) for text in texts]
    return {one.id: one for one in made}


STAFF = {
    "account": by_id("account", "id: a, class: agency"),
    "person": by_id("person", "id: ann, location: Rome", "id: bob, departed_at: 2026-03-01"),
    "assignment": by_id(
        "assignment",
        "id: one, account: a, person: ann, role: owner, granted_at: 2026-01-01",
        "id: two, account: a, person: bob, role: admin",
    ),
}


@pytest.mark.parametrize(
    ("expr", "outcome"),
    [
        ("text == 'Rain'", "pass"),
        ("post.text == 'Rain'", "pass"),
        ("text != 'Rain'", "fail"),
        ("text.startsWith('R') && text.size() == 4", "pass"),
        ("text.matches('^R.*n$')", "pass"),
        ("hashtags.size() == 0 && !filled(hashtags)", "pass"),
        ("goals == ['g1', 'g2'] && 'g2' in goals", "pass"),
        ("goals.exists_one(g, g == 'g1')", "pass"),
        ("goals.map(g, g + '!') == ['g1!', 'g2!']", "pass"),
        ("author == null && !filled(author)", "pass"),
        ("thread == null && !filled(thread) && thread.index == null", "pass"),
        ("filled(capture) && capture != null", "pass"),
        ("media.all(m, m.flash_hz <= 3)", "pass"),
        ("media.all(m, m.flash_hz in [2, 2.5])", "pass"),
        ("media.exists(m, m.flash_hz == 2 && m.type == 'video')", "pass"),
        ("media.filter(m, m.type == 'video').exists(v, v.alt == 'Flood')", "pass"),
        ("media.map(m, m.alt).exists(a, a == 'Flood')", "pass"),
        ("media.map(m, m.type == 'video', m.alt) == ['Flood']", "pass"),
        ("media.alt.exists(a, a == null) && media.alt.exists(a, a == 'Flood')", "pass"),
        ("media.filter(m, filled(m.alt)).size() == 1", "pass"),
        ("[1, 2].exists(n, n == 2) && {'a': text}.a == 'Rain'", "pass"),
        ("goals.exists(text, text == 'g1' && .text == 'Rain')", "pass"),
        ("published_at < now && now - published_at > duration('24h')", "pass"),
        ("published_at == timestamp('2026-06-01T09:00:00+02:00')", "pass"),
        ("published_at.getFullYear() == 2026", "pass"),
    ],
)
def test_an_expression_is_asked_of_a_record(expr: str, outcome: str) -> None:
    text = """{text: Rain, goals: [g1, g2], published_at: "2026-06-01T07:00Z",
      capture: {at: 2026-06-01}, media: [{type: video, file: a.mp4, alt: Flood, flash_hz: 2},
      {file: b.png, flash_hz: 2.5}]}"""
    assert verdict(expr, text).outcome == outcome


@pytest.mark.parametrize(
    ("expr", "outcome"),
    [
        ("account == 'a' && account.class == 'agency'", "pass"),
        ("account.assignments.size() == 2", "pass"),
        ("account.assignments.exists(a, a.role == 'admin' && a.person.departed_at < now)", "pass"),
        (
            "account.assignments.exists(a, a.role == 'owner' && a.person.departed_at != null)",
            "fail",
        ),
        ("account.assignments.exists(a, a.person == 'ann' && a.person.location == 'Rome')", "pass"),
        ("account.assignments.filter(a, a.active).map(a, a.person) == ['ann']", "pass"),
        ("account.assignments.exists(a, a == 'two')", "pass"),
        ("account.assignments.exists(a, a.account.assignments.size() == 2)", "pass"),
        ("account.assignments.exists(a, a.account.assignments.all(b, b.role != 'x'))", "pass"),
        ("account.assignments.granted_at.exists(g, g < timestamp('2026-02-01T00:00:00Z'))", "pass"),
        ("account.assignments.all(a, account.class == 'agency')", "pass"),
    ],
)
def test_an_expression_follows_references(expr: str, outcome: str) -> None:
    assert verdict(expr, "{text: Rain, account: a}", others=STAFF).outcome == outcome


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        ("author.departed_at == null || true", "{text: Rain, author: ann}"),
        ("account.assignments.size() == 0", "{text: Rain, account: a}"),
        ("publish_at < now", "{text: Rain}"),
        ("location_approved", "{text: Rain}"),
        ("!location_approved", "{text: Rain}"),
        ("1 / thread.index > 0", "{text: Rain, thread: {id: t, index: 0}}"),
        ("text.matches(author)", '{text: Rain, author: "("}'),
        ("goals[1] == 'a'", "{text: Rain}"),
        ("geo", "{text: Rain, geo: Rome}"),
        ("text != 'a'", '{text: "Rain\\0 and more"}'),
        ("geo.lat == 3", "{text: Rain, geo: {lat: 99999999999999999999}}"),
    ],
)
def test_what_cannot_be_evaluated_is_unknown(expr: str, text: str) -> None:
    found = verdict(expr, text)
    assert found.outcome == "unknown"
    assert found.missing
    assert found.missing[0].why


def test_a_field_that_is_not_carried_makes_it_unknown_before_it_runs() -> None:
    one = record("{text: Rain}", carried=["text"])
    found = judged(check("text == 'Rain' || category == 'a'"), one)
    assert found.outcome == "unknown"
    assert [gap.path for gap in found.missing] == ["category"]
    assert judged(check("text == 'Rain'"), one).outcome == "pass"


def test_a_loop_that_takes_too_long_is_unknown() -> None:
    text = f"{{text: Rain, goals: [{', '.join(f'g{n}' for n in range(60))}]}}"
    nested = "goals.all(a, goals.all(b, goals.all(c, a != b || b != c || a == c)))"
    assert verdict(nested, text).outcome == "unknown"


@pytest.mark.parametrize(
    ("expr", "outcome"),
    [
        ("publish_at < now", "unknown"),
        ("publish_at < timestamp('2026-06-16T00:00:00Z')", "pass"),
        ("publish_at > timestamp('2026-06-15T23:59:59Z')", "unknown"),
        ("publish_at > timestamp('2026-06-16T00:00:00Z')", "fail"),
        ("created_at == publish_at", "pass"),
        ("publish_at.getHours() == 0", "unknown"),
        ("publish_at.getDayOfMonth() == 14", "pass"),
    ],
)
def test_a_day_is_any_instant_of_it(expr: str, outcome: str) -> None:
    assert str(AT) == "2026-06-15T12:00:00Z"
    day = "{text: Rain, publish_at: 2026-06-15, created_at: 2026-06-15}"
    assert verdict(expr, day).outcome == outcome


@pytest.mark.parametrize(
    ("expr", "column", "words"),
    [
        ("txt == 'a'", 1, "text"),
        ("filled(text) && txet == 'a'", 17, "text"),
        ("'é😀' == text && txet == 'a'", 17, "text"),
        ("account.clas == 'agency'", 1, "class"),
        ("account.assignments.exists(a, a.person.departd_at < now)", 31, "departed_at"),
        ("media.exists(m, m.alt == 3)", 23, "text and a whole number"),
        ("text == 3", 6, "text and a whole number"),
        ("media.exists(m, m.alternative == 'a')", 17, "alt"),
        ("account.assignments.exists(a, a.role > now)", 38, "text and a date"),
        ("publish_at - created_at > 24", 25, "a length of time and a whole number"),
        ("goals == null", 7, "a list and null"),
        ("text", 0, "not true or false"),
        ("media.size()", 0, "not true or false"),
        ("text == ", 9, "Syntax error"),
        ("goals[0].text == 'a'", 9, "exists"),
        ("has(thread.index)", 4, "filled"),
        ("params.most == 1", 1, "params"),
        ("text.lowr() == 'a'", 10, "lowr"),
        ("filled(text, text)", 7, "so many"),
        ("now.year == 2026", 4, "no fields"),
        ("thread.exists(t, true)", 1, "no list"),
        ("(" * 40 + "true" + ")" * 40, 0, "limit"),
        (" ", 0, "expression"),
        ("text == 'a' ||" * 900 + "true", 0, "expression"),
    ],
)
def test_what_is_wrong_is_found_when_the_policy_loads(expr: str, column: int, words: str) -> None:
    """A column of 0 is that of the quotation mark: it concerns the expression as a whole."""
    before = len("{kind: cel, expr: '")
    written = expr.replace("'", "''")
    problem = refusal(f"{{kind: cel, expr: '{written}'}}")
    assert words in f"{problem.message} {problem.help}"
    doubled = expr[: max(column - 1, 0)].count("'")
    assert problem.column == before + column + doubled


def test_in_a_block_of_lines_the_line_is_named() -> None:
    problem = refusal("kind: cel\nexpr: |\n  filled(text) &&\n    txet == 'a'\n")
    assert (problem.line, problem.column) == (4, 5)
    problem = refusal("kind: cel\nexpr: |\n  filled(text) &&\n    account.class > 3\n")
    assert (problem.line, problem.column) == (4, 19)


PARAMS = (
    "{most: 2, rate: 2.5, words: [rain, snow], start: 2026-06-01, wait: 30d, on: true, id: '7'}"
)


@pytest.mark.parametrize(
    ("expr", "outcome"),
    [
        ("text.size() > params.most", "pass"),
        ("media.all(m, m.flash_hz < params.rate && m.flash_hz <= params.most)", "pass"),
        ("!(text in params.words)", "pass"),
        ("publish_at > params.start && publish_at - params.start < params.wait", "pass"),
        ("params.on && params.id == '7'", "pass"),
        ("text == params.most", ""),
        ("text == params.mst", ""),
        ("params == 3", ""),
    ],
)
def test_an_expression_names_parameters(expr: str, outcome: str) -> None:
    params = {entry.key.text: entry.value for entry in mapping(PARAMS)}
    scope = RuleScope((Scope(Shapes.known(), "post"),), Problems(), None, params)
    condition = mapping(f"cel: {json.dumps(expr)}")
    if not outcome:
        with pytest.raises(RefusedOption):
            compile_condition(condition, scope)
        assert len(scope.problems.found) == 1
        return
    holds = compile_condition(condition, scope)
    text = '{text: Rain, publish_at: "2026-06-10T09:00Z", media: [{file: a.mp4, flash_hz: 2}]}'
    assert _asked(holds, text) is (outcome == "pass")


def _asked(holds: Condition, text: str) -> bool | None:
    return holds(RecordCase(record(text), AT, AT, Finder(()), World({})), [])


def test_a_finding_shows_the_values_that_were_used() -> None:
    others = {"person": by_id("person", "id: bob, departed_at: 2026-03-01")}
    expr = "author.departed_at == null || category == 'obituary'"
    found = verdict(expr, "{text: Rain, author: bob, category: event}", others=others)
    (hit,) = found.hits
    assert hit.values["used"] == "author.departed_at is 2026-03-01, category is event"
    pointers = [place.pointer for place, _ in hit.related]
    assert ("category",) in pointers
    assert others["person"]["bob"] in [place.record for place, _ in hit.related]


def test_of_elements_the_finding_shows_what_was_read_of_each() -> None:
    expr = "!account.assignments.exists(a, a.role == 'admin' && a.person.departed_at < now)"
    (hit,) = verdict(expr, "{text: Rain, account: a}", others=STAFF).hits
    assert hit.values["used"] == (
        "account.assignments is (role: owner, person.departed_at: nothing); "
        "(role: admin, person.departed_at: 2026-03-01)"
    )
    assert hit.place.record is None
    said = [words for _, words in hit.related]
    assert "bob is admin on a" in " ".join(said)
    assert "person bob: departed_at is 2026-03-01" in said


def test_a_finding_about_one_field_stands_at_it() -> None:
    (hit,) = verdict("category == 'a'", "{text: Rain, category: event}").hits
    assert hit.place.pointer == ("category",)


@pytest.mark.parametrize(
    ("expr", "outcome"),
    [
        ("role == 'admin' && person.departed_at < now", "fail"),
        ("role == 'admin' && person.location == 'Rome'", "pass"),
        ("role == 'owner' && account.id == 'a'", "fail"),
    ],
)
def test_a_condition_on_elements_may_be_an_expression(expr: str, outcome: str) -> None:
    where = f"where: {{cel: {json.dumps(expr)}}}"
    found = judged(
        f"{{kind: count, of: assignments, max: 0, {where}}}",
        "{id: a}",
        "account",
        others=STAFF,
    )
    assert found.outcome == outcome


def test_a_rule_for_each_element_starts_at_the_element() -> None:
    problem = refusal(check("post.text == alte"), each="media")
    assert "alt" in problem.help


@given(
    st.text(alphabet="ab.é😀 \n", max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(0, 5), st.text("xyz", max_size=4))),
)
def test_a_place_in_a_rewritten_text_leads_back(
    text: str, given_: list[tuple[int, int, str]]
) -> None:
    edits: list[tuple[int, int, str]] = []
    for start, length, new in sorted(given_):
        end = start + length
        if end <= len(text) and (not edits or start >= edits[-1][1]) and (length or not edits):
            edits.append((start, end, new))
    edits = [one for number, one in enumerate(edits) if one[0] < one[1]]
    made = rewritten(text, edits)
    kept = [n for n in range(len(text)) if not any(s <= n < e for s, e, _ in edits)]
    copied = [
        n for n in range(len(made.text)) if not any(p.start <= n < p.end for p in made.pieces)
    ]
    assert [made.before(n) for n in copied] == kept
    assert [made.text[n] for n in copied] == [text[n] for n in kept]


@given(st.text(max_size=40))
def test_whatever_is_written_is_taken_or_refused_in_words(expr: str) -> None:
    problems = Problems()
    scope = RuleScope((Scope(Shapes.known(), "post"),), problems, None)
    node = mapping("expr: placeholder")
    binding = RuleBinding(node, scope, ("post",), each=False)
    try:
        compile_expression(expr, binding, "expr")
    except RefusedOption:
        assert problems.found


def test_three_thousand_posts_take_no_time_to_speak_of() -> None:
    found = compiled(check("account.assignments.exists(a, a.role == 'sme')"))
    assert isinstance(found, CompiledCheck)
    assert found.plan.judge
    one, world = record("{text: Rain, account: a}"), World(STAFF)
    begun = process_time()
    for _ in range(3000):
        case = RecordCase(one, AT, AT, Finder(()), world)
        assert found.plan.judge(case).outcome == "fail"
    assert process_time() - begun < 5
