from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.document import Mapping, Sequence
from policycheck.model.record import Record, carries
from policycheck.readers import galaxy_social, markdown
from policycheck.readers.reader import Draft, Input
from policycheck.source import Source
from tests.readers.reading import at, place, places, read, value

PLUGINS = """plugins:
  - name: Parks-Toots
    class: mastodon.mastodon_client
    enabled: true
  - name: parks-pro
    class: linkedin.linkedin_client
    enabled: false
"""
POST = """---
media:
  - parks-toots
  - parks-pro
mentions:
  parks-TOOTS: [rangers@social.example]
hashtags:
  parks-toots: [FindYourPark, Trails]
  parks-pro:
    - Careers
---

**Open** again: [the trail](https://parks.example/t_1).

![A trail](https://parks.example/t.jpg)
"""


@pytest.fixture
def post(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "plugins.yml").write_text(PLUGINS)
    (tmp_path / "posts" / "2026").mkdir(parents=True)
    return tmp_path / "posts" / "2026" / "a.md"


def read_post(text: str, file: Path | None) -> list[Draft]:
    drafts, problems = read(markdown.READER, text, "posts/2026/a.md", file)
    assert not problems
    return drafts


def test_one_file_becomes_a_post_for_each_account(post: Path) -> None:
    first, second = read_post(POST, post)
    assert (first.suffix, second.suffix) == ("@Parks-Toots", "@parks-pro")
    media = [{"url": "https://parks.example/t.jpg", "alt": "A trail"}]
    words = "Open again: the trail: https://parks.example/t_1."
    assert value(first.node) == {
        "account": "Parks-Toots",
        "platform": "mastodon",
        "text": f"{words}\n\n@rangers@social.example\n#FindYourPark #Trails",
        "media": media,
    }
    assert value(second.node) == {
        "account": "parks-pro",
        "platform": "linkedin",
        "text": f"{words}\n\n#Careers",
        "media": media,
    }


def test_every_word_stands_where_it_was_written(post: Path) -> None:
    first, second = read_post(POST, post)
    text = at(first.node, "text")
    assert place(text) == (13, 1)
    assert place(text, "Open") == (13, 3)
    assert place(text, "https") == (13, 29)
    assert place(text, "rangers") == (6, 17)
    assert place(text, "Trails") == (8, 31)
    assert place(text, "#Trails") == (8, 31)
    assert place(at(second.node, "text"), "Careers") == (10, 7)
    assert place(at(second.node, "account")) == (4, 5)
    assert place(at(second.node, "platform")) == (4, 5)
    assert place(at(first.node, "media", 0, "alt")) == (15, 3)


def test_what_the_tool_puts_in_has_no_width(post: Path) -> None:
    text = at(read_post(POST, post)[0].node, "text")
    start = text.text.index("#Trails")
    span = text.segments.locate(start, start + 1)
    assert span.start == span.end


def test_the_format_carries_no_more_than_it_can_say(post: Path) -> None:
    drafts = read_post(POST.replace("---\n\n", "category: event\n---\n\n"), post)
    record = Record("post", "a", {}, drafts[0].node, carried=drafts[0].carried)
    for path in ("media.alt", "text", "hashtags", "thread.index", "category", "platform"):
        assert carries(record, path)
    for path in ("approvals", "lang", "media.captions", "author", "media.license"):
        assert not carries(record, path)
    assert value(drafts[0].node)["category"] == "event"  # type: ignore[index]


THREAD = """---
media: [parks-toots]
hashtags: {parks-toots: [Last]}
images: [{url: i.png, alt_text: Given}]
---
![First](1.png)


One


Two ![Second](2.png)


![](3.png)
"""


