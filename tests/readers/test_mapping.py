from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from policycheck.errors import Problem
from policycheck.model.record import Record
from policycheck.readers import inputs, read_inputs
from policycheck.readers.mapping import parse_mapping
from tests.readers.admitting import place, read

_FIELDS: dict[str, object] = {
    "id": "handle",
    "platform": {"from": "service", "map": {"facebook_page": "facebook"}},
    "agencies[0].id": "agencies/0/id",
    "agencies[1].id": "agencies/1/id",
    "tags": {"from": "labels", "split": "|"},
    "badge": "verified",
}


def test_a_table_of_another_shape_is_read_by_its_columns(tmp_path: Path) -> None:
    text = (
        "handle,service,agencies/0/id,agencies/1/id,labels,verified,more\n"
        "0123,facebook_page,epa,,red | blue,true,x\nb,x,a,b,,false,\n"
    )
    found = read(tmp_path, "a.csv", text, kind="account", mapping=_FIELDS)
    assert not found.problems
    assert not found.unknown
    first, second = found.records
    assert first.fields == {
        "id": "0123",
        "platform": "facebook",
        "agencies": [{"id": "epa"}],
        "tags": ["red", "blue"],
        "badge": True,
    }
    assert second.fields["agencies"] == [{"id": "a"}, {"id": "b"}]
    assert place(first, ("tags", 1)) == (2, 31)
    assert first.carried == frozenset({"id", "platform", "agencies.id", "tags", "badge"})


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.yaml"])
def test_documents_are_followed_by_path(tmp_path: Path, name: str) -> None:
    record = (
        '{"n": 5, "who": {"urls": [{"u": "https://e.example"}], "ok": "true"}, "a.b": "dotted"}'
    )
    text = f"[{record}]" if name != "a.jsonl" else record
    mapping = {"id": "n", "url": "who.urls[0].u", "badge": "who.ok", "name": "a.b"}
    found = read(tmp_path, name, text, kind="account", mapping=mapping).only
    assert found.fields == {
        "id": "5",
        "url": "https://e.example",
        "badge": True,
        "name": "dotted",
    }


def test_a_text_that_looks_like_nothing_stays_a_text(tmp_path: Path) -> None:
    record = read(tmp_path, "a.json", '{"t": "null"}', mapping={"text": "t"}).only
    assert record.fields["text"] == "null"


def test_a_path_that_no_record_has_is_told(tmp_path: Path) -> None:
    mapping = {"id": "handel", "platform": "service"}
    found = read(tmp_path, "a.csv", "handle,service\na,x\n", kind="account", mapping=mapping)
    assert found.errors == ["a.csv:1:1: no record here has 'handel', which is mapped to 'id'"]
    assert found.problems[0].help == "did you mean 'handle'?"
    assert found.records[0].fields["platform"] == "x"


def test_a_path_that_one_record_has_is_no_typing_error(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "a.json",
        '[{"t": "a"}, {"t": "b", "l": "en"}]',
        mapping={"text": "t", "lang": "l"},
    )
    assert not found.problems
    assert [record.fields.get("lang") for record in found.records] == [None, "en"]


def test_records_under_their_ids_keep_them(tmp_path: Path) -> None:
    found = read(tmp_path, "a.yaml", "x: {t: a}\ny: {t: b}\n", mapping={"id": "id", "text": "t"})
    assert found.ids == ["x", "y"]


WRAPPED = """\
about: Terms
lists:
  terms:
    - {name: Rain, state: inactive}
    - {name: Lake, state: active}
"""


def test_records_are_reached_inside_a_wrapper(tmp_path: Path) -> None:
    mapping = {"id": "name", "terms.status": "state"}
    found = read(
        tmp_path, "a.yml", WRAPPED, kind="platform", mapping=mapping, records="lists.terms"
    )
    assert not found.problems
    assert found.ids == ["Rain", "Lake"]
    assert found.records[0].fields["terms"] == {"status": "inactive"}
    assert place(found.records[0], ("terms", "status")) == (4, 27)


def test_wrapped_records_under_their_ids_need_no_mapping(tmp_path: Path) -> None:
    text = '{"data": {"rain": {"name": "Rain"}, "lake": {"name": "Lake"}}}'
    found = read(tmp_path, "a.json", text, kind="platform", records="data")
    assert not found.problems
    assert found.ids == ["rain", "lake"]


def test_a_wrapper_without_records_at_the_path_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "a.yml", WRAPPED, kind="platform", records="terms")
    assert found.errors == ["a.yml:1:1: there are no records at 'terms'"]
    assert "here are lists" in found.problems[0].help


def test_a_table_has_no_wrapper(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", "id,name\na,b\n", kind="platform", records="terms")
    assert found.errors == ["a.csv:1:1: a file of csv does not wrap its records"]


@pytest.mark.skipif("POLICYCHECK_REAL_DATA" not in os.environ, reason="no POLICYCHECK_REAL_DATA")
def test_a_real_list_of_terms_is_reached_in_its_wrapper() -> None:
    base = Path(os.environ["POLICYCHECK_REAL_DATA"])
    mapping = {"name": "name", "terms.status": "status"}
    given = [
        item
        if isinstance(item, Problem)
        else replace(item, kind="platform", mapping=mapping, records="termsofservice")
        for item in inputs(["accounts/terms-of-service.yml"], base=base)
    ]
    found = list(read_inputs(given))
    assert sum(isinstance(item, Record) for item in found) == len(found) == 90


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"a..b": "x"}, "'a..b' is no path"),
        ({"text": 5}, "'text' maps to no path"),
        ({"text": {"map": {}}}, "'text' has no 'from'"),
        ({"text": {"from": "x", "of": 1}}, "'text' has 'of': only from, split and map"),
        ({"text": {"from": "x", "split": 1}}, "'text': 'split' is text"),
        ({"poll": "x", "poll.question": "y"}, "'poll' and 'poll.question' cannot both be mapped"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(mapping: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=r".") as raised:
        parse_mapping(mapping)
    assert str(raised.value).startswith(message)


@pytest.mark.skipif("POLICYCHECK_REAL_DATA" not in os.environ, reason="no POLICYCHECK_REAL_DATA")
def test_a_real_registry_keeps_its_known_figures() -> None:
    mapping: dict[str, object] = {
        "id": "account",
        "platform": "service_id",
        "url": "service_url",
        "organization": "organization",
        **{f"agencies[{n}].id": f"agencies/{n}/agency_id" for n in range(3)},
    }
    base = Path(os.environ["POLICYCHECK_REAL_DATA"])
    given = [
        item if isinstance(item, Problem) else replace(item, kind="account", mapping=mapping)
        for item in inputs(["accounts/smr-facebook-2014.csv"], base=base)
    ]
    found = list(read_inputs(given))
    records = [item for item in found if isinstance(item, Record)]
    assert len(found) == len(records) == 1161
    assert sum(len(record.fields["agencies"]) > 1 for record in records) == 46
    assert sum("organization" not in record.fields for record in records) == 35
    assert sum(record.id.isdigit() for record in records) == 161
