from __future__ import annotations

import pytest

from tests.kinds.verdicts import found_in, judged, record, refusal


@pytest.mark.parametrize(
    ("form", "text", "suggestion", "safe"),
    [
        ("decorative", "We are 𝐡𝐢𝐫𝐢𝐧𝐠", "hiring", True),
        ("lowercase-hashtag", "See #climatechange", "#ClimateChange", False),
        ("shouting", "PLEASE READ THIS now", "Please read this", False),
    ],
)
def test_what_to_write_instead_is_offered(
    form: str, text: str, suggestion: str, safe: bool
) -> None:
    (hit,) = judged(f"{{kind: letter-case, forbid: [{form}]}}", f"{{text: '{text}'}}").hits
    assert hit.replacement is not None
    assert (hit.replacement.text, hit.replacement.safe) == (suggestion, safe)


def test_a_hashtag_of_the_text_is_found_once_and_a_listed_one_keeps_its_shape() -> None:
    post = record("{text: 'See #climatechange', hashtags: ['#summerschool', springbreak]}")
    judgement = judged("{kind: letter-case, forbid: [lowercase-hashtag]}", post)
    assert found_in(post, judgement) == ["#climatechange", "#summerschool", "springbreak"]
    offered = [hit.replacement.text for hit in judgement.hits if hit.replacement]
    assert offered == ["#ClimateChange", "#SummerSchool", "SpringBreak"]


@pytest.mark.parametrize("allow", ["climatechange", "'#ClimateChange'"])
def test_an_allowed_hashtag_is_fine_with_or_without_its_sign(allow: str) -> None:
    check = f"{{kind: letter-case, forbid: [lowercase-hashtag], allow: [{allow}]}}"
    assert not judged(check, "{text: 'See #climatechange', hashtags: [climatechange]}").hits


@pytest.mark.parametrize(("run", "hits"), [(2, 1), (3, 1), (4, 0)])
def test_the_length_of_a_run_is_the_authors_choice(run: int, hits: int) -> None:
    check = f"{{kind: letter-case, forbid: [shouting], run: {run}}}"
    assert len(judged(check, "{text: 'PLEASE READ THIS now'}").hits) == hits


def test_an_unknown_form_is_refused_with_the_nearest() -> None:
    problem = refusal("{kind: letter-case, forbid: [shouting, decoratve]}")
    assert problem.help == "did you mean decorative?"
    assert problem.column == len("{kind: letter-case, forbid: [shouting, ") + 1
