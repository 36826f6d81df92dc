from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest

from policycheck.model.account import ACCOUNT, SECURITY
from policycheck.model.kind import RecordKind
from policycheck.model.registry import BY_PLURAL, RECORD_KINDS
from policycheck.model.shape import Field, Flag, Group, Instant, ListOf, Reference, Type

KINDS = [pytest.param(kind, id=name) for name, kind in RECORD_KINDS.items()]


def item_of(shape: Type) -> Type:
    return item_of(shape.item) if isinstance(shape, ListOf) else shape


def fields_of(shape: Group, prefix: str = "") -> Iterator[tuple[str, Field]]:
    for name, declared in shape.fields.items():
        yield prefix + name, declared
        below = item_of(declared.type)
        if isinstance(below, Group):
            yield from fields_of(below, f"{prefix}{name}.")


def declared_at(path: str) -> Field:
    kind, _, rest = path.partition(".")
    return dict(fields_of(RECORD_KINDS[kind].shape))[rest]


def test_there_are_the_twelve_kinds_that_rules_apply_to() -> None:
    assert list(RECORD_KINDS) == [
        "post",
        "account",
        "person",
        "assignment",
        "moderation",
        "comment_policy",
        "strategy",
        "goal",
        "platform",
        "incident",
        "calendar",
        "policy",
    ]


def test_the_project_file_names_each_kind_by_a_plural_of_its_own() -> None:
    assert list(BY_PLURAL) == [
        "posts",
        "accounts",
        "people",
        "assignments",
        "moderation",
        "comment_policies",
        "strategies",
        "goals",
        "platforms",
        "incidents",
        "calendars",
        "policies",
    ]
    assert list(BY_PLURAL.values()) == list(RECORD_KINDS.values())


@pytest.mark.parametrize(("name", "kind"), RECORD_KINDS.items())
def test_a_kind_stands_under_its_name_in_a_file_of_that_name(name: str, kind: RecordKind) -> None:
    assert kind.name == name
    file = "policy_record" if name == "policy" else name
    module = import_module(f"policycheck.model.{file}")
    assert getattr(module, name.upper()) is kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_says_what_it_is_and_has_an_id(kind: RecordKind) -> None:
    assert kind.doc.endswith(".")
    assert "id" in kind.shape.fields


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_described_in_one_line(kind: RecordKind) -> None:
    poor = [
        path
        for path, declared in fields_of(kind.shape)
        if not declared.doc.endswith((".", "...")) or "\n" in declared.doc
    ]
    assert poor == []


@pytest.mark.parametrize("kind", KINDS)
def test_references_point_at_kinds_that_exist(kind: RecordKind) -> None:
    targets = {
        below.kind
        for _, declared in fields_of(kind.shape)
        if isinstance(below := item_of(declared.type), Reference)
    }
    assert targets <= set(RECORD_KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_group_that_a_plain_value_may_stand_for_has_the_field_it_stands_for(
    kind: RecordKind,
) -> None:
    for path, declared in fields_of(kind.shape):
        below = item_of(declared.type)
        if isinstance(below, Group) and below.main:
            assert not isinstance(item_of(below.fields[below.main].type), Group), path


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_named_for_a_time_holds_one(kind: RecordKind) -> None:
    for path, declared in fields_of(kind.shape):
        name = path.rpartition(".")[2]
        if name in ("at", "from", "to", "until") or name.endswith(("_at", "_until")):
            assert isinstance(declared.type, Instant), path


COMPUTED = {
    "post.windows",
    "post.content_sha256",
    "post.links.host",
    "account.windows",
    "account.strategy",
    "account.comment_policy",
    "assignment.active",
}


def test_only_what_is_worked_out_is_computed() -> None:
    found = {
        f"{name}.{path}"
        for name, kind in RECORD_KINDS.items()
        for path, declared in fields_of(kind.shape)
        if declared.computed
    }
    assert found == COMPUTED


@pytest.mark.parametrize(
    "path",
    [
        "post.media.decorative",
        "post.media.people_identifiable",
        "post.media.minor",
        "post.media.ai_generated",
        "post.syndicated",
        "post.official_business",
        "post.links.cta_contact_legislator",
        "assignment.direct_login",
        "assignment.shared_credential",
        "moderation.action.automated",
        "moderation.political",
    ],
)
def test_a_flag_that_few_records_raise_is_false_where_absent(path: str) -> None:
    assert declared_at(path).type == Flag(assumed=False)


@pytest.mark.parametrize(
    "path",
    [
        "account.mfa.enabled",
        "account.avatar_approved",
        "account.recovery.carrier_lock",
        "account.comments_enabled",
        "post.location_approved",
        "post.media.captions.reviewed",
    ],
)
def test_what_must_be_attested_has_no_default(path: str) -> None:
    assert declared_at(path).type == Flag(assumed=None)


def test_the_security_part_of_an_account_can_be_read_by_itself() -> None:
    assert list(SECURITY.fields) == [
        "mfa",
        "signup",
        "recovery",
        "recovery_tests",
        "credential",
        "apps",
        "approved_clients",
        "incident_plan",
        "risk_assessment",
    ]
    for name, declared in SECURITY.fields.items():
        assert ACCOUNT.shape.fields[name] is declared
