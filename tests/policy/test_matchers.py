from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from policycheck.model.moment import parse_moment
from policycheck.model.record import Record
from tests.engine.made import Policy, record, rule
from tests.policy.asked import asked, refused

ACCOUNT = """
id: a
handle: "0123"
class: agency
name: Environment Agency
created_at: 2026-06-10
reviewed_at: 2026-06-15T11:00Z
sla: {reply: 2h}
tags: [water, air]
mfa: {enabled: true, method: sms}
comments_enabled: false
apps: [{name: Sender, scope: post}, {name: Reader}]
"""
NOTHING = "{id: a}"
T, F, U = True, False, None


def account(text: str, carried: list[str] | None = None) -> Record:
    return record(text, "account", carried)


# Each line: a matcher, what it comes to where the value meets it or not, and where there is none.
SINGLE = [
    ("class: agency", T, F),
    ("class: campaign", F, F),
    ("class: [campaign, agency]", T, F),
    ("class: {not: agency}", F, T),
    ("class: {not: [campaign, personal]}", T, T),
    ("class: {not: {not: agency}}", T, F),
    ("class: {filled: true}", T, F),
    ("class: {filled: false}", F, T),
    ("class: {not: {filled: false}}", T, F),
    ("class: {not: {filled: true}}", F, T),
    ("handle: 0123", T, F),
    ('handle: "0123"', T, F),
    ("handle: 123", F, F),
    ("name: {matches: '^Env'}", T, F),
    ("name: {matches: '^env'}", F, F),
    ("name: {contains: environment}", T, F),
    ("name: {contains: [rain, AGENCY]}", T, F),
    ("name: {contains: environ}", F, F),
    ("name: {not: {contains: rain}}", T, T),
    ("created_at: {before: 2026-06-11}", T, F),
    ("created_at: {before: 2026-06-10}", F, F),
    ("created_at: {after: 2026-06-09}", T, F),
    ("created_at: {after: 2026-06-10}", F, F),
    ("created_at: {at_least: 2026-06-10}", T, F),
    ("created_at: {at_most: 2026-06-10}", T, F),
    ("created_at: {at_most: 2026-06-09}", F, F),
    ("created_at: {within: 5d}", T, F),
    ("created_at: {within: 4d}", F, F),
    ("created_at: {within: 99999999w}", T, F),
    ("created_at: {not: {within: 4d}}", T, T),
    ("created_at: 2026-06-10T15:00Z", T, F),
    ("reviewed_at: {before: now}", T, F),
    ("reviewed_at: {after: now}", F, F),
    ("reviewed_at: {after: {field: created_at}}", T, F),
    ("reviewed_at: {before: {field: created_at, plus: 6d}}", T, F),
    ("reviewed_at: {before: {field: created_at, plus: 5d}}", F, F),
    ("reviewed_at: {after: {field: created_at, minus: 1d}}", T, F),
    ("sla.reply: {at_most: 120m}", T, F),
    ("sla.reply: {at_least: 3h}", F, F),
    ("mfa.enabled: true", T, F),
    ("mfa.enabled: {not: true}", F, T),
    ("comments_enabled: false", T, F),
    ("mfa: {filled: true}", T, F),
    ("handle: {field: id}", F, F),
    ("handle: {not: {field: id}}", T, T),
]
LISTS = [
    ("tags: {some: water}", T, F),
    ("tags: {some: [fire, air]}", T, F),
    ("tags: {some: {matches: '^f'}}", F, F),
    ("tags: {every: {matches: r}}", T, F),
    ("tags: {every: water}", F, F),
    ("tags: {none: fire}", T, T),
    ("tags: {none: water}", F, T),
    ("tags: {has: air}", T, F),
    ("tags: {has: fire}", F, F),
    ("tags: {has_all: [air, water]}", T, F),
    ("tags: {has_all: [air, fire]}", F, F),
    ("tags: {filled: true}", T, F),
    ("tags: {filled: false}", F, T),
    ("tags: {some: water, none: fire}", T, F),
    ("apps: {some: {name: Sender, scope: post}}", T, F),
    ("apps: {some: {name: Reader, scope: post}}", F, F),
    ("apps: {some: {name: Reader, scope: {filled: false}}}", T, F),
    ("apps: {every: {name: {filled: true}}}", T, F),
    ("apps: {every: {scope: {filled: true}}}", F, F),
    ("apps: {none: {scope: admin}}", T, T),
    ("apps: {some: {any: [{name: X}, {scope: post}]}}", T, F),
    ("apps: {some: {not: {name: Sender}}}", T, F),
    ("apps: {every: {not: {name: Sender}}}", F, F),
    ("apps: {some: {account.class: agency}}", T, F),
    ("apps.scope: {every: post}", F, F),
    ("apps.scope: {some: post}", T, F),
    ("apps.scope: {some: {filled: false}}", T, F),
]


