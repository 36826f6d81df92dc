from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policycheck.engine.case import RecordCase
from policycheck.engine.finder import Finder
from policycheck.engine.setting import Setting
from policycheck.engine.world import World
from policycheck.model.record import Record
from policycheck.model.shape import ABSENT
from policycheck.plan import Missing, NotCarried, Selector
from policycheck.policy.paths import Scope, Shapes
from tests.engine.made import NOW, record

NOT_CARRIED = "not carried"


def case_of(given: Record, world: dict[str, dict[str, Record]] | None = None) -> RecordCase:
    return RecordCase(given, Finder([]), Setting(World(world or {}), NOW, NOW))


def value(given: Record, dotted: str, world: dict[str, dict[str, Record]] | None = None) -> Any:
    found = case_of(given, world).value(Scope(Shapes.known(), given.kind).resolve(dotted))
    return NOT_CARRIED if isinstance(found, NotCarried) else found


POST = """
id: a
text: "Rain at https://epa.gov/x #Rain with @noaa"
account: epa
goals: [g1, g2]
media:
  - {file: a.png, alt: Map, decorative: true}
  - {file: b.mp4, captions: {file: b.srt, reviewed: true}}
approvals: [{person: ann, decision: approved}]
"""


@pytest.mark.parametrize(
    ("dotted", "expected"),
    [
        ("text", "Rain at https://epa.gov/x #Rain with @noaa"),
        ("post.text", "Rain at https://epa.gov/x #Rain with @noaa"),
        ("lang", ABSENT),
        ("poll.question", ABSENT),
        ("media.file", ["a.png", "b.mp4"]),
        ("media.alt", ["Map", ABSENT]),
        ("media.transcript", ABSENT),
        ("media.decorative", [True, False]),
        ("media.captions.reviewed", [ABSENT, True]),
        ("media.depicts", ABSENT),
        ("links.host", ["epa.gov"]),
        ("links.notice", [False]),
        ("hashtags", ["#Rain"]),
        ("mentions.handle", ["@noaa"]),
        ("goals", ["g1", "g2"]),
        ("account", "epa"),
        ("syndicated", False),
        ("location_approved", ABSENT),
        ("windows", NOT_CARRIED),
    ],
)
def test_a_path_leads_to_what_a_complete_record_holds(dotted: str, expected: object) -> None:
    assert value(record(POST), dotted) == expected


def test_no_flag_is_assumed_of_elements_that_are_not_there() -> None:
    assert value(record("{id: a, text: Rain}"), "media.decorative") is ABSENT
    assert value(record("{id: a, text: Rain, media: []}"), "media.decorative") is ABSENT


@pytest.mark.parametrize(
    ("dotted", "expected"),
    [
        ("text", "Rain epa.gov"),
        ("lang", NOT_CARRIED),
        ("media.url", ["u"]),
        ("media.alt", NOT_CARRIED),
        ("media.decorative", NOT_CARRIED),
        ("media", [{"url": "u"}]),
        ("links.url", ["epa.gov"]),
        ("links.host", ["epa.gov"]),
        ("links.notice", NOT_CARRIED),
        ("hashtags", ABSENT),
        ("mentions.account", ABSENT),
        ("syndicated", NOT_CARRIED),
        ("approvals.person", NOT_CARRIED),
    ],
)
def test_what_a_source_has_no_place_for_is_not_absent(dotted: str, expected: object) -> None:
    given = record("{id: a, text: Rain epa.gov, media: [{url: u}]}", carried=["text", "media.url"])
    assert value(given, dotted) == expected


@pytest.mark.parametrize(
    ("carried", "dotted", "expected"),
    [
        (["media.url", "alt"], "media.alt", NOT_CARRIED),
        (["media"], "media.alt", ABSENT),
        (["lang"], "links", NOT_CARRIED),
        (["links.url"], "links", ABSENT),
        (["lang"], "hashtags", NOT_CARRIED),
        (["hashtags"], "hashtags", ABSENT),
    ],
)
def test_fields_are_carried_by_their_whole_name(
    carried: list[str], dotted: str, expected: object
) -> None:
    given = record("{id: a, media: [{url: u}]}", carried=carried)
    assert value(given, dotted) == expected


@pytest.mark.parametrize("dotted", ["text", "links", "hashtags", "mentions.handle"])
def test_what_is_withheld_is_told_with_its_reason(dotted: str) -> None:
    given = record("{id: a}", withheld={"text": "cut off"})
    found = case_of(given).value(Scope(Shapes.known(), "post").resolve(dotted))
    assert isinstance(found, NotCarried)
    assert found.missing == Missing(dotted, "cut off")


