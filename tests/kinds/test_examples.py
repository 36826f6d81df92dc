"""Every example in every kind's file is run: what the documentation shows is what happens."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from policycheck.kinds import KINDS
from policycheck.plan.declared import declared_in
from policycheck.tasks.kind_examples import KindExample, kind_examples, run_kind_example


def _all_examples() -> list[tuple[str, KindExample]]:
    return [
        (name, example)
        for name in KINDS
        for example in kind_examples(import_module(KINDS[name]).EXAMPLES, name)
    ]


@pytest.mark.parametrize(
    ("name", "example"),
    [pytest.param(n, e, id=f"{n}-{e.line}-{e.word}") for n, e in _all_examples()],
)
def test_an_example_of_a_kind_comes_to_what_it_says(name: str, example: KindExample) -> None:
    assert run_kind_example(example) == [], name


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_shows_two_records_that_fail_and_two_that_pass(name: str) -> None:
    words = [e.word for e in kind_examples(import_module(KINDS[name]).EXAMPLES, name)]
    assert words.count("fail") >= 2
    assert words.count("pass") >= 2


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_lives_in_a_file_of_its_name_and_its_manual_begins_with_when_it_fails(
    name: str,
) -> None:
    module = import_module(KINDS[name])
    assert module.KIND.name == name
    assert Path(str(module.__file__)).stem == name.replace("-", "_")
    assert str(module.__doc__).startswith("Fails when ")


@pytest.mark.parametrize("name", KINDS)
def test_every_option_is_described_and_says_which_way_is_tighter(name: str) -> None:
    for declared in declared_in(import_module(KINDS[name]).KIND.options).values():
        assert declared.description, declared.name
        assert declared.tighter is not None, declared.name


@pytest.mark.parametrize("name", KINDS)
def test_the_message_of_a_kind_names_values_that_it_gives(name: str) -> None:
    import re

    kind = import_module(KINDS[name]).KIND
    for value in re.findall(r"\{([^{}]+)\}", kind.message):
        assert value in kind.values
