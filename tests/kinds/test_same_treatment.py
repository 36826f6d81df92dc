from __future__ import annotations

import pytest

from policycheck.model.finding import Outcome
from tests.kinds.verdicts import judged, record, refusal

CHECK = "{kind: same-treatment, of: media, compare: license, group: attribution}"


def post(*media: str) -> str:
    return f"{{text: Rain, media: [{', '.join(f'{{file: a.png, {one}}}' for one in media)}]}}"


def test_each_group_that_is_treated_unevenly_is_one_finding_with_the_other_values() -> None:
    given = post(
        "attribution: Ann, license: own",
        "attribution: Ann, license: own",
        "attribution: Ann, license: licensed",
        "attribution: Ann, license: permission",
        "attribution: Bo, license: own",
        "attribution: Cy, license: own",
        "attribution: Cy, license: licensed",
    )
    ann, cy = judged(CHECK, given).hits
    assert ann.place.pointer == ("media", 2)
    assert [place.pointer for place, _ in ann.related] == [("media", 0), ("media", 3)]
    assert (ann.values["group"], ann.values["value"], ann.values["other"]) == (
        "Ann",
        "licensed",
        "own",
    )
    assert "own (2), licensed (1), permission (1)" in str(ann.values["says"])
    assert cy.values["group"] == "Cy"


@pytest.mark.parametrize(
    ("media", "outcome"),
    [
        (["license: own", "license: own"], Outcome.PASS),
        (["license: own", "license: licensed"], Outcome.UNKNOWN),
        (["attribution: A, license: own", "license: own"], Outcome.PASS),
        (["attribution: A, license: own", "license: licensed"], Outcome.UNKNOWN),
        (["license: own"], Outcome.PASS),
        (["attribution: A, license: own", "attribution: A"], Outcome.FAIL),
        (
            ["attribution: A, license: own", "attribution: A, license: x", "license: y"],
            Outcome.FAIL,
        ),
    ],
)
def test_what_belongs_to_no_group_might_belong_to_any(media: list[str], outcome: Outcome) -> None:
    assert judged(CHECK, post(*media)).outcome is outcome


def test_elements_that_do_not_meet_where_do_not_count() -> None:
    check = "{kind: same-treatment, of: media, where: {decorative: true}, compare: license}"
    loose = ["decorative: true, license: own", "license: licensed"]
    assert judged(check, post(*loose)).outcome is Outcome.PASS
    strict = [*loose, "decorative: true, license: licensed"]
    assert judged(check, post(*strict)).outcome is Outcome.FAIL


def test_what_is_not_carried_is_unknown_only_where_it_matters() -> None:
    carried = ["text", "media.file", "media.license"]
    one = record(post("license: own", "license: licensed"), carried=carried)
    judgement = judged(CHECK, one)
    assert judgement.outcome is Outcome.UNKNOWN
    assert judgement.missing[0].path == "attribution"
    alike = record(post("license: own", "license: own"), carried=carried)
    assert judged(CHECK, alike).outcome is Outcome.PASS
    blind = record(post("attribution: A", "attribution: A"), carried=["text", "media.attribution"])
    assert judged(CHECK, blind).outcome is Outcome.UNKNOWN
    listless = record("{text: Rain}", carried=["text"])
    assert judged(CHECK, listless).outcome is Outcome.UNKNOWN


def test_records_that_are_referred_to_are_compared() -> None:
    check = "{kind: same-treatment, of: goals, compare: source}"
    goals = {
        name: record(f"{{id: {name}, source: {name[0]}}}", "goal") for name in ("a1", "a2", "b")
    }
    for named, outcome in (("[a1, a2]", Outcome.PASS), ("[a1, b]", Outcome.FAIL)):
        judgement = judged(check, f"{{text: Rain, goals: {named}}}", others={"goal": goals})
        assert judgement.outcome is outcome
    lost = judged(check, "{text: Rain, goals: [a1, c]}", others={"goal": goals})
    assert lost.outcome is Outcome.UNKNOWN


def test_what_cannot_be_asked_is_refused() -> None:
    assert "no list" in refusal("{kind: same-treatment, of: text, compare: lang}").message
    assert "unknown field" in refusal("{kind: same-treatment, of: media, compare: licence}").message