def test_links_that_are_given_need_no_text_and_hashtags_do() -> None:
    given = record("{id: a, links: [epa.gov], hashtags: [rain]}", withheld={"text": "cut off"})
    assert value(given, "links.host") == ["epa.gov"]
    assert value(given, "hashtags") == NOT_CARRIED


def test_a_value_of_the_wrong_type_is_undecided_and_not_absent() -> None:
    given = record("{id: a, text: Rain epa.gov, links: {url: x}, lang: [a]}")
    assert value(given, "lang") == NOT_CARRIED
    assert value(given, "links") == NOT_CARRIED
    (gap,) = case_of(given).read([Selector("links")]).missing
    assert gap.path == "links"


WORLD = {
    "account": {
        "epa": record("{id: epa, class: agency, apps: [{name: Sender}, {}]}", "account"),
        "thin": record("{id: thin}", "account", ["id"]),
    },
    "person": {"ann": record("{id: ann, name: Ann, supervisor: bob}", "person")},
    "goal": {"g1": record("{id: g1, text: One}", "goal"), "g2": record("{id: g2}", "goal")},
}


@pytest.mark.parametrize(
    ("text", "dotted", "expected"),
    [
        (POST, "account.class", "agency"),
        (POST, "account.handle", ABSENT),
        (POST, "account.apps.name", ["Sender", ABSENT]),
        (POST, "goals.text", ["One", ABSENT]),
        (POST, "approvals.person.name", ["Ann"]),
        (POST, "approvals.person.supervisor", ["bob"]),
        (POST, "approvals.person.supervisor.name", NOT_CARRIED),
        ("{id: a}", "account.class", ABSENT),
        ("{id: a}", "goals.text", ABSENT),
        ("{id: a, account: thin}", "account.class", NOT_CARRIED),
        ("{id: a, account: thin}", "account.id", "thin"),
        ("{id: a, account: gone}", "account.class", NOT_CARRIED),
        ("{id: a, platform: x}", "platform.status", NOT_CARRIED),
    ],
)
def test_references_are_crossed(text: str, dotted: str, expected: object) -> None:
    assert value(record(text), dotted, WORLD) == expected


def test_what_cannot_be_crossed_says_which_record_is_missing() -> None:
    path = Scope(Shapes.known(), "post").resolve("account.class")
    gone = case_of(record("{id: a, account: gone}"), WORLD).value(path)
    assert gone.missing == Missing("account.class", "no account 'gone' is on record")
    none = case_of(record("{id: a, account: gone}")).value(path)
    assert none.missing == Missing("account.class", "no account records were given")


def test_what_stands_beyond_a_reference_is_placed_at_the_reference() -> None:
    scope = Scope(Shapes.known(), "post")
    (spot,) = case_of(record(POST), WORLD).spots(scope.resolve("account.class"))
    assert spot.place.pointer == ("account",)
    found = case_of(record(POST), WORLD).spots(scope.resolve("goals.text"))
    assert [one.place.pointer for one in found] == [("goals", 0)]


@pytest.mark.parametrize(
    ("each", "pointers"),
    [
        ("media", [("media", 0), ("media", 1)]),
        ("links", [("text",)]),
        ("hashtags", [("text",)]),
        ("mentions", [("text",)]),
        ("goals", [("goals", 0), ("goals", 1)]),
        ("media.captions", [("media", 1, "captions")]),
        ("approvals", [("approvals", 0)]),
        ("claims", []),
    ],
)
def test_each_element_has_its_place(each: str, pointers: list[tuple[str | int, ...]]) -> None:
    found = case_of(record(POST)).elements(Scope(Shapes.known(), "post").resolve(each))
    assert not isinstance(found, Missing)
    assert [one.here.pointer for one in found] == pointers


@pytest.mark.parametrize(
    ("each", "dotted", "expected"),
    [
        ("media", "alt", ["Map", ABSENT]),
        ("media", "decorative", [True, False]),
        ("media", "captions.reviewed", [ABSENT, True]),
        ("media", "post.lang", [ABSENT, ABSENT]),
        ("media", "post.account.class", ["agency", "agency"]),
        ("links", "host", ["epa.gov"]),
        ("hashtags", "value", ["#Rain"]),
        ("mentions", "handle", ["@noaa"]),
        ("goals", "value", ["g1", "g2"]),
        ("goals", "text", ["One", ABSENT]),
        ("approvals", "person.name", ["Ann"]),
    ],
)
def test_paths_start_at_the_element(each: str, dotted: str, expected: list[object]) -> None:
    scope = Scope(Shapes.known(), "post")
    path = scope.resolve(each)
    found = case_of(record(POST), WORLD).elements(path)
    assert not isinstance(found, Missing)
    assert [one.value(scope.inside(path).resolve(dotted)) for one in found] == expected


