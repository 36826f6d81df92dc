from __future__ import annotations

from tests.kinds.verdicts import found_in, judged, record


def test_a_hashtag_of_the_text_is_found_once() -> None:
    post = record("{text: 'Rain today #Rain', hashtags: [flood, rain]}")
    check = "{kind: forbidden-text, phrases: [rain, flood], in: [text, hashtags]}"
    assert found_in(post, judged(check, post)) == ["Rain", "Rain", "flood"]