@pytest.mark.parametrize(("when", "present", "absent"), SINGLE + LISTS)
def test_a_matcher_comes_to_one_of_three_answers(
    when: str, present: bool | None, absent: bool | None
) -> None:
    assert asked(when, account(ACCOUNT)) == (present, [])
    assert asked(when, account(NOTHING)) == (absent, [])
    unknown, missing = asked(when, account(NOTHING, ["id"]))
    assert unknown is None
    assert when.partition(":")[0] in missing


@pytest.mark.parametrize("when", [line for line, _, _ in SINGLE + LISTS])
def test_where_a_value_is_asked_for_absence_meets_nothing_but_filled_false(when: str) -> None:
    answer, _ = asked(when, account(NOTHING), absent_differs=False)
    assert answer is (when.partition(": ")[2] == "{filled: false}")


def test_an_absent_operand_differs_and_an_unknown_one_is_unknown() -> None:
    given = account("{id: a, reviewed_at: 2026-06-15, handle: a}")
    assert asked("reviewed_at: {before: {field: created_at}}", given) == (False, [])
    assert asked("handle: {not: {field: name}}", given) == (True, [])
    partly = account("{id: a, reviewed_at: 2026-06-15, handle: a}", ["reviewed_at", "handle"])
    assert asked("reviewed_at: {before: {field: created_at}}", partly) == (None, ["created_at"])
    assert asked("handle: {not: {field: name}}", partly) == (None, ["name"])


def test_what_is_absent_equals_nothing_even_where_the_other_is_unknown() -> None:
    partly = account("{id: a}", ["handle"])
    assert asked("handle: {field: name}", partly) == (False, [])


def test_an_operand_that_is_a_list_is_met_by_any_of_it() -> None:
    given = account("{id: a, name: air, tags: [water, air]}")
    assert asked("name: {field: tags}", given)[0] is True
    assert asked("name: {not: {field: tags}}", given)[0] is False


@pytest.mark.parametrize(
    "when", ["tags: {has_all: []}", "class: []", "name: {contains: []}", "class: {not: []}"]
)
def test_a_list_that_is_still_empty_decides_nothing(when: str) -> None:
    answer, missing = asked(when, account(ACCOUNT))
    assert answer is None
    assert missing[0].startswith("w.yaml:1:")


def test_a_future_day_is_not_within_and_not_outside() -> None:
    assert asked("created_at: {within: 5d}", account("{id: a, created_at: 2026-06-16}")) == (
        None,
        ["created_at"],
    )
    assert asked("created_at: {within: 5d}", account("{id: a, created_at: 2026-06-15}"))[0] is True


@pytest.mark.parametrize(
    ("instant", "equal"),
    [
        ("2026-12-01T05:00Z", True),
        ("2026-12-02T04:59Z", True),
        ("2026-12-01T04:59Z", False),
        ("2026-12-02T05:00Z", False),
    ],
)
def test_a_date_is_the_whole_day_of_the_zone(instant: str, equal: bool) -> None:
    zone = ZoneInfo("America/New_York")
    post = record(f"{{id: a, publish_at: {instant}}}", zone=zone)
    assert asked("publish_at: 2026-12-01", post, zone=zone)[0] is equal
    before = parse_moment("2026-12-01", zone).before(post.fields["publish_at"])
    assert asked("publish_at: {after: 2026-12-01}", post, zone=zone)[0] is before