def test_elements_ask_whether_their_own_field_is_carried() -> None:
    scope = Scope(Shapes.known(), "post")
    given = record("{id: a, media: [{url: u}]}", carried=["alt", "media.url"])
    path = scope.resolve("media")
    found = case_of(given).elements(path)
    assert not isinstance(found, Missing)
    assert isinstance(found[0].value(scope.inside(path).resolve("alt")), NotCarried)
    full = record("{id: a, media: [{url: u}]}", carried=["media.alt", "media.url"])
    cases = case_of(full).elements(path)
    assert not isinstance(cases, Missing)
    assert cases[0].value(scope.inside(path).resolve("alt")) is ABSENT


@pytest.mark.parametrize("word", ["text", "hashtags", "links", "first_line", "sentence"])
def test_parts_of_a_text_that_is_not_carried_are_missing(word: str) -> None:
    reading = case_of(record("{id: a, lang: en}", carried=["lang"])).read([Selector(word)])
    assert reading.parts == ()
    assert len(reading.missing) == 1


def test_captions_are_missing_where_a_source_has_no_place_for_them() -> None:
    video = record("{id: a, media: [{file: a.mp4}]}", carried=["media.file"])
    assert [g.path for g in case_of(video).read([Selector("captions")]).missing] == [
        "media.captions.file"
    ]
    picture = record("{id: a, media: [{file: a.png}]}", carried=["media.file"])
    assert case_of(picture).read([Selector("captions")]).missing == ()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../b.srt", "outside"),
        ("none.srt", "cannot be read"),
        ("sub", "not a file"),
        ('"a\\0.srt"', "not the name of a file"),
        ("latin.srt", "not UTF-8"),
    ],
)
def test_captions_that_cannot_be_read_say_why(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "latin.srt").write_bytes(b"1\n00:00 --> 00:01\ncaf\xe9\n")
    given = record(f"{{id: a, media: [{{file: a.mp4, captions: {{file: {name}}}}}]}}")
    given.folder = str(tmp_path)
    (gap,) = case_of(given).read([Selector("captions")]).missing
    assert why in gap.why


def test_captions_are_read_without_numbers_and_times(tmp_path: Path) -> None:
    (tmp_path / "b.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nRain comes\n")
    given = record("{id: a, media: [{file: b.mp4, captions: b.srt}]}")
    given.folder = str(tmp_path)
    (part,) = case_of(given).read([Selector("captions")]).parts
    assert part.text == "Rain comes\n"
    assert part.scalar is not None
    assert part.scalar.source.path == "b.srt"


ATTESTED = record(
    """
id: epa
mfa: {enabled: {value: true, attested_by: j.ortiz, attested_on: 2026-01-01, expires: 2026-06-14}}
signup: {shared: {value: true, expires: 2026-06-15}}
recovery: {carrier_lock: {value: true, attested_on: 2027-01-01}}
credential:
  holders: [{person: ann}, {person: {value: bob, expires: 2025-01-01}}]
apps: {value: [{name: Sender}], expires: 2025-01-01}
""",
    "account",
)


@pytest.mark.parametrize(
    ("dotted", "expected"),
    [
        ("mfa.enabled", NOT_CARRIED),
        ("mfa.method", ABSENT),
        ("signup.shared", True),
        ("recovery.carrier_lock", NOT_CARRIED),
        ("credential.holders.person", NOT_CARRIED),
        ("credential.holders.from", ABSENT),
        ("apps.name", NOT_CARRIED),
        ("apps.scope", NOT_CARRIED),
        ("apps", NOT_CARRIED),
    ],
)
def test_what_nobody_vouches_for_any_longer_is_unknown(dotted: str, expected: object) -> None:
    assert value(ATTESTED, dotted) == expected


def test_a_lapsed_value_says_who_vouched_for_it_and_until_when() -> None:
    path = Scope(Shapes.known(), "post").resolve("account.mfa.enabled")
    found = case_of(record("{id: a, account: epa}"), {"account": {"epa": ATTESTED}}).value(path)
    why = "it was attested by j.ortiz on 2026-01-01, and that lapsed on 2026-06-14"
    assert found.missing == Missing("account.mfa.enabled", why)
    elements = Scope(Shapes.known(), "account").resolve("credential.holders")
    cases = case_of(ATTESTED).elements(elements)
    assert not isinstance(cases, Missing)
    person = Scope(Shapes.known(), "account").inside(elements).resolve("person")
    assert [isinstance(one.value(person), NotCarried) for one in cases] == [False, True]
