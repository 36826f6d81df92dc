from __future__ import annotations

import pytest

from tests.kinds.verdicts import found_in, judged, record, refusal


def slips(names: str, text: str, typos: int = 2) -> list[str]:
    post = record(f'{{text: "{text}"}}')
    check = f"{{kind: protected-names, names: {names}, typos: {typos}}}"
    return found_in(post, judged(check, post))


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        ("[Queen Elizabeth]", "Queen Elisabeth’s visit", ["Queen Elisabeth"]),
        ("[Queen Elizabeth]", "QUEEN ELIZABETH'S visit", []),
        ("[Queen Elizabeth]", "Qeeun Elizabeth", ["Qeeun Elizabeth"]),
        ("[Queen Elizabeth]", "the queen. Elisabeth waits", []),
        ("[Queen Elizabeth]", "@QueenElisabeth #QueenElisabeth queen-elisabeth.example.com", []),
        ("[Queen Elizabeth, Elizabeth]", "Queen Elisabeth", ["Queen Elisabeth"]),
        ("[Elizabeth, Elisabeth]", "Elisabeth", []),
        ("[Shenandoah]", "Jhenandoh", []),  # two slips, one of them in the first letter
        ("[Shenandoah]", "Jhenandoah", ["Jhenandoah"]),
        ("[NASA]", "NSAA NAASA nasal Nada", ["NSAA", "NAASA", "Nada"]),
        ("[NASA]", "NACHA", []),
        (
            "[Environmental Protection Agency]",
            "the Enviromental Protecton Agency",
            ["Enviromental Protecton Agency"],
        ),
        ("[Владимир]", "Владимер", ["Владимер"]),
        ("[Queen Elizabeth]", "Queen #rain Elisabeth, Queen https://a.gov/x Elisabeth", []),
        ("[Queen Elizabeth]", "Queen  Elisabeth", ["Queen  Elisabeth"]),
        ("[President]", "a resident, at present", []),
        ("[President]", "the Presidant", ["Presidant"]),
    ],
)
def test_near_misses(names: str, text: str, expected: list[str]) -> None:
    assert slips(names, text) == expected


@pytest.mark.parametrize(("typos", "found"), [(1, []), (2, ["Shenadnoha"]), (3, ["Shenadnoha"])])
def test_how_near_is_the_authors_choice(typos: int, found: list[str]) -> None:
    assert slips("[Shenandoah]", "Shenadnoha", typos) == found


def test_the_name_is_offered_and_not_put_in_unasked() -> None:
    check = "{kind: protected-names, names: [Léger]}"
    (hit,) = judged(check, "{text: Ministre Leger’s visit}").hits
    assert hit.replacement is not None
    assert (hit.replacement.text, hit.replacement.safe) == ("Léger", False)
    assert hit.values["match"] == "Leger"


def test_a_name_without_a_word_is_refused() -> None:
    assert "holds no word" in refusal("{kind: protected-names, names: ['--']}").message