def test_two_blank_lines_start_the_next_post_of_a_thread(post: Path) -> None:
    first, second = read_post(THREAD, post)
    assert (first.suffix, second.suffix) == ("@Parks-Toots", "@Parks-Toots/2")
    name = "posts/2026/a.md@Parks-Toots"
    assert value(first.node) == {
        "account": "Parks-Toots",
        "platform": "mastodon",
        "text": "One",
        "media": [{"url": "i.png", "alt": "Given"}, {"file": "1.png", "alt": "First"}],
        "thread": {"id": name, "index": "1"},
    }
    assert value(second.node) == {
        "account": "Parks-Toots",
        "platform": "mastodon",
        "text": "Two\n\n#Last",
        "media": [{"file": "2.png", "alt": "Second"}, {"file": "3.png", "alt": ""}],
        "thread": {"id": name, "index": "2"},
    }
    assert place(at(first.node, "media", 0, "alt")) == (4, 33)
    assert place(at(second.node, "media", 1, "alt")) == (15, 3)
    assert place(at(second.node, "text")) == (12, 1)


def test_an_image_given_above_is_one_whatever_its_address_ends_in(post: Path) -> None:
    (only,) = read_post(
        "---\nmedia: [parks-pro]\nimages: [{url: 'https://e.gov/f81'}]\n---\nHi", post
    )
    assert value(only.node)["media"] == [{"url": "https://e.gov/f81", "type": "image"}]  # type: ignore[index]


def test_pictures_alone_are_a_post_without_a_text(post: Path) -> None:
    (only,) = read_post("---\nmedia: [parks-pro]\n---\n![](a.png)\n", post)
    assert value(only.node) == {
        "account": "parks-pro",
        "platform": "linkedin",
        "media": [{"file": "a.png", "alt": ""}],
    }


def test_hashtags_alone_are_a_text(post: Path) -> None:
    (only,) = read_post("---\nmedia: [parks-pro]\nhashtags: {parks-pro: [A, B]}\n---\n", post)
    assert at(only.node, "text").text == "#A #B"


def test_an_unknown_account_is_a_problem_and_still_a_post(post: Path) -> None:
    drafts, problems = read(
        markdown.READER, "---\nmedia:\n- parks-por\n---\nHi", "posts/2026/a.md", post
    )
    assert places(problems) == [(3, 3)]
    assert "parks-pro" in problems[0].help
    assert "plugins.yml" in problems[0].message
    assert value(drafts[0].node) == {"account": "parks-por", "text": "Hi"}


@pytest.mark.parametrize(
    ("fields", "place_of_it"),
    [
        ("hashtags: {parks-toots: [A]}", (3, 12)),
        ("mentions:\n  other: [A]", (4, 3)),
        ("hashtags: [A, B]", (3, 11)),
        ("hashtags: {parks-pro: [A, {b: c}]}", (3, 27)),
    ],
)
def test_words_that_no_post_would_get_are_a_problem(
    post: Path, fields: str, place_of_it: tuple[int, int]
) -> None:
    text = f"---\nmedia: [parks-pro]\n{fields}\n---\nHi"
    drafts, problems = read(markdown.READER, text, "posts/2026/a.md", post)
    assert places(problems) == [place_of_it]
    assert problems[0].help
    assert len(drafts) == 1


@pytest.mark.parametrize(
    ("fields", "claimed"),
    [
        ("media: [a]\nhashtags: {A: [x]}", True),
        ("media: [a]\nmentions: {a: [x]}", True),
        ("media: [a]", False),
        ("media: [a]\nhashtags: [a]", False),
        ("media: [a.png]\nhashtags: {a.png: [x]}", False),
        ("media: [{file: a}]\nhashtags: {a: [x]}", False),
        ("media: []\nhashtags: {a: [x]}", False),
        ("lang: en", False),
    ],
)
def test_without_a_list_of_accounts_their_tags_tell_the_format(fields: str, claimed: bool) -> None:
    drafts, _ = read(markdown.READER, f"---\n{fields}\n---\nHi")
    assert (drafts[0].carried is not None) == claimed


def test_file_names_in_media_are_files_even_beside_a_list_of_accounts(post: Path) -> None:
    (only,) = read_post("---\nmedia: [a.png]\n---\nHi", post)
    assert only.carried is None


def test_the_list_of_accounts_is_not_sought_outside_the_repository(post: Path) -> None:
    (post.parent.parent / ".git").mkdir()
    (only,) = read_post("---\nmedia: [parks-pro]\n---\nHi", post)
    assert only.carried is None


