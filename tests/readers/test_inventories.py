from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from policycheck.errors import Problem
from policycheck.model.record import Record, carries
from policycheck.readers import inputs, read_inputs
from policycheck.readers.platform_names import platform_id
from tests.readers.admitting import place, read

UPLOAD = (
    "account_platform,account_url,account_name,short_description,language,agencies,contacts\n"
    "Facebook page,https://facebook.example/water,Water,Clean water,English,ewa|eea,"
    "a@water.example | b@water.example\n"
    "Other,https://forum.example/water,Forum,,,ewa,\n"
)
EXPORT = (
    "id,name,contact_emails,organization_names,tag_list,service,service_url,language,"
    "short_description,long_description,notes,certified_at,created_at,updated_at,aasm_state,"
    "legacy_id,legacy_notes\n"
    '17,Water,"a@water.example, b@water.example","Water Agency, Rain Office","river, lake",'
    "twitter,http://x.example/water,English,About water,More,,2023-05-04 12:30:00 UTC,"
    "2021-01-01 00:00:00 UTC,2023-05-04 12:30:00 UTC,published,99,\n"
    "18,Rain,,,,Youtube,https://youtube.example/rain,,,,,,,,updated,,\n"
)
REGISTRY = (
    "service_url,verified,service_id,account,details_url,agencies/0/agency_id,"
    "agencies/0/agency_name,agencies/0/agency_url,organization,agencies/1/agency_id,"
    "agencies/1/agency_name,agencies/1/agency_url\n"
    "http://facebook.example/007,true,facebook,007,http://registry.example/007,ewa,"
    "Water Agency,http://water.example,Office of Rivers,eea,Rain Agency,http://rain.example\n"
    "http://facebook.example/lake,true,facebook,lake,http://registry.example/lake,ewa,"
    "Water Agency,http://water.example,,,,\n"
)


def test_the_upload_form_of_touchpoints_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", UPLOAD, kind="account")
    assert not found.problems
    assert not found.unknown
    first, second = found.records
    assert first.fields == {
        "id": "a.csv",
        "platform": "facebook",
        "url": "https://facebook.example/water",
        "name": "Water",
        "description": "Clean water",
        "language": "English",
        "agencies": [{"id": "ewa"}, {"id": "eea"}],
        "contacts": [{"email": "a@water.example"}, {"email": "b@water.example"}],
    }
    assert place(first, ("contacts", 1, "email")) == (2, 98)
    assert "platform" in second.withheld
    assert carries(first, "contacts.email")
    assert not carries(first, "contacts.person")
    assert not carries(first, "mfa.enabled")


def test_the_export_of_touchpoints_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", EXPORT, kind="account")
    assert not found.problems
    assert not found.unknown
    first, second = found.records
    moment = first.fields.pop("certified_at")
    assert str(moment) == "2023-05-04T12:30:00Z"
    assert first.fields == {
        "id": "17",
        "registry": {"id": "17"},
        "name": "Water",
        "contacts": [{"email": "a@water.example"}, {"email": "b@water.example"}],
        "agencies": [{"name": "Water Agency"}, {"name": "Rain Office"}],
        "tags": ["river", "lake"],
        "platform": "x",
        "url": "http://x.example/water",
        "language": "English",
        "description": "About water",
        "lifecycle": "active",
    }
    assert second.fields["platform"] == "youtube"
    assert "'updated'" in second.withheld["lifecycle"]
    assert not carries(first, "created_at")
    assert carries(second, "agencies.name")


def test_the_export_of_the_federal_registry_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", REGISTRY, kind="account")
    assert not found.problems
    assert not found.unknown
    first, second = found.records
    assert first.fields == {
        "id": "facebook/007",
        "url": "http://facebook.example/007",
        "platform": "facebook",
        "handle": "007",
        "registry": {"url": "http://registry.example/007"},
        "agencies": [
            {"id": "ewa", "name": "Water Agency", "url": "http://water.example"},
            {"id": "eea", "name": "Rain Agency", "url": "http://rain.example"},
        ],
        "organization": "Office of Rivers",
    }
    assert [agency["id"] for agency in second.fields["agencies"]] == ["ewa"]
    assert "organization" not in second.fields
    assert carries(second, "organization")
    assert not first.positional_id
    assert place(first, ("agencies", 1, "name"), "Agency") == (2, 139)
    assert first.carried == frozenset(
        {
            "id",
            "url",
            "platform",
            "handle",
            "registry.url",
            "agencies.id",
            "agencies.name",
            "agencies.url",
            "organization",
        }
    )