def test_the_day_of_a_change_of_clocks_has_25_hours() -> None:
    zone = ZoneInfo("America/New_York")
    post = record("{id: a, publish_at: 2026-11-02T04:59Z}", zone=zone)
    assert asked("publish_at: 2026-11-01", post, zone=zone)[0] is True


def test_plain_scalars_take_the_type_of_the_field() -> None:
    assert asked("lang: no", record("{id: a, lang: no}"))[0] is True
    assert asked("lang: false", record("{id: a, lang: no}"))[0] is False
    assert asked("thread.index: 2", record("{id: a, thread: {index: 2}}"))[0] is True
    assert asked("text: 2026", record("{id: a, text: '2026'}"))[0] is True


def test_values_of_no_declared_type_are_compared_where_they_can_be() -> None:
    post = record("{id: a, geo: {lat: 52.5, place: Berlin, marks: [1, 2]}}")
    assert asked("geo.lat: {at_least: 50}", post)[0] is True
    assert asked("geo.place: Berlin", post)[0] is True
    assert asked("geo.marks: {has: 2}", post)[0] is True
    assert asked("geo.place: {at_least: 50}", post) == (None, ["geo.place"])
    assert asked("geo.lat: {matches: '5'}", post) == (None, ["geo.lat"])


def test_true_is_not_one() -> None:
    assert asked("geo.x: true", record("{id: a, geo: {x: 1}}"))[0] is False
    assert asked("geo.x: 1", record("{id: a, geo: {x: true}}"))[0] is False


def test_references_of_a_list_are_ids_and_records() -> None:
    world = {"goal": {"g": record("{id: g, source: law}", "goal")}}
    post = record("{id: a, goals: [g]}")
    assert asked("goals: {has: g}", post, world=world)[0] is True
    assert asked("goals: {some: {source: law}}", post, world=world)[0] is True
    assert asked("goals: {some: {source: law}}", post) == (None, ["source"])


def test_elements_of_another_record_ask_what_that_record_carries() -> None:
    given = account("{id: epa, apps: [{name: Sender}]}", ["apps.name", "apps.scope"])
    thin = account("{id: thin, apps: [{name: Sender}]}", ["apps.name", "scope"])
    world = {"account": {"epa": given, "thin": thin}}
    when = "account.apps: {some: {name: Sender, scope: {filled: false}}}"
    assert asked(when, record("{id: p, account: epa}"), world=world) == (True, [])
    assert asked(when, record("{id: p, account: thin}"), world=world) == (None, ["scope"])


