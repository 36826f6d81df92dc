"""Every option that has a tighter way has a looser step, and each step goes the way it says."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest
from pydantic.fields import FieldInfo

from policycheck.document import Mapping, Node, Sequence, read_yaml
from policycheck.kinds import KINDS, kind
from policycheck.mutants.checks import check_mutants
from policycheck.mutants.making import Making
from policycheck.mutants.mutant import Mutant, Sort, edited
from policycheck.mutants.options import option_mutants
from policycheck.plan import Tighter
from policycheck.policy.option_models import model_of
from policycheck.policy.tightness import Way, changes_of_check, mark_of
from policycheck.source import Source

#: A value for an option, by what its type is made of.
VALUES = {
    "int": "5",
    "float": "2.5",
    "timedelta": "3d",
    "bool": "true",
    "dict": "{utilize: use}",
    "tuple": "[one, two]",
}


def node(text: str) -> Node:
    root, problems = read_yaml(Source("p.yaml", text))
    assert root is not None
    assert not problems
    return root


def directed() -> Iterator[tuple[str, str, str]]:
    """Every option that says which way is tighter, with a value that it could have."""
    for name in KINDS:
        for field, declared in model_of(kind(name).options).model_fields.items():
            option = declared.alias or field
            tighter, _ = mark_of(kind(name), option)
            if tighter is not Tighter.NEITHER:
                yield name, option, value_of(declared, tighter)


def value_of(declared: FieldInfo, tighter: Tighter) -> str:
    if tighter is Tighter.NARROWER:
        return "[one, two]"
    said = str(declared.annotation)
    return next((value for sort, value in VALUES.items() if sort in said), VALUES["tuple"])


@pytest.mark.parametrize(("name", "option", "value"), list(directed()))
def test_an_option_with_a_tighter_way_gives_a_mutant(name: str, option: str, value: str) -> None:
    check = node(f"{{kind: {name}, {option}: {value}}}")
    assert isinstance(check, Mapping)
    made = list(option_mutants(kind(name), check, Making("R", ("check",))))
    assert made, f"{name} has no mutant for {option}: {value}"
    assert all(one.field[1] == option for one in made)


def checks_of_the_manual() -> Iterator[tuple[str, Mapping]]:
    for name, module in KINDS.items():
        examples = node(import_module(module).EXAMPLES)
        assert isinstance(examples, Sequence)
        for one in examples.items:
            assert isinstance(one, Mapping)
            check = one.get("check")
            assert isinstance(check, Mapping)
            yield name, check


def changed(check: Mapping, mutant: Mutant) -> Node:
    after = edited(check, mutant.field[1:], mutant.edit)
    assert after is not None
    return after


@pytest.mark.parametrize(("sort", "way"), [(Sort.LIMIT, Way.LOOSER), (Sort.NEAR, Way.TIGHTER)])
def test_a_limit_moves_the_way_that_its_option_declares(sort: Sort, way: Way) -> None:
    moved = 0
    for name, check in checks_of_the_manual():
        for mutant in check_mutants(check, Making("R", ("check",))):
            option = str(mutant.field[1])
            directions = {
                one.alias or key for key, one in model_of(kind(name).options).model_fields.items()
            }
            if mutant.sort is not sort or option not in directions:
                continue
            if mark_of(kind(name), option)[0] is Tighter.NEITHER:
                continue
            ways = {one.way for one in changes_of_check(check, changed(check, mutant))}
            assert ways <= {way}, mutant.id
            moved += len(ways)
    assert moved > 15


def test_what_is_left_out_of_a_list_is_gone_and_the_rest_is_there() -> None:
    check = node("{kind: forbidden-text, phrases: [rain, snow, hail]}")
    assert isinstance(check, Mapping)
    left = {
        mutant.id: [getattr(one, "text", "") for one in items(changed(check, mutant), "phrases")]
        for mutant in check_mutants(check, Making("R", ("check",)))
    }
    assert left == {
        "R:check/phrases:without rain": ["snow", "hail"],
        "R:check/phrases:without snow": ["rain", "hail"],
        "R:check/phrases:without hail": ["rain", "snow"],
    }


def items(check: Node, option: str) -> list[Node]:
    value = check.get(option) if isinstance(check, Mapping) else None
    return value.items if isinstance(value, Sequence) else []


@pytest.mark.parametrize(
    ("check", "ids"),
    [
        (
            "{all: [{kind: count, of: links, max: 2}, {kind: count, of: media, min: 1}]}",
            [
                "check/all/0:dropped",
                "check/all/0/max:2→3",
                "check/all/0/max:2→1",
                "check/all/1:dropped",
                "check/all/1/min:1→0",
                "check/all/1/min:1→2",
            ],
        ),
        (
            "{kind: field, path: mfa.method, is: {not: [sms, email]}}",
            [
                "check/is/not:without sms",
                "check/is/not:without email",
                "check/is:any value",
            ],
        ),
        (
            "{kind: field, path: embargo_until, is: {before: {field: publish_at, plus: 20d}}}",
            ["check/is/before/plus:20d→21d", "check/is/before/plus:20d→19d", "check/is:any value"],
        ),
        (
            "{kind: cel, expr: 'post.text.size() >= 3'}",
            ["check/expr:>=→> at 18", "check/expr:3→4 at 21"],
        ),
        (
            "{kind: unique, fields: [url], normalise: url}",
            ["check/fields:without url", "check/normalise:url→handle"],
        ),
        (
            "{kind: deadline, starts: a, done: b, within: 15m}",
            ["check/within:15m→16m", "check/within:15m→14m"],
        ),
        (
            "{kind: freshness, path: reviewed_at, max_age: 90d}",
            ["check/path:without reviewed_at", "check/max_age:90d→91d", "check/max_age:90d→89d"],
        ),
        ("{kind: approval, other_than_author: true}", ["check/other_than_author:true→false"]),
        (
            "{kind: roles-filled, roles: [owner, legal]}",
            ["check/roles:without owner", "check/roles:without legal"],
        ),
    ],
)
def test_the_mutants_of_a_check(check: str, ids: list[str]) -> None:
    made = check_mutants(node(check), Making("R", ("check",)))
    assert [one.id.removeprefix("R:") for one in made] == ids


def test_every_kind_with_options_gives_a_mutant_of_some_check_in_its_manual() -> None:
    with_mutants = {
        name
        for name, check in checks_of_the_manual()
        if any(True for _ in check_mutants(check, Making("R", ("check",))))
    }
    without_options = {name for name in KINDS if not model_of(kind(name).options).model_fields}
    assert with_mutants | without_options == set(KINDS)