def test_a_named_dialect_decides(post: Path) -> None:
    drafts, problems = read(markdown.READER, "---\nlang: en\n---\nHi", dialect="galaxy-social")
    assert places(problems) == [(2, 1)]
    assert value(drafts[0].node) == {"lang": "en", "text": "Hi"}
    text = "---\nmedia: [parks-pro]\n---\nHi"
    drafts, _ = read(markdown.READER, text, "a.md", post, dialect="markdown")
    assert drafts[0].carried is None
    drafts, problems = read(galaxy_social.READER, text, "a.md", post)
    assert not problems
    assert drafts[0].suffix == "@parks-pro"


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"plugins: {a: b}\n", 1), (b"plugins:\n- name: x\n", 2), (b"\xff", 1), (b"a: [b", 1)],
)
def test_a_broken_list_of_accounts_is_a_problem_with_its_place(
    post: Path, content: bytes, line: int
) -> None:
    (post.parents[2] / "plugins.yml").write_bytes(content)
    drafts, problems = read(markdown.READER, "---\nmedia: [x]\n---\nHi", "posts/2026/a.md", post)
    assert {problem.path for problem in problems} == {"plugins.yml"}
    assert problems[0].line == line
    assert problems[0].help
    assert value(drafts[0].node) == {"account": "x", "text": "Hi"}


BODIES = st.lists(
    st.sampled_from(["Hi 🔥 ", "\n", "\n\n\n", "![a](b.png)", "[w](https://e.gov)", "**b** ", "c"])
).map("".join)


@given(BODIES)
def test_how_lines_end_changes_nothing(body: str) -> None:
    text = f"---\nmedia: [a]\nhashtags: {{a: [T, U]}}\n---\n{body}"
    unix, _ = read(markdown.READER, text)
    dos, _ = read(markdown.READER, text.replace("\n", "\r\n"))
    assert [value(one.node) for one in unix] == [value(one.node) for one in dos]
    for here, there in zip(unix, dos, strict=True):
        for word in ("Hi", "https", "T", "c"):
            if word in at(here.node, "text").text:
                assert place(at(here.node, "text"), word) == place(at(there.node, "text"), word)


@given(BODIES)
def test_no_picture_and_no_word_is_lost_or_doubled(body: str) -> None:
    drafts, _ = read(markdown.READER, f"---\nmedia: [a]\nhashtags: {{a: [T]}}\n---\n{body}")
    media = [one.node.get("media") for one in drafts]
    found = [len(one.items) for one in media if isinstance(one, Sequence)]
    assert sum(found) == body.count("![a]")
    texts = "\n".join(at(one.node, "text").text for one in drafts)
    assert texts.count("🔥") == body.count("🔥")
    assert texts.count("w: https://e.gov") == body.count("[w]")
    assert at(drafts[-1].node, "text").text.endswith("#T")


REAL = os.environ.get("POLICYCHECK_REAL_DATA")


@pytest.mark.skipif(REAL is None, reason="POLICYCHECK_REAL_DATA is not set")
def test_real_posts_are_read_as_the_tool_reads_them() -> None:
    root = Path(REAL or "") / "posts" / "galaxy-social"
    files = sorted(root.rglob("*.md"))
    pairs = images = silent = 0
    for file in files:
        source = Source(str(file.relative_to(root)), file.read_bytes().decode())
        assert markdown.READER.read
        found = list(markdown.READER.read(source, Input(source.path, file)))
        drafts = [one for one in found if isinstance(one, Draft)]
        assert len(drafts) == len(found)
        accounts = {at(one.node, "account").text for one in drafts}
        pairs += len(accounts)
        mine = [one.node for one in drafts if at(one.node, "account").text == min(accounts)]
        media = [node.get("media") for node in mine]
        items = [item for one in media if isinstance(one, Sequence) for item in one.items]
        alts = [at(item, "alt").text for item in items if isinstance(item, Mapping)]
        images += len(alts)
        silent += alts.count("")
    assert (len(files), pairs, images, silent) == (246, 520, 187, 5)