@pytest.mark.parametrize(
    ("when", "column", "message", "advice"),
    [
        ("mfa.enabled: 'true'", 14, "expected true or false", "true or false"),
        ("mfa.enabled: yes", 14, "expected true or false", "true or false"),
        ("class: agencies", 8, "expected one of", "text"),
        ("class: [agency, agencies]", 17, "expected one of", "text"),
        ("created_at: soon", 13, "expected a date", ""),
        ("created_at: {before: 2026-02-30}", 22, "there is no such date", ""),
        ("created_at: {within: 3 days}", 22, "length of time", "whole number"),
        ("handle: {before: 2026-01-01}", 18, "asked of a date", "text"),
        ("handle: {at_least: 3}", 20, "asked of", "text"),
        ("mfa.enabled: {matches: t}", 24, "asked of text", "true or false"),
        ("created_at: {contains: a}", 24, "asked of text", "date"),
        ("handle: {matches: '('}", 19, "RE2 refuses", "RE2"),
        ("handle: {matchs: x}", 10, "unknown matcher matchs", "did you mean matches?"),
        ("handle: {some: x}", 10, "single value", "use filled"),
        ("tags: water", 7, "is a list", "has"),
        ("tags: {not: water}", 8, "cannot be asked of a list", "some"),
        ("tags: {has: [a, b]}", 13, "one value", "has_all"),
        ("tags: {has_all: a}", 17, "takes a list", "has"),
        ("handle: {filled: maybe}", 18, "true or false", "without quotes"),
        ("handle: {filled: 'true'}", 18, "true or false", "without quotes"),
        ("handle: {}", 9, "empty", "write"),
        ("handle: ~", 9, "empty", "filled: false"),
        ("handle: {field: nam}", 17, "unknown field nam", "did you mean name?"),
        ("handle: {field: name, plus: 3d}", 23, "no date", "leave it out"),
        ("created_at: {before: {field: created_at, pls: 3d}}", 42, "unknown key pls", "plus"),
        ("created_at: {after: {field: name}}", 29, "compared with a date", "a date"),
        ("created_at: {after: {field: recovery_tests.at}}", 29, "is a list", "one value"),
        ("mfa.enabled: {field: name}", 22, "compared with true or false", ""),
        ("handle: {field: mfa}", 17, "named fields", "name one"),
        ("mfa: {enabled: true}", 7, "unknown matcher enabled", "mfa.enabled"),
        ("mfa: yes", 6, "named fields", "ask one"),
        ("mfa.enabld: true", 1, "unknown field enabld", "did you mean enabled?"),
        ("account: {filled: true}", 1, "whole record", "name one of its fields"),
        ("handle.x: 1", 1, "has no field x", "write handle"),
        ("apps: {some: {nam: x}}", 15, "unknown field nam", "did you mean name?"),
        ("any: {handle: x}", 6, "list of conditions", "any:"),
        ("all: []", 6, "list of conditions", "all:"),
        ("[handle]", 1, "expected conditions", "write paths"),
        ("any: [{handl: x}]", 8, "unknown field handl", "did you mean handle?"),
    ],
)
def test_what_cannot_be_asked_is_refused_where_it_stands(
    when: str, column: int, message: str, advice: str
) -> None:
    (problem,) = refused(when, "account")
    assert (problem.line, problem.column) == (1, column)
    assert message in problem.message
    assert problem.help
    assert advice in problem.help


def test_every_problem_of_a_condition_is_told() -> None:
    found = refused("{handl: x, any: [{nam: x}, {clas: y}], tags: x}", "account")
    assert [problem.column for problem in found] == [2, 19, 29, 46]


@pytest.mark.parametrize(
    ("when", "carried", "holds"),
    [
        ("class: {not: [personal], or_unknown: true}", ["id"], True),
        ("class: {not: [personal], or_unknown: true}", None, True),
        ("class: {not: [agency], or_unknown: true}", None, False),
        ("class: {filled: true, or_unknown: true}", ["id"], True),
        ("class: {not: [personal]}", ["id"], None),
        ("tags: {some: {not: water, or_unknown: true}}", ["id"], None),
        ("tags: {none: fire, or_unknown: true}", ["id"], True),
    ],
)
def test_a_condition_may_hold_where_it_cannot_be_told(
    when: str, carried: list[str] | None, holds: bool | None
) -> None:
    given = ACCOUNT if carried is None else NOTHING
    assert asked(when, account(given, carried))[0] is holds


@pytest.mark.parametrize(
    ("when", "message"),
    [
        ("class: {or_unknown: true}", "or_unknown stands beside a matcher"),
        ("class: {not: personal, or_unknown: false}", "or_unknown takes true"),
        ("class: {not: personal, or_unknwn: true}", "unknown matcher or_unknwn"),
    ],
)
def test_what_lets_the_unknown_in_is_written_so(when: str, message: str) -> None:
    (problem,) = refused(when, "account")
    assert problem.message == message


@pytest.mark.parametrize(
    "check",
    [
        "{kind: field, path: lang, is: {not: en, or_unknown: true}}",
        "{kind: count, of: media, where: {alt: {filled: true, or_unknown: true}}, min: 1}",
    ],
)
def test_a_check_cannot_let_the_unknown_in(tmp_path: Path, check: str) -> None:
    (problem,) = Policy(tmp_path, "rules:\n" + rule(check)).problems
    assert problem.message == "or_unknown is for conditions, and this is a check"
