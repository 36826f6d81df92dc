"""Every entry of every table leads somewhere and says what it is."""

from __future__ import annotations

import inspect
from importlib import import_module

import pytest

import policycheck
from policycheck.kinds import KINDS, kind
from policycheck.model.registry import RECORD_KINDS
from policycheck.readers import ENDINGS, READERS, reader
from policycheck.reports import FORMATS, load
from policycheck.reports.backtest import BACKTEST_FORMATS, load_backtest_format
from policycheck.reports.register import REGISTER_FORMATS, load_register_format
from policycheck.tasks.built_in import BUILT_IN
from policycheck.tasks.schemas import schema_names, schema_text


def documented(module: str) -> str:
    text = inspect.getdoc(import_module(module))
    assert text, module
    return text


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_format_loads_under_its_name(name: str) -> None:
    found = load(name)
    assert found.name == name
    assert found.doc
    assert documented(FORMATS[name])


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_loads_under_its_name_and_says_when_it_fails(name: str) -> None:
    assert kind(name).name == name
    assert documented(KINDS[name]).startswith("Fails when ")
    assert documented(KINDS[name]).split("\n\n")[0].endswith(".")


@pytest.mark.parametrize("name", READERS)
def test_a_reader_loads_and_reads_one_way(name: str) -> None:
    found = reader(name)
    assert found.name == name
    assert (found.read is None) != (found.read_stream is None)
    assert documented(READERS[name])


def test_every_ending_has_a_reader() -> None:
    assert set(ENDINGS.values()) <= set(READERS)


def test_every_kind_of_record_has_a_schema() -> None:
    known = set(schema_names())
    for name in RECORD_KINDS:
        assert {name, f"{name}-record"} & known
    for name in known:
        assert schema_text(name).endswith("}\n")


def test_built_in_rules_say_what_to_do() -> None:
    for id_, rule in BUILT_IN.items():
        assert id_ == rule.id
        assert id_.startswith("policycheck:")
        assert rule.title
        assert rule.remedy


def test_the_public_interface_is_small() -> None:
    names = getattr(policycheck, "__all__", ["__version__"])
    assert 1 <= len(names) <= 10
    for name in names:
        assert getattr(policycheck, name) is not None


@pytest.mark.parametrize("name", REGISTER_FORMATS)
def test_a_format_of_the_register_loads_under_its_name(name: str) -> None:
    assert load_register_format(name).name == name
    assert documented(REGISTER_FORMATS[name])


@pytest.mark.parametrize("name", BACKTEST_FORMATS)
def test_a_format_of_a_backtest_loads_under_its_name(name: str) -> None:
    assert load_backtest_format(name).name == name
    assert documented(BACKTEST_FORMATS[name])