def test_a_broken_row_is_told_and_the_next_ones_are_read(tmp_path: Path) -> None:
    header, *rows = REGISTRY.splitlines(keepends=True)
    broken = "http://facebook.example/short,true\n"
    quoted = 'http://facebook.example/q,true,facebook,"q"x,,,,,,,,\n'
    found = read(tmp_path, "a.csv", header + broken + quoted + rows[0] + rows[0], kind="account")
    assert found.ids == ["facebook/007"]
    assert [(problem.line, problem.message[:24]) for problem in found.problems] == [
        (2, "this row has 2 cells and"),
        (3, "text follows the quote t"),
        (5, "the id 'facebook/007' is"),
    ]


def test_a_state_that_touchpoints_does_not_have_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", EXPORT.replace("published", "gone"), kind="account")
    assert [problem.message.partition(",")[0] for problem in found.problems] == [
        "expected one of requested"
    ]


def test_a_column_of_ones_own_is_kept_as_it_is(tmp_path: Path) -> None:
    text = "account_platform,account_url,account_name,ticket\nMastodon,https://m.example/@w,W,7\n"
    found = read(tmp_path, "a.csv", text, kind="account")
    assert [key.name for key in found.unknown] == ["ticket"]
    assert found.only.fields["ticket"] == 7


def test_a_registry_that_is_declared_and_not_there_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", UPLOAD, kind="account", dialect="touchpoints-export")
    assert found.errors == [
        "a.csv:1:1: the header lacks 'aasm_state', which GSA Touchpoints (export)'s tables have"
    ]
    found = read(tmp_path, "a.csv", UPLOAD, kind="account", dialect="touchpoint-export")
    assert found.problems[0].help == "did you mean touchpoints-export?"


def test_a_header_that_is_nearly_known_is_told_what_it_lacks(tmp_path: Path) -> None:
    text = "account_platform,account_url,x,y\na,b,c,d\n"
    found = read(tmp_path, "a.csv", text, kind="account")
    (problem,) = found.problems
    assert "which also has account_name" in problem.help


def test_the_same_header_is_no_inventory_of_posts(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", UPLOAD).problems


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Facebook", "facebook"),
        ("Facebook page", "facebook"),
        ("facebook_page", "facebook"),
        ("Twitter", "x"),
        ("X (formerly Twitter)", "x"),
        ("X", "x"),
        ("Youtube", "youtube"),
        ("You Tube", "youtube"),
        ("Linkedin", "linkedin"),
        ("Github", "github"),
        ("Google plus", "google-plus"),
        ("Other", ""),
        ("微博", "微博"),
    ],
)
def test_platforms_are_called_as_we_call_them(name: str, id_: str) -> None:
    assert platform_id(name) == id_


@pytest.mark.skipif("POLICYCHECK_REAL_DATA" not in os.environ, reason="no POLICYCHECK_REAL_DATA")
def test_a_real_registry_keeps_its_known_figures_without_a_mapping() -> None:
    base = Path(os.environ["POLICYCHECK_REAL_DATA"])
    given = [
        item if isinstance(item, Problem) else replace(item, kind="account")
        for item in inputs(["accounts/smr-facebook-2014.csv"], base=base)
    ]
    found = list(read_inputs(given))
    records = [item for item in found if isinstance(item, Record)]
    assert len(found) == len(records) == 1161
    assert len({record.id for record in records}) == 1161
    assert sum(len(record.fields["agencies"]) > 1 for record in records) == 46
    assert sum("organization" not in record.fields for record in records) == 35
    assert sum(record.fields["handle"].isdigit() for record in records) == 161
    assert sum(record.fields["url"].startswith("http://") for record in records) == 1160
    assert {record.fields["platform"] for record in records} == {"facebook"}
