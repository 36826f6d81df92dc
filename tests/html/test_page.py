from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from policycheck.model.finding import Authority
from policycheck.model.trials import Trials, Word
from policycheck.reports import render
from policycheck.reports.html.finding import authority
from tests.reports.sample import REPORT

from .agency import HOSTILE, page_of, write_agency
from .test_markup import Read


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return page_of(write_agency(tmp_path_factory.mktemp("agency")), command="audit")


SOLVE = (
    "Solve 1 problem with what was read: what is not understood there is not part of this verdict."
)


def text_of(page: str) -> str:
    """What a reader sees, without the style and the script."""
    body = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", Read(body).text)


def test_the_verdict_comes_first(page: str) -> None:
    assert "<h1>" in page
    said = text_of(page)
    assert "8 posts: 3 ready, 3 to fix, 1 to review, 1 undecided, 1 problem" in said
    assert (
        said.index("8 posts: 3 ready") < said.index("What to do") < said.index("Posts 7 findings")
    )


@pytest.mark.parametrize(
    ("files", "verdict"),
    [
        ({"a.md": "Rain."}, "1 post ready"),
        ({"a.md": "Rain.", "b.md": "Sun."}, "All 2 posts ready"),
        ({"a.md": "Rain.", "b.yaml": "text: ["}, "1 post ready, 1 problem"),
        ({"a.md": "click here"}, "1 post to fix"),
        ({"a.md": "Rain.", "b.md": "click here"}, "2 posts: 1 ready, 1 to fix"),
        ({"b.yaml": "text: ["}, "1 problem"),
    ],
)
def test_the_verdict_is_in_words(tmp_path: Path, files: dict[str, str], verdict: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(f"{text}\n", encoding="utf-8")
    page = page_of(tmp_path, *files, "--select", "link-words-vague")
    title = re.search(r"<h1>(.*?)</h1>", page)
    assert title
    assert Read(title[1]).text == verdict


def test_a_run_that_was_interrupted_says_so_before_all_else() -> None:
    said = "".join(render("html", replace(REPORT, interrupted=True, errors=())))
    assert "<h1><span>7 findings,</span> <span>interrupted</span></h1>" in said
    assert '<ol class="steps"><li><a href="#notes">Run it again</a>' in said


def test_tests_that_were_run_say_so() -> None:
    trials = Trials(12, 0, 4, {Word.VALIDATED: 12}, ())
    said = "".join(render("html", replace(REPORT, trials=trials, findings=(), errors=())))
    assert "<h1><span>Ran 12 examples of 4 rules: all validated</span></h1>" in said


def test_what_to_do_begins_with_what_was_not_read(page: str) -> None:
    steps = re.search(r'<ol class="steps">(.*?)</ol>', page)
    assert steps
    assert [Read(one).text for one in re.findall(r"<li>(.*?)</li>", steps[1])] == [
        SOLVE,
        "Fix 3 posts: 3 errors and 1 warning.",
        "Decide about 1 post: 1 question.",
        "Fix 1 account: 1 error.",
        "Fix 1 waiver: 1 warning.",
        "Supply what is missing: 1 answer open for want of media.",
        "Look ahead to 1 expiring waiver: the first ends in 10 days.",
    ]


def test_nothing_of_a_record_is_markup(page: str) -> None:
    assert "evil.example" in page
    body = page.partition("<body>")[2].rpartition("<script>")[0]
    names = Counter(Read(body).names())
    assert not names.keys() & {"script", "img", "iframe", "object", "link", "style", "base"}
    assert "Press <b>Office</b>" in text_of(page)
    assert HOSTILE[:40] in text_of(page)


def test_a_policy_says_that_only_its_own_style_and_script_run(page: str) -> None:
    said = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert said
    policy = said[1].replace("&#x27;", "'")
    parts = dict(one.strip().split(" ", 1) for one in policy.split(";"))
    assert parts["default-src"] == parts["base-uri"] == parts["form-action"] == "'none'"
    for name, tag in (("style-src", "style"), ("script-src", "script")):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert parts[name] == f"'sha256-{digest}'"
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_nothing_is_loaded_and_no_style_stands_in_an_attribute(page: str) -> None:
    read = Read(page.replace("<!doctype html>", ""))
    for name, attributes in read.elements:
        assert not attributes.keys() & {"src", "srcset", "action", "ping", "style"}, name
        assert not [one for one in attributes if one.startswith("on")], name
        href = attributes.get("href")
        if href and not href.startswith("#"):
            assert (name, attributes["rel"]) == ("a", "noopener noreferrer external")
            assert href.startswith("https://guide.example/")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_every_link_within_the_page_leads_somewhere(page: str) -> None:
    read = Read(page.replace("<!doctype html>", ""))
    ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {at["href"] for _, at in read.elements if (at.get("href") or "").startswith("#")}
    assert {f"#{one}" for one in ids} >= links


def test_an_authority_with_a_trap_for_an_address_is_words(page: str) -> None:
    assert 'href="https://guide.example/a?b=1&amp;c=2"' in page
    assert authority(Authority("A trap", "7", "javascript:alert(1)")).html == "A trap 7"


def test_posts_are_shown_as_they_will_look(page: str) -> None:
    assert 'dir="auto" lang="ar">مرحبا <mark class="error">مصطلح<a' in page
    assert '<span class="hidden">\\u{202e}</span>' in page
    assert "X text 299 of 280 weighted characters, 19 too many" in text_of(page)
    assert '<span class="token hashtag">#Tag</span>' in page
    picture = re.search(r'<ul class="media">(.*?)</ul>', page)
    assert picture
    assert Read(picture[1]).text == "imagerain.pngno alternative text2"


def test_the_register_says_how_many_days_are_left(page: str) -> None:
    register = page.partition('id="register"')[2].partition("</section>")[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in register.split("<tr>")[2:]]
    assert [(row[0], Read(row[2]).text, row[3]) for row in rows] == [
        ("TXT-002", "expired", "-30"),
        ("TXT-001", "expiring", "10"),
    ]
    assert "Accepted: " in page


def test_a_check_has_no_scores_and_says_all_else(tmp_path: Path, page: str) -> None:
    checked = page_of(write_agency(tmp_path))
    assert 'id="scores"' in page
    assert 'id="scores"' not in checked
    for name in ("undecided", "register", "charts", "problems"):
        assert f'id="{name}"' in checked


def test_the_same_input_is_the_same_page(tmp_path: Path, page: str) -> None:
    assert page_of(write_agency(tmp_path), command="audit") == page


def test_problems_notes_and_cuts_are_said(page: str) -> None:
    assert "posts/broken.yaml:1:6" in page.partition('id="problems"')[2]
    cut = "".join(render("html", replace(REPORT, cut_findings=1234, cut_unknown=77)))
    notes = cut.partition('id="notes"')[2]
    assert "1,234 findings more, counted but not listed" in notes
    assert "77 unknown more" in notes
    assert "rule LEN-009 matched no record" in notes


def test_private_data_stays_masked_and_marked_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("My number: 078-05-1120, write me\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("Not mine: 078-05-1120\n", encoding="utf-8")
    page = page_of(tmp_path, "a.md", "b.md", "--select", "ssn-or-card")
    assert "078-05-1120" not in page
    assert page.count('<mark class="error">***-**-****<a') == 2
    revealed = page_of(tmp_path, "a.md", "--select", "ssn-or-card", "--reveal")
    assert '<mark class="error">078-05-1120<a' in revealed


def test_a_page_of_thousands_gives_a_script_the_rest_as_text(tmp_path: Path) -> None:
    posts = "".join(f'{{"id": "p{n}", "text": "click here {n}"}}\n' for n in range(200))
    (tmp_path / "posts.jsonl").write_text(posts, encoding="utf-8")
    page = page_of(tmp_path, "posts.jsonl", "--select", "link-words-vague")
    assert page.count("<noscript>") == 3
    assert page.count("60 findings more, shown once the script of this page runs") == 2
    first, *rest = page.split("<noscript>")
    assert first.count('<li class="finding') == 60
    assert sum(one.count('<li class="finding') for one in rest) == 140
